"""A platform's leads: found under any heading, every finding by its cell, all or nothing, once."""

import datetime as dt
import io
import json
from decimal import Decimal

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from cases.actions.import_leads import import_leads
from cases.models import Lead, ProgressCode
from portal.audit.models import Entry
from portal.lib.errors import Refused
from portal.lib.sheets.reader import read_workbook
from portal.tenancy.scope import acting
from tests.make import tenancy
from tests.make.cases import ON, at
from tests.make.wagepay import id_number

pytestmark = pytest.mark.django_db
HEAD = [
    "序号",
    "线索编号",
    "姓名",
    "身份证号",
    "联系电话",
    "用人单位",
    "工程名称",
    "欠薪开始时间",
    "欠薪结束时间",
    "欠薪金额",
    "欠薪人数",
    "诉求内容",
    "转办时间",
    "办理状态",
]
ROW = [1, "QG202611000001", "王某某", id_number(1), "13900000001", "示例建设集团有限公司", "样例家园安置房二期"]
ROW += ["2026-09", "2026-10", 9360.5, 1, "两个月没发工资", "2026-11-19 15:20:31", "待签收"]


def row(**changes) -> list:
    return [changes.get(heading, value) for heading, value in zip(HEAD, ROW, strict=True)]


def content(*rows, head=HEAD) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("线索")
        sheet.write_string(0, 0, "全国根治欠薪线索反映平台 导出")
        for y, line in enumerate([head, *rows], 1):
            for x, value in enumerate(line):
                if isinstance(value, str):
                    sheet.write_string(y, x, value)
                elif value is not None:
                    sheet.write(y, x, value)
    return buffer.getvalue()


@pytest.fixture
def bring(inspector, site):
    """Function: import these rows as the inspector; the result."""

    def run(*rows, channel="national", dry_run=False, head=HEAD):
        workbook = read_workbook(content(*rows, head=head), "线索.xlsx")
        with acting(inspector):
            return import_leads(actor=inspector, workbook=workbook, region=site.region, channel=channel, at=at(), dry_run=dry_run)[0]

    return run


def leads(inspector) -> list[Lead]:
    with acting(inspector):
        return list(Lead.objects.visible_to(inspector).select_related("project", "employer").order_by("id"))


def codes(result) -> list[tuple[str, str]]:
    return [(finding["code"], finding["cell"]) for finding in result["findings"]]


def test_a_clean_row_becomes_a_lead_with_its_clocks(bring, inspector, site):
    result = bring(row())
    assert {name: result[name] for name in ("accepted", "rows", "created", "updated", "unchanged")} == {
        "accepted": True, "rows": 1, "created": 1, "updated": 0, "unchanged": 0,
    }  # fmt: skip
    (lead,) = leads(inspector)
    assert (lead.external_number, lead.channel, lead.kind, lead.name) == ("QG202611000001", "national", "complaint", "王某某")
    assert (lead.project, lead.employer, lead.amount, lead.people) == (site, site.general_contractor, Decimal("9360.50"), 1)
    assert (lead.owed_from, lead.owed_to) == (dt.date(2026, 9, 1), dt.date(2026, 10, 31))
    assert lead.received_on == dt.date(2026, 11, 19) and lead.accept_due_on == dt.date(2026, 11, 26)
    assert lead.id_number.plain() == id_number(1)
    assert not ProgressCode.objects.exists(), "its sender follows it on his platform"


def test_the_same_file_again_changes_nothing(bring, inspector):
    bring(row())
    again = bring(row(**{"诉求内容": "改了"}))
    assert (again["accepted"], again["created"], again["unchanged"]) == (True, 0, 1)
    assert codes(again) == [("already", "线索!B3")]
    assert [lead.text for lead in leads(inspector)] == ["两个月没发工资"]


def test_the_same_number_of_another_platform_is_another_lead(bring, inspector):
    bring(row())
    assert bring(row(), channel="provincial")["created"] == 1
    assert len(leads(inspector)) == 2


def test_one_bad_row_keeps_all_out_and_every_fault_is_told_at_once(bring, inspector):
    result = bring(
        row(),
        row(**{"线索编号": "QG2", "身份证号": "11010519491231002", "欠薪金额": "很多", "转办时间": "2026-12-31"}),
        row(**{"线索编号": "QG3", "用人单位": None, "工程名称": None, "欠薪人数": "0人"}),
        row(**{"线索编号": "QG3", "欠薪开始时间": "2026-10", "欠薪结束时间": "2026-08", "联系电话": "123"}),
        row(**{"线索编号": None}),
    )
    assert not result["accepted"] and result["created"] == 0
    assert set(codes(result)) == {
        ("id_length", "线索!D4"), ("not_number", "线索!J4"), ("future", "线索!M4"), ("nobody", "线索!F5"), ("bad_people", "线索!K5"),
        ("number_twice", "线索!B6"), ("period_order", "线索!I6"), ("phone_format", "线索!E6"), ("missing", "线索!B7"),
    }  # fmt: skip
    assert all(finding["message"] and finding["fix"] for finding in result["findings"])
    assert leads(inspector) == []


def test_a_number_kept_as_a_number_has_lost_its_end(bring):
    assert codes(bring(row(**{"线索编号": 2026112000000001234.0}))) == [("number_precision", "线索!B3")]
    assert bring(row(**{"线索编号": 2026110001.0}))["accepted"]


def test_an_unknown_site_is_told_and_the_lead_is_kept(bring, inspector):
    result = bring(row(**{"工程名称": "没有登记的工地"}))
    assert result["accepted"] and codes(result) == [("unknown_project", "线索!G3")]
    (lead,) = leads(inspector)
    assert lead.project is None and "项目：没有登记的工地" in lead.text


def test_a_foreign_countys_site_is_unknown_here(bring, inspector, other_site):
    assert codes(bring(row(**{"工程名称": other_site.name}))) == [("unknown_project", "线索!G3")]


def test_an_employer_nobody_registered_stays_a_text(bring, inspector):
    bring(row(**{"用人单位": "无名作坊", "工程名称": None}))
    assert [(lead.employer, lead.employer_text) for lead in leads(inspector)] == [(None, "无名作坊")]


def test_without_a_name_it_is_a_report(bring, inspector):
    bring(row(**{"姓名": None, "身份证号": None, "联系电话": None}))
    assert [lead.kind for lead in leads(inspector)] == ["report"]


def test_other_headings_are_understood(bring, inspector):
    head = ["工单号", "反映人", "手机号码", "被反映单位", "主要诉求"]
    assert bring(["D-1", "李某某", "13900000002", "样例餐饮有限公司", "欠薪"], channel="phone_12345", head=head)["created"] == 1
    (lead,) = leads(inspector)
    assert (lead.channel, lead.name, lead.received_on) == ("phone_12345", "李某某", ON)


@pytest.mark.parametrize(("rows", "head", "code"), [((), HEAD, "rows_missing"), ((["x", "y"],), ["甲", "乙"], "header_missing")])
def test_a_sheet_that_is_none_says_so(bring, rows, head, code):
    result = bring(*rows, head=head)
    assert not result["accepted"] and code in [found for found, _ in codes(result)]


def test_a_dry_run_says_the_same_and_writes_nothing(bring, inspector):
    assert bring(row(), dry_run=True)["created"] == 1
    assert leads(inspector) == [] and not Entry.objects.filter(verb="cases.import_leads").exists()


def test_formulas_and_markup_are_only_text(bring, inspector, client_of):
    bring(row(**{"诉求内容": "=cmd|' /C calc'!A0 <script>alert(1)</script>"}))
    (lead,) = leads(inspector)
    assert "<script>alert" not in client_of(inspector).get(lead.get_absolute_url()).content.decode()


def test_another_county_is_refused(neighbour_inspector, site):
    workbook = read_workbook(content(row()), "线索.xlsx")
    with acting(neighbour_inspector), pytest.raises(Refused, match="平定县"):
        import_leads(actor=neighbour_inspector, workbook=workbook, region=site.region, channel="national", at=at())


class TestCommand:
    def run(self, tmp_path, *arguments, data=None):
        path = tmp_path / "线索.xlsx"
        path.write_bytes(data or content(row()))
        out = io.StringIO()
        try:
            call_command("import_leads", str(path), *arguments, "--json", stdout=out)
            status = 0
        except SystemExit as stop:
            status = stop.code
        return status, json.loads(out.getvalue())

    def test_it_prints_what_the_contract_promises(self, site, tmp_path):
        status, result = self.run(tmp_path, "--jurisdiction", "140321", "--as", "pd-inspector")
        assert status == 0 and {"accepted", "created", "updated", "rows", "mapping", "findings"} <= set(result)
        assert result["mapping"]["external_number"] == "B"

    def test_it_fails_with_the_findings_or_the_reason(self, site, tmp_path, neighbour_inspector):
        status, result = self.run(tmp_path, "--jurisdiction", "140321", "--as", "pd-inspector", data=content(row(**{"欠薪金额": "很多"})))
        assert status == 1 and set(result["findings"][0]) == {"code", "severity", "cell", "message", "fix", "law"}
        for arguments, code in ((("--jurisdiction", "999999"), "no_region"), (("--jurisdiction", "140321", "--as", "yx-inspector"), "region")):
            status, result = self.run(tmp_path, *arguments)
            assert status == 1 and result["code"] == code and result["refused"]
        status, result = self.run(tmp_path, "--jurisdiction", "140321", data=b"hello")
        assert status == 1 and result["refused"]

    def test_an_absent_file_is_said(self, site, tmp_path):
        out = io.StringIO()
        with pytest.raises(SystemExit):
            call_command("import_leads", str(tmp_path / "nichts.xlsx"), "--jurisdiction", "140321", "--json", stdout=out)
        assert json.loads(out.getvalue())["code"] == "no_file"

    def test_without_a_name_it_acts_as_the_system(self, site, tmp_path):
        assert self.run(tmp_path, "--jurisdiction", "140321")[1]["created"] == 1
        assert Entry.objects.get(verb="cases.import_leads").actor_name == "系统"


class TestPage:
    def post(self, browser, data: bytes, name: str = "线索.xlsx"):
        return browser.post("/leads/import/", {"channel": "national", "file": SimpleUploadedFile(name, data)})

    def test_a_clean_file_is_registered(self, inspector, site, client_of):
        answer = self.post(client_of(inspector), content(row()))
        assert "已登记 1 条" in answer.content.decode() and len(leads(inspector)) == 1

    def test_faults_are_listed_by_cell_and_nothing_is_kept(self, inspector, site, client_of):
        text = self.post(client_of(inspector), content(row(**{"欠薪金额": "很多"}))).content.decode()
        assert "一条也没有登记" in text and "线索!J3" in text
        assert leads(inspector) == []

    @pytest.mark.parametrize(("name", "data"), [("a.xlsx", b"hello"), ("a.csv", b"\xff\xfe\x00"), ("a.exe", b"MZ"), ("a.xlsx", b"")])
    def test_what_is_no_sheet_is_refused_in_the_form(self, inspector, site, client_of, name, data):
        answer = self.post(client_of(inspector), data, name)
        assert answer.status_code == 200 and "p-errsum" in answer.content.decode()

    def test_a_csv_in_gbk_is_read(self, inspector, site, client_of):
        text = "工单号,反映人,被反映单位\nD-1,李某某,样例餐饮有限公司\n".encode("gbk")
        assert "已登记 1 条" in self.post(client_of(inspector), text, "导出.csv").content.decode()


def test_a_project_is_found_by_its_code(bring, inspector, site):
    head = [*HEAD[:-1], "项目编码"]
    assert bring([*row(**{"工程名称": None})[:-1], site.code], head=head)["findings"] == []
    assert leads(inspector)[0].project == site


def test_namesakes_are_told(bring, inspector, site, tree):
    from tests.make.projects import make_project

    with acting(inspector):
        make_project(tree.county, site.name)
    result = bring(row())
    assert codes(result) == [("ambiguous_project", "线索!G3")] and leads(inspector)[0].project is None


def test_an_enterprise_is_found_by_its_code(bring, inspector, site):
    firm = tenancy.enterprise("另有其名有限公司")
    head = [*HEAD[:-1], "统一社会信用代码"]
    bring([*row(**{"用人单位": "写错的名字"})[:-1], firm.uscc], head=head)
    assert leads(inspector)[0].employer == firm
