"""Lists brought in at go-live, the permit ledger beside the projects, and the backlog."""

import datetime as dt
import io
import json
from decimal import Decimal

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from portal.lib import clock
from portal.lib.errors import Refused
from portal.lib.sheets.reader import read_workbook
from portal.notices.digest import due_of
from portal.tenancy.enums import Industry
from portal.tenancy.scope import acting
from projects.actions.import_stock import import_stock
from projects.actions.match_permit import match_permit, release_permit, rule_out_permit
from projects.deposits.gather import works
from projects.models import Fact, PermitEntry, Project, ProjectPaper, SpecialWageAccount, WageSecurityDeposit
from projects.queries.backlog import backlog_of
from projects.stock.lists import LISTS
from projects.unlisted import permit_level, thresholds_of
from tests.make import tenancy
from tests.make.projects import make_account, make_deposit, make_project
from tests.projects.views.helpers import count_queries

ON = dt.date(2026, 11, 20)
AT = timezone.make_aware(dt.datetime(2026, 11, 20, 10))
ACCOUNT = ["项目编码", "项目名称", "开户银行", "专户账号", "户名", "开户日期", "三方协议日期", "备案日期"]
DEPOSIT = ["项目名称", "存储方式", "已存金额（万元）", "存款或出具机构", "保函编号", "存储日期", "有效期至", "是否见索即付", "免存依据"]
PLEDGE = ["项目名称", "材料名称", "签订日期", "存放处"]
PERMIT = ["施工许可证号", "工程名称", "建设单位", "施工单位", "合同价（万元）", "发证日期"]


def content(*lines) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("台账")
        for y, line in enumerate(lines):
            for x, value in enumerate(line):
                if value is not None:
                    sheet.write(y, x, value)
    return buffer.getvalue()


@pytest.fixture
def site(county_inspector, tree):
    with acting(county_inspector):
        yield make_project(tree.county, "青禾家园一期")


def bring(actor, tree, kind, *lines, dry_run=False):
    workbook = read_workbook(content(*lines), "台账.xlsx")
    return import_stock(actor=actor, kind=kind, workbook=workbook, region=tree.county, on=ON, at=AT, dry_run=dry_run)[0]


def counts(result):
    return result["accepted"], result["created"], result["updated"], result["unchanged"]


def test_accounts_come_in_once_and_later_only_what_was_missing(site, county_inspector, tree):
    bank = tenancy.bank("示例银行平定支行")
    line = ["", "青禾家园（一期）", bank.name, "9999000000000017", "样例农民工工资专用账户", "2026-06-01", None, None]
    assert counts(bring(county_inspector, tree, "accounts", ACCOUNT, line, dry_run=True)) == (True, 1, 0, 0)
    assert not SpecialWageAccount.objects.visible_to(county_inspector).exists()
    assert counts(bring(county_inspector, tree, "accounts", ACCOUNT, line)) == (True, 1, 0, 0)
    assert counts(bring(county_inspector, tree, "accounts", ACCOUNT, line)) == (True, 0, 0, 1)
    later = [*line[:6], "2026-06-02", "2026-06-20"]
    assert counts(bring(county_inspector, tree, "accounts", ACCOUNT, later)) == (True, 0, 1, 0)
    account = SpecialWageAccount.objects.visible_to(county_inspector).get()
    assert (account.project, account.agreement_on, account.filed_on) == (site, dt.date(2026, 6, 2), dt.date(2026, 6, 20))


def test_every_fault_is_told_at_its_cell_and_nothing_is_written(site, county_inspector, tree):
    bank = tenancy.bank("示例银行平定支行")
    good = ["", "青禾家园一期", bank.name, "9999000000000017", "样例农民工工资专用账户", "2026-06-01", None, None]
    faults = [
        ["", "没有这个项目", bank.name, "9999000000000018", "样例", "2026-06-01", None, None],
        [site.code, "", "没有这家银行", "9999000000000019", "样例", "2026-06-01", None, None],
        [site.code, "", bank.name, "9999000000000020", "样例", "2027-06-01", None, None],
        [site.code, "", bank.name, "9999000000000017", "样例", "2026-06-01", None, None],
    ]
    result = bring(county_inspector, tree, "accounts", ACCOUNT, good, *faults)
    assert counts(result) == (False, 0, 0, 0)
    found = {finding["cell"]: finding["code"] for finding in result["findings"]}
    assert found == {"台账!B3": "unknown_project", "台账!C4": "unknown_bank", "台账!D5": "refused", "台账!D6": "twice"}
    assert not SpecialWageAccount.objects.visible_to(county_inspector).exists()


def test_deposits_of_every_form_come_in_with_their_units(site, county_inspector, tree):
    guarantee = ["青禾家园一期", "银行保函", 30, "示例银行", "样例保函1", "2026-06-01", "2027-06-01", "是", None]
    exempt = ["青禾家园一期", "免存", None, None, None, "2026-05-01", None, None, "安薪项目"]
    assert counts(bring(county_inspector, tree, "deposits", DEPOSIT, guarantee, exempt)) == (True, 2, 0, 0)
    assert counts(bring(county_inspector, tree, "deposits", DEPOSIT, guarantee, exempt)) == (True, 0, 0, 2)
    rows = {row.form: row for row in WageSecurityDeposit.objects.visible_to(county_inspector)}
    assert rows["bank_guarantee"].amount == Decimal("300000.00") and rows["bank_guarantee"].is_on_demand
    assert rows["exempt"].exempt_basis == "安薪项目"


def test_pledges_are_noted_until_their_scan_comes(site, county_inspector, tree):
    line = ["青禾家园一期", "开工告知承诺书", "2026-04-01", "项目部档案柜"]
    assert counts(bring(county_inspector, tree, "pledges", PLEDGE, line)) == (True, 1, 0, 0)
    assert counts(bring(county_inspector, tree, "pledges", PLEDGE, line)) == (True, 0, 0, 1)
    paper = ProjectPaper.objects.visible_to(county_inspector).get()
    assert (paper.kind, paper.file, paper.note) == ("start_commitment", None, "项目部档案柜")


def test_permits_find_their_projects_and_show_who_has_none(county_inspector, tree):
    with acting(county_inspector):
        by_number = make_project(tree.county, "样例甲", permit_number="140321202603010101")
        by_name = make_project(tree.county, "样例学校（改造）", permit_number="", permit_issued_on=None)
        other = make_project(tree.county, "样例医院", permit_number="140321202603019999")
        lines = [
            ["140321202603010101", "另一个名字", None, None, 100, "2026-03-01"],
            ["140321202603010102", "样例学校改造", None, by_name.general_contractor.name, 100, "2026-03-02"],
            ["140321202603010103", "样例医院", None, None, 100, "2026-03-03"],  # the file names another permit
            ["140321202603010104", "样例漏登工程", "样例业主", "样例施工", 1864, "2026-03-04"],
        ]
        assert counts(bring(county_inspector, tree, "permits", PERMIT, *lines)) == (True, 4, 0, 0)
        found = {entry.permit_number[-1]: entry.project for entry in PermitEntry.objects.visible_to(county_inspector).select_related("project")}
        assert found == {"1": by_number, "2": by_name, "3": None, "4": None} and other
        assert PermitEntry.objects.visible_to(county_inspector).missing().count() == 2
        assert counts(bring(county_inspector, tree, "permits", PERMIT, *lines)) == (True, 0, 0, 4)
        entry = PermitEntry.objects.visible_to(county_inspector).get(permit_number="140321202603010104")
        assert entry.amount == Decimal("18640000.00")
        with pytest.raises(Refused, match="请写明"):
            rule_out_permit(actor=county_inspector, entry=entry, reason=" ")
        rule_out_permit(actor=county_inspector, entry=entry, reason="许可已撤销")
        match_permit(actor=county_inspector, entry=entry, code=other.code)
        entry.refresh_from_db()
        assert entry.project == other and entry.ruled_out == ""
        with pytest.raises(Refused, match="已经有项目档案"):
            rule_out_permit(actor=county_inspector, entry=entry, reason="许可已撤销")
        with pytest.raises(Refused, match="请写明撤回"):
            release_permit(actor=county_inspector, entry=entry, reason=" ")
        release_permit(actor=county_inspector, entry=entry, reason="对错了项目")
        entry.refresh_from_db()
        assert entry.project is None and PermitEntry.objects.visible_to(county_inspector).missing().filter(pk=entry.pk).exists()
        with pytest.raises(Refused, match="本来就没有"):
            release_permit(actor=county_inspector, entry=entry, reason="对错了项目")


def test_a_wrong_word_about_a_permit_is_taken_back_on_its_page_by_the_county_alone(county_inspector, city_office, tree, client_of):
    with acting(county_inspector):
        bring(county_inspector, tree, "permits", PERMIT, ["140321202603010104", "样例漏登工程", None, None, 100, "2026-03-04"])
        entry = PermitEntry.objects.visible_to(county_inspector).get()
        rule_out_permit(actor=county_inspector, entry=entry, reason="许可已撤销")
    page = reverse("permit", args=[entry.uid])
    assert ">撤回</button>" not in client_of(city_office).get(page).content.decode()
    assert ">撤回</button>" in client_of(county_inspector).get(page).content.decode()
    assert client_of(county_inspector).post(page, {"act": "release", "reason": "许可恢复有效"}).status_code == 302
    with acting(county_inspector):
        assert PermitEntry.objects.visible_to(county_inspector).missing().count() == 1


def test_a_department_reads_the_whole_ledger_and_opens_the_files_of_its_own_trade_alone(county_inspector, industry_officer, tree, client_of):
    with acting(county_inspector):
        for name, industry in (("样例住宅甲", Industry.HOUSING), ("样例公路乙", Industry.TRANSPORT)):
            site = make_project(tree.county, name, industry=industry, permit_number="")
            bring(county_inspector, tree, "permits", PERMIT, [f"1403212026030{site.pk:05d}", f"{name}许可", None, None, 100, "2026-03-01"])
            match_permit(actor=county_inspector, entry=PermitEntry.objects.visible_to(county_inspector).latest("pk"), code=site.code)
        entries = list(PermitEntry.objects.visible_to(county_inspector).order_by("pk").select_related("project"))
    pages = [reverse("permit_list"), *(reverse("permit", args=[entry.uid]) for entry in entries)]
    for reader, seen in ((county_inspector, (True, True)), (industry_officer, (True, False))):
        ledger, *single = (client_of(reader).get(page).content.decode() for page in pages)
        for entry, page, is_seen in zip(entries, single, seen, strict=True):
            assert entry.project_name in ledger and "已建档" in page
            link = f'href="{entry.project.get_absolute_url()}"'
            assert (link in ledger, link in page) == (is_seen, is_seen)


LISTING = ["单位名称", "统一社会信用代码", "列入机关", "决定书文号", "列入日期", "移出日期"]


def test_a_list_entry_stands_on_every_project_of_the_firm_with_the_paper_it_rests_on_and_is_taken_off_again(site, county_inspector, tree):
    firm = site.general_contractor
    second, other = make_project(tree.county, general_contractor=firm), make_project(tree.county)
    line = [firm.name, firm.uscc, "样例市人社局", "样例列决字〔2026〕1号", "2026-03-02", None]
    assert counts(bring(county_inspector, tree, "listings", LISTING, line, dry_run=True)) == (True, 1, 0, 0)
    assert not Fact.objects.visible_to(county_inspector).filter(item="listing").exists()
    assert counts(bring(county_inspector, tree, "listings", LISTING, line)) == (True, 1, 0, 0)
    assert counts(bring(county_inspector, tree, "listings", LISTING, line)) == (True, 0, 0, 1)
    found = Fact.objects.visible_to(county_inspector).filter(item="listing")
    assert {fact.project_id for fact in found} == {site.pk, second.pk} and other.general_contractor != firm
    assert {fact.source for fact in found} == {"样例市人社局 样例列决字〔2026〕1号"}
    work = works(county_inspector, [other, second], ON)
    assert [[stay.holds(ON) for stay in work[one.pk].listings] for one in (other, second)] == [[], [True]]
    off = [*line[:5], "2026-11-20"]
    assert counts(bring(county_inspector, tree, "listings", LISTING, off)) == (True, 0, 1, 0)
    assert [stay.holds(ON) for stay in works(county_inspector, [second], ON)[second.pk].listings] == [False]
    assert counts(bring(county_inspector, tree, "listings", LISTING, [*line[:4], "2023-03-02", "2026-03-01"])) == (True, 0, 0, 1), (
        "an older stay changes nothing"
    )


def test_a_list_entry_needs_its_paper_and_days_that_can_be_and_a_firm_that_builds_here(site, county_inspector, tree):
    firm = site.general_contractor
    faults = [
        [firm.name, firm.uscc, "样例市人社局", None, "2026-03-02", None],
        ["样例外地建工", "91140300MA0K00002N", "样例市人社局", "2号", "2026-03-02", None],
        [firm.name, firm.uscc, "样例市人社局", "3号", "2026-11-21", None],
    ]
    found = [bring(county_inspector, tree, "listings", LISTING, line) for line in faults]
    assert [[finding["code"] for finding in result["findings"]] for result in found] == [["missing"], ["no_projects"], ["refused"]]
    assert [result["accepted"] for result in found] == [False, True, False]
    back = bring(county_inspector, tree, "listings", LISTING, [firm.name, firm.uscc, "样例市人社局", "4号", "2026-03-02", "2026-03-01"])
    assert "不能早于列入日期" in back["findings"][0]["message"]
    assert not Fact.objects.visible_to(county_inspector).filter(item="listing").exists()


@pytest.mark.parametrize(("days", "level", "late"), [(30, "blue", False), (31, "yellow", True)])
def test_a_permit_without_a_file_warns_its_county_by_the_lines_of_w38(county_inspector, neighbour_inspector, city_office, tree, client_of, days, level, late):
    on = clock.today()
    with acting(county_inspector):
        line = ["140321202603010104", "样例漏登工程", None, None, 100, (on - dt.timedelta(days=days)).isoformat()]
        bring(county_inspector, tree, "permits", PERMIT, line)
        entry = PermitEntry.objects.visible_to(county_inspector).get()
        assert permit_level(entry, thresholds_of([tree.county.pk], on), on) == level
        told = [due for due in due_of(county_inspector, on) if "W38" in due.title]
    assert [(due.title, due.is_over) for due in told] == [("有施工许可没有建档的工程 1 项（W38）", late)]
    for actor in (neighbour_inspector, city_office):
        with acting(actor):
            assert not [due for due in due_of(actor, on) if "W38" in due.title], "it is the county's to look"
    words = {"blue": "蓝", "yellow": "黄"}[level]
    for actor in (county_inspector, city_office):
        page = client_of(actor).get(reverse("permit_list")).content.decode()
        assert f'<span class="lv lv-{level}">{words}</span>' in page
    with acting(county_inspector):
        rule_out_permit(actor=county_inspector, entry=entry, reason="许可已撤销")
        entry.refresh_from_db()
        assert permit_level(entry, {}, on) is None and not [due for due in due_of(county_inspector, on) if "W38" in due.title]


def test_a_tenant_sets_the_days_a_permit_may_wait_for_its_file(county_inspector, tree):
    tenancy.policy_row(tree.county, "rules.W38.yellow_days", 5)
    on = clock.today()
    with acting(county_inspector):
        for days, number in ((5, "1"), (6, "2")):
            bring(county_inspector, tree, "permits", PERMIT, [number, f"样例{number}", None, None, 100, (on - dt.timedelta(days=days)).isoformat()])
        rows = PermitEntry.objects.visible_to(county_inspector).order_by("permit_number")
        assert [permit_level(row, thresholds_of([tree.county.pk], on), on) for row in rows] == ["blue", "yellow"]


def test_a_file_is_registered_from_its_permit_and_joined_to_it(county_inspector, neighbour_inspector, tree, client_of):
    line = ["140321202603010104", "样例漏登工程", None, None, 100, "2026-03-04"]
    with acting(county_inspector):
        bring(county_inspector, tree, "permits", PERMIT, line)
        entry = PermitEntry.objects.visible_to(county_inspector).get()
    client = client_of(county_inspector)
    page = client.get(reverse("permit_list")).content.decode()
    assert "样例漏登工程" in page and "没有建档" in page
    assert client_of(neighbour_inspector).get(reverse("permit", args=[entry.uid])).status_code == 404
    assert "样例漏登工程" not in client_of(neighbour_inspector).get(reverse("permit_list")).content.decode()
    url = f"{reverse('project_new')}?permit={entry.uid}"
    assert 'value="样例漏登工程"' in client.get(url).content.decode()
    data = {
        "region": tree.county.pk,
        "name": "样例漏登工程",
        "industry": "housing",
        "kind": "01",
        "site_kind": "closed",
        "pay_month_offset": 1,
        "permit_number": line[0],
    }
    assert client.post(url, data).status_code == 302
    with acting(county_inspector):
        entry.refresh_from_db()
        assert entry.project == Project.objects.visible_to(county_inspector).get()
    assert client.get(f"{reverse('permit_list')}?state=missing").content.decode().count("样例漏登工程") == 0


def test_the_lists_are_brought_in_on_their_page_and_by_command(site, county_inspector, tree, client_of, tmp_path, capsys):
    client = client_of(county_inspector)
    for kind in LISTS:
        assert client.get(reverse("stock_import", args=[kind])).status_code == 200, kind
        assert client.get(reverse("stock_template", args=[kind])).content.startswith(b"PK"), kind
    assert client.get(reverse("stock_import", args=["nothing"])).status_code == 404
    line = ["青禾家园一期", "补充协议", "2026-04-01", ""]
    file = SimpleUploadedFile("材料.xlsx", content(PLEDGE, line))
    page = client.post(reverse("stock_import", args=["pledges"]), {"region": tree.county.pk, "file": file}).content.decode()
    assert "已新登记 1 条" in page and "没有发现问题" in page
    path = tmp_path / "permits.xlsx"
    path.write_bytes(content(PERMIT, ["140321202603010104", "样例漏登工程", None, None, 100, "2026-03-04"]))
    call_command("import_stock", str(path), "--kind", "permits", "--jurisdiction", tree.county.code, "--as", "pd-inspector", "--dry-run", "--json")
    assert json.loads(capsys.readouterr().out)["created"] == 1


@pytest.mark.parametrize(("signed", "listed"), [(dt.date(2026, 9, 30), True), (dt.date(2026, 10, 1), True), (dt.date(2026, 10, 2), False)])
def test_the_backlog_holds_what_was_due_before_the_first_day(county_inspector, tree, signed, listed):
    # Opened on 1 November: thirty days before it is 2 October.
    tenancy.jurisdiction(tree.county, opened_on=dt.date(2026, 11, 1))
    with acting(county_inspector):
        project = make_project(tree.county, contract_signed_on=signed, permit_issued_on=dt.date(2026, 10, 20), started_on=dt.date(2026, 11, 5))
        make_deposit(project)
        rows, opened, grace = backlog_of(county_inspector, ON)
        assert [row.pk for row in rows] == ([project.pk] if listed else [])
        assert opened[tree.county.pk] == dt.date(2026, 11, 1) and grace[tree.county.pk] == 0
        make_account(project, opened_on=ON)
        assert not backlog_of(county_inspector, ON)[0].exists()


def test_the_backlog_page_costs_the_same_for_one_and_for_three(county_inspector, tree, client_of):
    tenancy.jurisdiction(tree.county, opened_on=clock.today())
    with acting(county_inspector):
        make_project(tree.county, "样例一", on=clock.today())
    client = client_of(county_inspector)
    one = count_queries(client, reverse("backlog"))
    assert "样例一" in client.get(reverse("backlog")).content.decode()
    with acting(county_inspector):
        make_project(tree.county, "样例二", on=clock.today())
        make_project(tree.county, "样例三", on=clock.today())
    assert count_queries(client, reverse("backlog")) == one <= 28
