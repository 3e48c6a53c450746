"""The notice board: what it says, its print, what its code proves on a photograph, and when it grows stale."""

import datetime as dt
import io
from dataclasses import replace

import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, ImageFilter
from pypdf import PdfReader

from portal.audit.models import Entry
from portal.lib.errors import Refused
from portal.tenancy.scope import acting, current_actor
from projects.actions.keep_contacts import Contact, keep_contacts
from projects.actions.put_up_board import put_up_board
from projects.board.code import path_of, read_photo
from projects.board.content import Content, content_of
from projects.board.poster import POINTS, SIZES, poster
from projects.models import Project, ProjectParty, RightsNoticeBoard, Seen
from projects.systems import Judged, gather
from projects.systems.catalogue import BY_CODE
from tests.documents.pages import lines as lines_of
from tests.documents.pages import text_of
from tests.make import tenancy
from tests.make.projects import PLACES, make_party, make_project

ON = dt.date(2026, 11, 20)
AT = dt.datetime(2026, 11, 20, 2, tzinfo=dt.UTC)
HOST = "https://portal.example"


@pytest.fixture
def inside(county_inspector):
    with acting(county_inspector):
        yield county_inspector


@pytest.fixture
def site(inside, tree) -> Project:
    """A project of which everything the board wants is entered."""
    tenancy.authority(tree.county, "平定县住房和城乡建设局", industries=("housing",))
    long_ago = {"valid_from": dt.date(2026, 1, 1)}
    tenancy.policy_row(tree.county, "wagepay.minimum_wage", "1980.00", **long_ago)
    tenancy.policy_row(tree.county, "projects.board_arbitration", "仲裁院，样例路1号", **long_ago)
    tenancy.policy_row(tree.county, "projects.board_legal_aid", "法律援助中心，样例路3号", **long_ago)
    tenancy.policy_row(tree.county, "projects.board_department_phones", {"housing": "0353-0000001"}, **long_ago)
    tenancy.policy_row(tree.county, "projects.board_brigade", {"name": "平定监察大队", "phone": "0353-0000000"}, **long_ago)
    tenancy.policy_row(tree.county, "projects.board_supervised_by", "平定县人力资源和社会保障局", **long_ago)
    project = make_project(tree.county)
    keep_contacts(actor=inside, project=project, officer=Contact("样例专管员", "13800000186"), parties={}, on=ON, at=AT)
    return again(project)


def again(project: Project) -> Project:
    """As it stands in the database now."""
    return Project.objects.visible_to(current_actor()).select_related("owner", "general_contractor").get(pk=project.pk)


def photo(address: str, *, blurred: bool = False, shade: int = 0) -> SimpleUploadedFile:
    """A photograph of a board: the code on a larger, slightly turned and unsharp picture."""
    raw = io.BytesIO()
    segno.make(address, error="m", micro=False).save(raw, kind="png", scale=6, border=4)
    ground = Image.new("RGB", (900, 900), (200 + shade, 200, 190))
    with Image.open(raw) as code:
        ground.paste(code.convert("RGB").rotate(4, expand=True, fillcolor=(255, 255, 255)), (200, 180))
    if blurred:
        ground = ground.filter(ImageFilter.GaussianBlur(14))
    out = io.BytesIO()
    ground.save(out, "JPEG", quality=80)
    return SimpleUploadedFile("告示牌.jpg", out.getvalue(), "image/jpeg")


def lamp(project: Project, code: str, on: dt.date = ON):
    return Judged(gather(again(project), on)).lamp(BY_CODE[code])


def address(project: Project, place: str) -> str:
    return HOST + path_of(project, content_of(gather(project, ON)), place)


def put_up(inside, project, place="入口处", **fields) -> RightsNoticeBoard:
    return put_up_board(actor=inside, project=again(project), place=place, posted_on=ON, on=ON, at=AT, **fields)


def test_the_board_says_the_four_groups_and_what_is_missing(inside, tree):
    project = make_project(tree.county)
    missing = {line.key: line.by for line in content_of(gather(project, ON)).missing}
    assert missing == {
        "department": "租户管理员", "officer": "施工总承包单位", "minimum_wage": "租户管理员", "department_phone": "租户管理员", "arbitration": "租户管理员",
        "legal_aid": "租户管理员", "brigade": "租户管理员", "supervised_by": "租户管理员",
    }  # fmt: skip
    with pytest.raises(Refused, match="劳资专管员的电话（由施工总承包单位填写）"):
        poster(project, content_of(gather(project, ON)), "入口处", HOST)


def test_the_board_shows_numbers_in_full_and_pages_do_not(site):
    evidence = gather(site, ON)
    assert content_of(evidence)["officer"].text == "13800000186"
    assert content_of(evidence, masked=True)["officer"].text == "138****0186"
    assert "13800000186" not in str(content_of(evidence).digests)


@pytest.mark.parametrize("size", list(SIZES))
def test_the_poster_is_one_page_of_its_size_and_says_what_the_data_say(site, size):
    content = content_of(gather(site, ON))
    pages = PdfReader(io.BytesIO(poster(site, content, "项目部", address(site, "项目部"), size))).pages
    assert len(pages) == 1
    assert [round(float(side) / POINTS) for side in pages[0].mediabox[2:]] == list(SIZES[size])
    text = pages[0].extract_text()
    for said in ("维权信息告示牌", "项目部", "13800000186", "0353-0000001", "12348", "仲裁院", "1,980", site.owner.name, content.edition("项目部")):
        assert said in text, said


@pytest.mark.parametrize("firms", [3, 8, 24])
def test_every_subcontractor_stands_on_the_one_page_above_its_foot(site, firms):
    """Three are set as designed, eight closer, more in small type; code and telephones keep their size."""
    texts = {"subcontractors": "样例第{}劳务分包有限公司", "subcontractor_contacts": "样例工长 1380000{:04d}"}
    lines = (
        replace(line, text="\n".join(texts[line.key].format(n) for n in range(1, firms + 1))) if line.key in texts else line
        for line in content_of(gather(site, ON)).lines
    )
    content = poster(site, Content(tuple(lines)), "入口处", address(site, "入口处"))
    assert len(PdfReader(io.BytesIO(content)).pages) == 1
    down = {line.text.strip(): line.down for line in lines_of(content) if line.text.strip()}
    last = max(place for text, place in down.items() if "样例第" in text or "别爬塔吊" in text or "堵路" in text)
    foot = next(place for text, place in down.items() if "第三十四条设置" in text)
    assert f"样例第{firms}劳务分包有限公司" in text_of(content) and last < foot - 3


def test_a_photograph_of_the_present_edition_proves_the_board(inside, site):
    board = put_up(inside, site, photo=photo(address(site, "入口处")))
    assert (board.seen, board.photographed_on) == (Seen.CURRENT, ON)
    assert lamp(site, "board_photo").mark == "ok"
    assert lamp(site, "board_places").mark == "half"


def test_what_the_photograph_says_is_kept_or_refused(inside, site, tree):
    other = make_project(tree.county)
    with pytest.raises(Refused, match="另一个项目"):
        put_up(inside, site, photo=photo(address(other, "入口处")))
    with pytest.raises(Refused, match="“项目部”的告示牌"):
        put_up(inside, site, photo=photo(address(site, "项目部")))
    assert RightsNoticeBoard.objects.of(site).count() == 0
    old = photo(address(site, "入口处").replace("?b=", "?b=0"))
    assert put_up(inside, site, photo=old).seen == Seen.EARLIER
    assert lamp(site, "board_current").mark == "x"
    assert put_up(inside, site, photo=photo("https://elsewhere.example/")).seen == Seen.OTHER
    assert put_up(inside, site, photo=photo(address(site, "入口处"), blurred=True)).seen == Seen.UNREAD
    assert lamp(site, "board_photo").missing[0].text == "重拍入口处告示牌，拍清二维码"
    assert put_up(inside, site).seen == Seen.NO_PHOTO
    assert RightsNoticeBoard.objects.of(site).filter(removed_on__isnull=True).count() == 1


def test_one_photograph_proves_one_board(inside, site):
    put_up(inside, site, photo=photo(address(site, "入口处"), blurred=True))
    with pytest.raises(Refused, match="已经用于“入口处”"):
        put_up(inside, site, "生活区", photo=photo(address(site, "入口处"), blurred=True))


def test_a_forged_token_is_no_code_of_ours(site):
    content = content_of(gather(site, ON))
    forged = address(site, "入口处").replace("/c/", "/c/0")
    assert read_photo(photo(forged).read(), site, content, list(PLACES)).seen == Seen.OTHER


def test_the_board_grows_stale_when_any_fact_it_shows_changes(inside, site, tree):
    party = make_party(site, contact_name="样例班组长")
    put_up(inside, site)
    assert lamp(site, "board_current").mark == "ok"
    changes = {
        "劳资专管员": lambda: keep_contacts(actor=inside, project=site, officer=Contact("样例专管员", "13900000186"), parties={}, on=ON, at=AT),
        "现场负责人": lambda: keep_contacts(
            actor=inside, project=site, officer=Contact("样例专管员"), parties={party.pk: Contact("样例班组长", "13700000186")}, on=ON, at=AT
        ),
        "发工资的日子": lambda: Project.objects.writable_by(inside).filter(pk=site.pk).update(pay_day=21),
        "当地最低工资标准": lambda: tenancy.policy_row(tree.county, "wagepay.minimum_wage", "2090.00", valid_from=ON),
        "分包单位": lambda: ProjectParty.objects.of(site).filter(pk=party.pk).update(left_on=ON),
    }
    for label, change in changes.items():
        change()
        found = lamp(site, "board_current")
        assert found.mark == "x" and label in found.text, label
        put_up(inside, site)
        assert lamp(site, "board_current").mark == "ok", label


def test_without_prescribed_places_any_board_will_do(inside, site, tree):
    tenancy.policy_row(tree.county, "projects.board_places", [], valid_from=dt.date(2026, 1, 1))
    assert lamp(site, "board_places").missing[0].text == "在施工现场醒目位置设维权信息告示牌"
    put_up(inside, site, "大门")
    assert lamp(site, "board_places").mark == "ok"


def test_the_pages_show_print_and_record(site, county_inspector, client_of, neighbour_inspector, django_assert_max_num_queries):
    client = client_of(county_inspector)
    with django_assert_max_num_queries(34):
        page = client.get(reverse("project_board", args=[site.code])).content.decode()
    assert "138****0186" in page and "13800000186" not in page
    answer = client.get(reverse("board_print", args=[site.code]), {"place": "生活区", "size": "A2"})
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
    assert Entry.objects.filter(verb="projects.print_board", object_uid=str(site.uid)).count() == 1
    for name in ("project_board", "board_print", "project_contacts", "board_new", "project_systems"):
        assert client_of(neighbour_inspector).get(reverse(name, args=[site.code])).status_code == 404, name


def test_a_photograph_comes_in_by_the_page(site, county_inspector, client_of):
    client = client_of(county_inspector)
    url = reverse("board_new", args=[site.code])
    assert "enctype" in client.get(url).content.decode()
    bad = client.post(url, {"place": "入口处", "posted_on": "2026-11-20", "photographed_on": "2026-11-20"})
    assert "请附上照片" in bad.content.decode()
    done = client.post(url, {"place": "other", "other_place": "食堂", "posted_on": "2026-11-20", "photo": photo(address(site, "食堂"))})
    assert done.status_code == 302
    assert "食堂" in client.get(reverse("project_board", args=[site.code])).content.decode()
