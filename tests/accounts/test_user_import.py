"""A list of people: every finding by its cell, all or nothing, handed back marked, then the links."""

import datetime as dt
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone
from openpyxl import load_workbook

from portal.accounts.actions.forget_old import forget_old
from portal.accounts.actions.import_users import import_users
from portal.accounts.enums import Role
from portal.accounts.models import Membership, User, UserImport
from portal.accounts.user_sheet.template import COLUMNS, people_template
from portal.audit.models import Entry
from portal.lib.sheets.write import Book
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from tests.make import accounts, tenancy

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 11, 20)
HEAD = [heading for heading, _, _ in COLUMNS]
BUREAU = "平定县人力资源和社会保障局"
GOOD = [
    [1, "pd-one", "样甲", "劳动保障监察员", BUREAU, "平定县", "", "", "监察员"],
    [2, "pd-two", "样乙", "行业主管部门", "平定县住房和城乡建设局", "140321", "住房城乡建设", "", ""],
    [3, "pd-three", "样丙", "网格员", BUREAU, "平定县", "", "冠山镇、冶西镇", ""],
    [4, "firm-one", "样丁", "劳资专管员", "样例建工集团有限公司", "", "", "", "劳资专管员"],
]


@pytest.fixture
def places(tree, county_inspector):
    tenancy.housing_department(tree.county)
    tenancy.enterprise("样例建工集团有限公司")


def content(rows: list[list], head: list[str] = HEAD) -> bytes:
    book = Book()
    sheet = book.sheet("人员表")
    for at, row in enumerate([head, *rows]):
        book.row(sheet, at, row)
    return book.content()


def run(admin, rows: list[list], **more) -> dict:
    with acting(admin):
        result, _, _ = import_users(actor=admin, content=content(rows), name="人员表.xlsx", on=ON, at=timezone.now(), **more)
    return result


def test_everybody_of_a_good_list_is_opened_with_his_role_and_without_a_password(places, admin, tree):
    result = run(admin, GOOD)
    assert (result["accepted"], result["rows"], result["created"], result["findings"]) == (True, 4, 4, [])
    made = {m.user.username: m for m in Membership.objects.filter(user__username__in=["pd-one", "pd-two", "pd-three", "firm-one"]).select_related("user")}
    assert (made["pd-one"].region, made["pd-one"].title) == (tree.county, "监察员")
    assert made["pd-two"].industries == ["housing"]
    assert set(made["pd-three"].townships) == {tree.township.pk, tree.other_township.pk}
    assert made["firm-one"].region is None
    assert not any(m.user.has_usable_password() or m.user.password_changed_at for m in made.values())
    assert Entry.objects.get(verb="accounts.import").detail == {"rows": 4, "created": 4}


def test_every_fault_is_told_at_its_cell_and_nobody_is_opened(places, admin, other_county_inspector):
    bad = [
        [1, "王二", "样甲", "劳动保障监察员", BUREAU, "平定县"],
        [2, "pd-two", "样乙", "国王", BUREAU, "平定县"],
        [3, "pd-three", "样丙", "劳动保障监察员", "没有的局", "平定县"],
        [4, "pd-four", "样丁", "劳动保障监察员", BUREAU, "郏县"],
        [5, "pd-five", "", "劳动保障监察员", BUREAU, "平定县"],
        [6, "pd-good", "样己", "劳动保障监察员", BUREAU, "平定县"],
        [7, "pd-good", "样庚", "劳动保障监察员", BUREAU, "平定县"],
        [8, "pd-inspector", "样辛", "劳动保障监察员", BUREAU, "平定县"],
        [9, "pd-nine", "样壬", "行业主管部门", BUREAU, "平定县"],
        [10, "pd-ten", "样癸", "网格员", BUREAU, "平定县", "", "没有的镇"],
    ]
    result = run(admin, bad)
    assert not result["accepted"] and result["created"] == 0
    found = {finding["cell"].split("!")[1]: finding["code"] for finding in result["findings"]}
    assert found == {
        "B2": "refused", "D3": "bad_role", "E4": "refused", "F5": "refused", "C6": "missing", "B8": "username_twice", "B9": "refused", "G10": "refused",
        "H11": "refused",
    }  # fmt: skip
    assert not User.objects.filter(username__startswith="pd-t").exists() and not User.objects.filter(username="pd-good").exists()


def test_a_dry_run_says_the_same_and_opens_nobody(places, admin):
    result = run(admin, GOOD, dry_run=True)
    assert (result["accepted"], result["created"], result["dry_run"]) == (True, 4, True)
    assert not User.objects.filter(username="pd-one").exists()
    assert not Entry.objects.filter(verb__in=["accounts.import", "accounts.add_user"]).exists()


def test_the_template_is_read_by_the_import_that_offers_it(places, admin):
    rows = [[cell.value for cell in row] for row in load_workbook(io.BytesIO(people_template())).active.iter_rows()]
    assert rows[0] == HEAD
    assert run(admin, [["" if value is None else value for value in GOOD[0]]])["accepted"]


class TestInTheBrowser:
    @pytest.fixture
    def browser(self, client_of, admin):
        return client_of(admin, "rights", "keys")

    def upload(self, browser, rows, **more):
        return browser.post("/accounts/users/import/", {"file": SimpleUploadedFile("人员表.xlsx", content(rows))} | more)

    def test_the_way_from_the_file_to_the_links(self, browser, places, admin, client):
        led = self.upload(browser, GOOD).headers["Location"]
        assert "已开通 4 人" in browser.get(led).content.decode()
        first = browser.post(f"{led}links/")
        rows = [[cell.value for cell in row] for row in load_workbook(io.BytesIO(first.content)).active.iter_rows(min_row=2)]
        assert [row[0] for row in rows] == ["firm-one", "pd-one", "pd-three", "pd-two"]
        address = rows[1][2].removeprefix("http://testserver")
        assert "样甲，请设置您的密码" in client.get(address).content.decode()
        client.post(address, {"new": "Fen-He-2020-shui", "again": "Fen-He-2020-shui"})
        again = load_workbook(io.BytesIO(browser.post(f"{led}links/").content)).active
        assert again.max_row == 4, "who has chosen his password gets no second link"

    def test_a_faulty_file_comes_back_marked(self, browser, places):
        led = self.upload(browser, [[1, "pd-one", "样甲", "国王", BUREAU, "平定县"]]).headers["Location"]
        page = browser.get(led).content.decode()
        assert "一个也没有开通" in page and "人员表!D2" in page and "国王" in page
        marked = load_workbook(io.BytesIO(browser.get(f"{led}marked/").content))
        assert "国王" in str([[cell.value for cell in row] for row in marked["问题清单"].iter_rows()])
        assert marked["人员表"]["D2"].fill.fgColor.rgb.endswith("F6C4BF")

    def test_a_file_that_is_none_is_told_at_the_field(self, browser, places):
        answer = browser.post("/accounts/users/import/", {"file": SimpleUploadedFile("人员表.xlsx", b"no workbook")})
        assert answer.status_code == 200 and answer.context["form"].errors["file"]

    def test_another_tenants_import_is_not_there(self, browser, places, client_of, tree):
        led = self.upload(browser, GOOD).headers["Location"]
        stranger = client_of(accounts.actor(Role.ADMIN, region=tree.other_city), "keys")
        for ask, end in ((stranger.get, ""), (stranger.get, "marked/"), (stranger.post, "links/")):
            assert ask(f"{led}{end}").status_code == 404

    def test_the_kept_file_is_sealed_and_forgotten_after_a_month(self, browser, places, admin, client_of):
        led = self.upload(browser, GOOD).headers["Location"]
        at = timezone.now()
        with acting(admin):
            kept = UserImport.objects.visible_to(admin).get()
            assert b"PK" == kept.content()[:2] != bytes(kept.sealed)[:2]
        operator = system_actor()
        with acting(operator):
            assert forget_old(actor=operator, at=at + dt.timedelta(days=29))["files"] == 0
            assert forget_old(actor=operator, at=at + dt.timedelta(days=31))["files"] == 1
        browser = client_of(admin)
        assert browser.get(f"{led}marked/").status_code == 404
        assert "下载批注后的表" not in browser.get(led).content.decode()


def test_the_command_says_what_the_page_says(places, admin, tmp_path, capsys):
    file = tmp_path / "people.xlsx"
    file.write_bytes(content(GOOD))
    call_command("import_users", str(file), "--as", "admin-yq", "--dry-run")
    dry = json.loads(capsys.readouterr().out)
    assert (dry["accepted"], dry["created"]) == (True, 4)
    call_command("import_users", str(file), "--as", "admin-yq")
    assert json.loads(capsys.readouterr().out)["created"] == 4
    with pytest.raises(SystemExit):
        call_command("import_users", str(file), "--as", "admin-yq")
