"""The ledger's import: every finding by its cell, all or nothing, a repeat changes nothing, the dry run says the same."""

import datetime as dt
import io
import json
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection

from portal.audit.models import Entry
from portal.lib.errors import Refused
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from projects.actions.import_projects import import_projects
from projects.ledger.template import ledger_template
from projects.models import Project, ProjectParty
from tests.make import tenancy
from tests.make.accounts import actor as make_actor
from tests.make.projects import make_project
from tests.projects.ledger.sheets import CONTRACTOR, HEAD, OWNER, book, content, row

ON = dt.date(2026, 11, 20)
AT = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)


@pytest.fixture
def bring(county_inspector, tree):
    """Function: import rows for 平定县 as its inspector."""

    def run(*rows, dry_run=False, region=None, actor=None, **options):
        with acting(actor or county_inspector):
            return import_projects(
                actor=actor or county_inspector, workbook=book(*rows, **options), region=region or tree.county, on=ON, at=AT, dry_run=dry_run
            )[0]

    return run


def stored(actor):
    with acting(actor):
        return list(Project.objects.visible_to(actor).select_related("owner", "general_contractor", "township"))


def codes(result):
    return [(finding["code"], finding["cell"]) for finding in result["findings"]]


def test_a_clean_ledger_becomes_projects(bring, county_inspector):
    result = bring(row())
    assert (result["accepted"], result["created"], result["updated"], result["findings"]) == (True, 1, 0, [])
    (project,) = stored(county_inspector)
    assert (project.name, project.code, project.industry, project.kind) == ("样例花园（一期）", "140321-2026-0001", "housing", "01")
    assert (project.contract_amount, project.labour_cost_share) == (Decimal("186400000.00"), Decimal("0.2"))
    assert (project.contract_signed_on, project.planned_end_on) == (dt.date(2026, 3, 18), dt.date(2027, 9, 30))
    assert (project.pay_day, project.pay_month_offset, project.state) == (20, 1, "under_construction")
    assert (project.owner.uscc, project.general_contractor.uscc, project.township.name) == (OWNER, CONTRACTOR, "冠山镇")
    assert project.flags == ["政府投资"]


def test_a_repeat_changes_nothing(bring, county_inspector):
    bring(row())
    entries = Entry.objects.count()
    result = bring(row())
    assert (result["accepted"], result["created"], result["updated"]) == (True, 0, 0)
    assert stored(county_inspector)[0].version == 1
    assert list(Entry.objects.order_by("-id")[: Entry.objects.count() - entries].values_list("verb", flat=True)) == ["projects.import"]


def test_a_changed_row_updates_and_blank_cells_take_nothing_away(bring, county_inspector):
    bring(row())
    result = bring(row(**{"发薪日": "当月25日", "劳资员": None, "施工许可证编号": None}))
    assert (result["created"], result["updated"]) == (0, 1)
    (project,) = stored(county_inspector)
    assert (project.pay_day, project.pay_month_offset, project.wage_officer_name, project.version) == (25, 0, "样例周", 2)


def test_the_dry_run_says_the_same_and_leaves_nothing(bring, county_inspector):
    assert bring(row(), dry_run=True)["created"] == 1
    assert stored(county_inspector) == []
    assert not Organisation.objects.filter(uscc=OWNER).exists()
    bad = row(**{"发证日期": "三月"})
    dry, real = bring(bad, dry_run=True), bring(bad)
    assert dry["findings"] == real["findings"] and not real["accepted"]


def test_one_bad_cell_keeps_the_whole_file_out(bring, county_inspector):
    result = bring(row(), row(**{"序号": 2, "工程名称": "样例学校", "合同签订时间": "2026-13-40"}))
    assert (result["accepted"], result["created"]) == (False, 0)
    assert codes(result) == [("not_date", "台账!L4")]
    assert stored(county_inspector) == []


@pytest.mark.parametrize(
    ("heading", "value", "code"),
    [
        ("工程名称", None, "missing"),
        ("乡镇", "没有这个镇", "unknown_township"),
        ("行业主管部门", "外星事务局", "unknown_choice"),
        ("行业主管部门", None, "industry_missing"),
        ("项目类别", "飞船", "unknown_choice"),
        ("资金来源", "天上掉的", "unknown_choice"),
        ("业主单位统一社会信用代码", "9114", "bad_uscc"),
        ("业主单位统一社会信用代码", None, "party_code_missing"),
        ("总包单位", None, "party_name_missing"),
        ("合同价（万元）", "若干", "not_number"),
        ("合同价（万元）", -5, "too_large"),
        ("发证日期", "2026-02-30", "not_date"),
        ("发薪日", "四十五日", "bad_pay_day"),
        ("发薪日", "32日", "bad_pay_day"),
        ("人工费比例", "180%", "bad_share"),
        ("竣工日期", "2025-01-01", "refused"),
    ],
)
def test_each_fault_is_told_at_its_cell(bring, heading, value, code):
    result = bring(row(**{heading: value}))
    column = chr(ord("A") + HEAD.index(heading))
    expected = "B" if code == "refused" else column
    assert (code, f"台账!{expected}3") in codes(result)
    assert not result["accepted"]
    finding = next(f for f in result["findings"] if f["code"] == code)
    assert finding["severity"] == "block" and finding["message"] and finding["fix"]


def test_all_faults_of_a_file_come_at_once(bring):
    result = bring(row(**{"发证日期": "昨天", "人工费比例": "180%"}), row(**{"工程名称": "样例学校", "乡镇": "某镇"}))
    assert {code for code, _ in codes(result)} == {"not_date", "bad_share", "unknown_township"}


def test_a_wrong_check_sign_is_a_warning_only(bring):
    code = OWNER[:17] + ("0" if OWNER[17] != "0" else "1")
    result = bring(row(**{"业主单位统一社会信用代码": code}))
    assert result["accepted"] and codes(result) == [("uscc_check_sign", "台账!H3")]


def test_a_code_registered_under_another_name_is_refused(bring):
    tenancy.enterprise("另一家公司", uscc=OWNER)
    assert ("party_name_differs", "台账!G3") in codes(bring(row()))


def test_a_known_company_may_be_given_by_its_name_alone(bring, county_inspector):
    known = tenancy.enterprise("样例城投有限公司")
    assert bring(row(**{"业主单位统一社会信用代码": None}))["accepted"]
    assert stored(county_inspector)[0].owner == known


def test_brackets_and_spaces_do_not_make_another_project(bring, county_inspector):
    bring(row())
    assert bring(row(**{"工程名称": "样例花园 (一期)"}))["created"] == 0
    assert stored(county_inspector)[0].name == "样例花园（一期）"


def test_the_same_project_on_two_lines_is_told(bring):
    assert ("duplicate", "台账!B4") in codes(bring(row(), row(**{"序号": 2})))


def test_another_contractor_is_asked_about(bring):
    bring(row())
    other = row(**{"总包单位": "样例二建有限公司", "总包单位信用代码": tenancy.uscc(1003)})
    assert ("contractor_differs", "台账!B3") in codes(bring(other))


def test_a_code_finds_the_project_whatever_its_name(bring, county_inspector):
    bring(row())
    head = ["项目编码", "工程名称", "总包单位", "总包单位信用代码"]
    result = bring(["140321-2026-0001", "样例花园改名", "样例二建有限公司", tenancy.uscc(1003)], head=head)
    assert (result["accepted"], result["updated"]) == (True, 1)
    (project,) = stored(county_inspector)
    assert (project.name, project.general_contractor.name) == ("样例花园改名", "样例二建有限公司")
    assert ("unknown_code", "台账!A3") in codes(bring(["140321-2026-0099", "样例", None, None], head=head))


def test_the_state_of_a_known_project_is_not_changed_by_a_ledger(bring, county_inspector):
    head = [*HEAD, "状态"]
    assert bring([*row(), "停工"], head=head)["created"] == 1
    assert stored(county_inspector)[0].state == "stopped"
    result = bring([*row(), "在建"], head=head)
    assert result["accepted"] and codes(result) == [("state_ignored", "台账!U3")]
    assert stored(county_inspector)[0].state == "stopped"


def test_supervisor_and_subcontractor_become_parties_once(bring, county_inspector):
    head = [*HEAD, "监理单位", "监理单位信用代码", "劳务分包单位", "劳务分包单位信用代码"]
    line = [*row(), "样例监理有限公司", tenancy.uscc(1004), "样例劳务有限公司", tenancy.uscc(1005)]
    assert bring(line, head=head)["created"] == 1
    assert bring(line, head=head)["updated"] == 0
    with acting(county_inspector):
        assert sorted(ProjectParty.objects.visible_to(county_inspector).values_list("part", flat=True)) == [
            "general_contractor",
            "owner",
            "subcontractor",
            "supervisor",
        ]


def test_a_citys_ledger_says_the_county_row_by_row(bring, city_office, tree):
    head = ["县区", *HEAD]
    own = [*row()]
    own[2] = None  # 市本级 has no township
    result = bring(
        ["市本级", *own], ["平定", *row(**{"工程名称": "样例学校"})], ["", *row(**{"工程名称": "样例医院"})], head=head, region=tree.city, actor=city_office
    )
    assert ("region_missing", "台账!A5") in codes(result)
    assert any(f["code"] == "refused" and "您不负责“平定县”" in f["message"] for f in result["findings"])


def test_a_township_of_the_neighbour_is_unknown_here(bring, tree):
    tenancy.region("秀水镇", "township", tree.neighbour)
    assert ("unknown_township", "台账!C3") in codes(bring(row(**{"乡镇": "秀水镇"})))


def test_a_row_that_does_not_look_like_a_project_is_not_lost_silently(bring):
    line = [None, "合计若干项，其中审计项目名称很长很长很长很长很长很长很长很长很长很长很长", None, None] + [None] * 16
    result = bring(row(), line)
    assert ("row_skipped", "台账!B4") in codes(result)


def test_a_file_without_the_heading_says_what_it_looks_for(bring):
    result = bring(["a", "b"], head=["甲", "乙"])
    assert not result["accepted"] and result["findings"][0]["code"] == "header_missing"
    assert "项目名称" in result["findings"][0]["message"]


def test_a_department_cannot_bring_in_other_industries(bring, industry_officer):
    result = bring(row(), row(**{"工程名称": "样例公路", "行业主管部门": "交通局"}), actor=industry_officer)
    assert [(code, cell) for code, cell in codes(result) if code == "refused"] == [("refused", "台账!D4")]


def test_an_auditor_may_not_import(bring, auditor):
    with pytest.raises(Refused, match="没有办理这一步的权限"):
        bring(row(), actor=auditor)


def test_numbers_are_given_without_gaps_after_a_refused_import(bring, county_inspector, tree):
    bring(row(), row(**{"工程名称": "样例学校", "发证日期": "昨天"}))
    with acting(county_inspector):
        assert make_project(tree.county).code == "140321-2026-0001"


def test_the_template_reads_as_its_own_ledger(county_inspector, tree):
    from portal.lib.sheets.reader import read_workbook

    tree.county.name = "样例县"
    tree.county.save()
    tenancy.region("样例镇", "township", tree.county)
    with acting(county_inspector):
        workbook = read_workbook(ledger_template(), "模板.xlsx")
        result, _ = import_projects(actor=county_inspector, workbook=workbook, region=tree.county, on=ON, at=AT, dry_run=True)
    assert (result["accepted"], result["created"], result["findings"]) == (True, 1, [])


def run_command(tmp_path, *arguments, data=None):
    path = tmp_path / "台账.xlsx"
    path.write_bytes(data or content(row()))
    out = io.StringIO()
    try:
        call_command("import_projects", str(path), *arguments, "--json", stdout=out)
        status = 0
    except SystemExit as stop:
        status = stop.code
    return status, json.loads(out.getvalue())


def test_the_command_prints_what_the_contract_promises(county_inspector, tree, tmp_path):
    status, result = run_command(tmp_path, "--jurisdiction", "140321", "--as", "pd-inspector")
    assert status == 0 and result["created"] == 1
    assert {"accepted", "created", "updated", "findings"} <= set(result)


def test_the_command_fails_with_the_findings_or_the_reason(county_inspector, tree, tmp_path):
    status, result = run_command(tmp_path, "--jurisdiction", "140321", "--as", "pd-inspector", data=content(row(**{"发证日期": "昨天"})))
    assert status == 1 and set(result["findings"][0]) == {"code", "severity", "cell", "message", "fix", "law"}
    status, result = run_command(tmp_path, "--jurisdiction", "999999", "--as", "pd-inspector")
    assert status == 1 and result["code"] == "no_region"
    status, result = run_command(tmp_path, "--jurisdiction", "140321", "--as", "pd-inspector", data=b"hello")
    assert status == 1 and result["refused"]


def test_without_a_name_the_command_acts_as_the_system(county_inspector, tree, tmp_path):
    assert run_command(tmp_path, "--jurisdiction", "140321")[1]["created"] == 1
    assert Entry.objects.get(verb="projects.import").actor_name == "系统"


def test_an_inspector_of_another_county_brings_in_nothing(other_county_inspector, tree, tmp_path):
    status, result = run_command(tmp_path, "--jurisdiction", "140321", "--as", "jx-inspector")
    assert status == 1 and "您不负责" in result["findings"][0]["message"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('portal.read_regions', %s, true)", [str(tree.county.pk)])
        cursor.execute("SELECT count(*) FROM projects_project")
        assert cursor.fetchone() == (0,)


def test_a_hostile_name_is_only_text(bring, county_inspector):
    bring(row(**{"工程名称": "=cmd|'/c calc'!A1<script>"}))
    assert stored(county_inspector)[0].name == "=cmd|'/c calc'!A1<script>"


def test_grid_officers_may_not_import(bring, tree):
    from portal.accounts.enums import Role

    with pytest.raises(Refused):
        bring(row(), actor=make_actor(Role.GRID, region=tree.county, townships=[tree.township.pk]))
