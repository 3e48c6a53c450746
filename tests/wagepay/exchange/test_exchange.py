"""The national platform's objects: its codes, the state of each row, the package, the platform's answer."""

import datetime as dt
import io
import json
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.audit.models import Entry
from portal.documents.actions.ask_export import approve_export, ask_export
from portal.documents.actions.make_export import make_export
from portal.documents.enums import ExportFormat
from portal.documents.models import Download
from portal.documents.storage import read as stored
from portal.lib.errors import Refused
from portal.lib.exports import Stamp
from portal.lib.sheets.reader import read_workbook
from portal.tenancy.scope import acting
from tests.make import accounts
from tests.make import wagepay as make
from wagepay.actions.mark_sent import mark_sent
from wagepay.actions.read_answer_file import read_answer_file
from wagepay.exchange.codes import NATIONAL, TABLES, Coder, dictionary
from wagepay.exchange.objects import OBJECTS, plain
from wagepay.exchange.package import package
from wagepay.exchange.standing import standings
from wagepay.models import Engagement, ExchangeRow

AT = dt.datetime(2026, 11, 25, 2, tzinfo=dt.UTC)
MONTH = make.OCTOBER
STAMP = Stamp("DC20261125-XXXXXX", "contractor", "样例劳资专管员", "示例建设集团有限公司", AT)


@pytest.fixture
def person(site) -> Engagement:
    with acting(site.contractor):
        found = make.engagement(site.project, trade="钢筋工", bank_name="中国建设银行样例支行")
        make.attendance(found, dt.date(2026, 10, 1), dt.date(2026, 10, 2))
        make.line(make.sheet(site.project), found)
    return found


def seen(site, actor=None):
    actor = actor or site.contractor
    with acting(actor):
        found, coder = standings(actor, site.project, NATIONAL, MONTH)
    return {one.object.kind: one for one in found}, coder


def line_of(site, kind: str) -> dict[str, str]:
    one = seen(site)[0][kind]
    return dict(zip(one.object.headings, map(plain, one.rows[0].unit.lines[0]), strict=True))


def sent(site, kind: str = "person", at: dt.datetime = AT) -> int:
    with acting(site.contractor):
        return mark_sent(actor=site.contractor, project=site.project, platform=NATIONAL, month=MONTH, kind=kind, at=at)


def answered(site, text: str, kind: str = "person", at: dt.datetime = AT):
    with acting(site.contractor):
        book = read_workbook(text.encode(), "结果.csv")
        return read_answer_file(actor=site.contractor, project=site.project, platform=NATIONAL, kind=kind, workbook=book, at=at)


def test_every_line_has_a_value_for_every_heading(site, person):
    found, _ = seen(site)
    assert set(found) == set(OBJECTS)
    for one in found.values():
        assert one.rows, one.object.kind
        assert {len(line) for row in one.rows for line in row.unit.lines} == {len(one.object.headings)}


def test_values_stand_in_the_codes_of_the_dictionary(site, person):
    row = line_of(site, "person")
    assert (row["证件类型"], row["工种"], row["工人类型"], row["银行代码"], row["有无合同"]) == ("01", "020", "20", "105", "1")
    assert [row.unit.lines[0][3] for row in seen(site)[0]["party"].rows] == ["008", "009", "006"]
    assert line_of(site, "project")["项目状态"] in {"001", "003"}
    assert line_of(site, "contract")["合同期限类型"] == "0"


@pytest.mark.parametrize(("said", "code"), [("抹灰工", "191"), ("普工", "390"), ("钢筋", "020"), ("瓦工", "010"), ("样例特殊工", "")])
def test_a_trade_goes_out_under_the_platform_s_own_word_else_under_the_one_it_is_known_by(site, said, code):
    with acting(site.contractor):
        make.engagement(site.project, trade=said)
    assert line_of(site, "person")["工种"] == code


def test_what_has_no_code_is_named_as_the_pages_name_it(site):
    with acting(site.contractor):
        make.engagement(site.project, contract_kind="over_age")
    assert ("合同期限类型", "超龄劳动者用工协议", 1) in seen(site)[1].report()


@pytest.mark.parametrize(("digit", "code"), [(1, "0"), (2, "1")])
def test_sex_is_turned_into_the_platforms_own_codes(site, digit, code):
    """The national standard says 1 and 2, the dictionary of the platform 0 and 1."""
    with acting(site.contractor):
        make.engagement(site.project, id_number=make.id_number(980 + digit))
    assert line_of(site, "person")["性别"] == code


def test_a_value_without_a_code_is_named_counted_and_left_empty(site, person):
    with acting(site.contractor):
        for _ in range(2):
            make.engagement(site.project, trade="样例特殊工")
    found, coder = seen(site)
    assert ("工种", "样例特殊工", 2) in coder.report()
    at = OBJECTS["person"].headings.index("工种")
    assert sorted(line[at] for row in found["person"].rows for line in row.unit.lines) == ["", "", "020"]


def test_each_code_table_names_its_source_and_gives_one_code_for_a_value():
    tables = dictionary(NATIONAL)
    assert set(tables) == set(TABLES)
    assert all(tables.values())
    assert all(code.source and code.code for table in tables.values() for code in table.values())
    assert Coder(tables)("trade", "") == ""


def test_attendance_is_one_row_a_day_and_one_unit_a_persons_month(site, person):
    one = seen(site)[0]["attendance"]
    assert (len(one.rows), one.lines) == (1, 2)


def test_nothing_is_sent_until_it_is_marked_and_then_only_what_is_due(site, person):
    assert seen(site)[0]["person"].counts == {"not_sent": 1}
    assert sent(site) == 1
    assert seen(site)[0]["person"].counts == {"sent": 1}
    with pytest.raises(Refused, match="没有要上报的行"):
        sent(site)
    with acting(site.contractor):
        make.engagement(site.project)
    assert sent(site) == 1


def test_a_row_that_changed_after_it_was_sent_says_so_and_is_due_again(site, person):
    sent(site)
    with acting(site.contractor):
        person.card = make.card_number(4321)
        person.save()
    assert seen(site)[0]["person"].counts == {"changed": 1}
    assert sent(site, at=AT + dt.timedelta(days=1)) == 1
    assert seen(site)[0]["person"].counts == {"sent": 1}


def test_what_is_kept_of_a_sent_row_tells_nothing_of_the_person(site, person):
    sent(site)
    with acting(site.contractor):
        row = ExchangeRow.objects.visible_to(site.contractor).get()
    assert len(bytes(row.digest)) == 16
    assert row.row_key == str(person.uid)
    entry = Entry.objects.get(verb="wagepay.mark_sent")
    assert person.id_number.plain() not in str(entry.detail)
    assert entry.detail["kind"] == "人员"  # as people read it in the history


def test_the_answer_takes_a_row_in_or_sends_it_back_with_the_reason(site, person):
    with acting(site.contractor):
        other = make.engagement(site.project)
    sent(site)
    result, _ = answered(site, f"行编号,结果,原因,平台编号\n{person.uid},成功,,A-1\n{other.uid},失败,身份证与姓名不符,\n")
    assert result == {"accepted": 1, "refused": 1, "rows": 2, "is_taken": True}
    one = seen(site)[0]["person"]
    assert one.counts == {"accepted": 1, "refused": 1}
    assert {row.record.reason for row in one.rows} == {"", "身份证与姓名不符"}
    assert sent(site, at=AT + dt.timedelta(days=1)) == 1  # what was sent back is due again


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("行编号,结果,原因\n{uid},失败,\n", "no_reason"),
        ("行编号,结果,原因\n{uid},也许,\n", "unknown_result"),
        ("行编号,结果,原因\n00000000,成功,\n", "unknown_row"),
        ("行编号,结果,原因\n{uid},成功,\n{uid},成功,\n", "row_twice"),
    ],
)
def test_an_answer_with_a_fault_changes_nothing(site, person, text, code):
    sent(site)
    result, findings = answered(site, text.format(uid=person.uid))
    assert not result["is_taken"]
    assert code in {finding.code for finding in findings}
    assert seen(site)[0]["person"].counts == {"sent": 1}


def test_what_was_never_sent_cannot_be_answered(site, person):
    result, findings = answered(site, f"行编号,结果\n{person.uid},成功\n")
    assert (result["is_taken"], [finding.code for finding in findings]) == (False, ["unknown_row"])


@pytest.mark.parametrize("is_full", [True, False])
def test_the_package_holds_every_object_three_times_and_the_report(site, person, is_full):
    with acting(site.contractor):
        found, coder = standings(site.contractor, site.project, NATIONAL, MONTH)
        content = package(found, coder, NATIONAL, stamp=STAMP, is_full=is_full)
    book = zipfile.ZipFile(io.BytesIO(content))
    labels = [one.label for one in OBJECTS.values()]
    assert set(book.namelist()) == {f"{label}.{end}" for label in labels for end in ("xlsx", "csv")} | {"全部.json", "没有代码的值.csv"}
    data = json.loads(book.read("全部.json"))
    assert data["objects"]["person"][0]["证件号码"] == (person.id_number.plain() if is_full else str(person.id_number))
    everything = b"".join(book.read(name) for name in book.namelist() if not name.endswith("xlsx")).decode()
    assert (person.card.plain() in everything) is is_full


def test_the_package_goes_through_the_download_centre_and_in_full_by_a_second_person(site, person, settings):
    address = f"{reverse('wage_exchange_package', args=[site.project.code])}?month=2026-10"
    actor = accounts.again(site.contractor)
    with pytest.raises(Refused, match="不提供这种格式"):
        ask_export(actor=actor, address=address, form=ExportFormat.XLSX, at=AT)
    download = ask_export(actor=actor, address=address, form=ExportFormat.ZIP, at=AT, is_full=True, reason="上报实名制平台十月数据")
    with pytest.raises(Refused):
        approve_export(actor=actor, download=download, at=AT)
    masked = ask_export(actor=actor, address=address, form=ExportFormat.ZIP, at=AT)
    make_export(actor=actor, uid=str(masked.uid), at=AT, show=lambda *_: None, prove=lambda *_: None)
    ready = Download.objects.get(pk=masked.pk)
    assert ready.state == "ready"
    assert person.id_number.plain().encode() not in b"".join(zipfile.ZipFile(io.BytesIO(_content(ready))).read(name) for name in ("全部.json", "人员.csv"))


def _content(download: Download) -> bytes:
    found = stored(download.sha256)
    return found if isinstance(found, bytes) else b"".join(found)


@pytest.mark.parametrize("who", ["contractor", "inspector"])
def test_the_page_shows_objects_and_rows_masked(site, person, client_of, who):
    client = client_of(getattr(site, who), "export")
    assert "未上报 1" in client.get(f"{reverse('wage_exchange', args=[site.project.code])}?month=2026-10").content.decode()
    url = reverse("wage_exchange_rows", args=[site.project.code, "person"])
    text = client.get(f"{url}?month=2026-10").content.decode()
    assert "未上报" in text and person.name not in text and person.id_number.plain() not in text
    assert "没有数据" in client.get(f"{url}?month=2026-10&state=accepted").content.decode()
    assert client.get(reverse("wage_exchange_rows", args=[site.project.code, "nothing"])).status_code == 404


def test_rows_are_paged_and_sorted_and_the_county_sees_every_project_at_a_glance(site, person, client_of, neighbour_inspector):
    with acting(site.contractor):
        for _ in range(30):
            make.engagement(site.project)
    client = client_of(site.inspector)
    url = reverse("wage_exchange_rows", args=[site.project.code, "person"])
    assert client.get(f"{url}?month=2026-10&sort=-name&page=2").content.decode().count("<tr") == 31 - 25 + 1
    states = reverse("wage_exchange_projects")
    assert "没有上报过" in client.get(f"{states}?state=never").content.decode()
    sent(site)
    keys = [row.record.row_key for row in seen(site)[0]["person"].rows]
    answered(site, "\n".join(["行编号,结果,原因", f"{keys[0]},失败,身份证与姓名不符", *(f"{key},成功," for key in keys[1:30])]))
    with CaptureQueriesContext(connection) as queries:
        page = client.get(f"{states}?state=refused").content.decode()
    assert "退回 1 行" in page and site.project.name in page and len(queries) < 25
    assert site.project.name not in client_of(neighbour_inspector).get(states).content.decode()


def test_marking_and_answering_by_the_pages(site, person, client_of):
    client = client_of(site.contractor)
    client.post(f"{reverse('wage_exchange_sent', args=[site.project.code, 'person'])}?month=2026-10")
    assert seen(site)[0]["person"].counts == {"sent": 1}
    file = io.BytesIO(f"行编号,结果\n{person.uid},成功\n".encode())
    file.name = "结果.csv"
    page = client.post(reverse("wage_exchange_answer", args=[site.project.code, "person"]), {"file": file}).content.decode()
    assert "已接收 1 行" in page
    assert seen(site)[0]["person"].counts == {"accepted": 1}


def test_a_subcontractor_does_not_send_and_another_county_does_not_find_it(site, person, client_of, neighbour_inspector):
    url = reverse("wage_exchange", args=[site.project.code])
    assert client_of(site.subcontractor).get(url).status_code == 403
    assert client_of(neighbour_inspector).get(url).status_code == 404


def test_the_page_costs_the_same_queries_for_one_person_and_for_three(site, person, client_of):
    client = client_of(site.contractor)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{reverse('wage_exchange', args=[site.project.code])}?month=2026-10").status_code == 200
        return len(queries)

    before = count()
    with acting(site.contractor):
        for _ in range(2):
            make.attendance(make.engagement(site.project), dt.date(2026, 10, 1))
    assert count() == before
