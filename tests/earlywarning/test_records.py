"""Behind a warning's figures stand the records of today: whose, of which day, how much, and where the original is."""

import datetime as dt
from decimal import Decimal

import pytest

from earlywarning.models import EarlyWarning
from earlywarning.records import records_of
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from tests.make import wagepay as make
from tests.make.earlywarning import make_warning
from tests.make.projects import make_account, make_party, make_project
from tests.make.tenancy import saved
from wagepay.models import AccountEntry

OCTOBER = make.OCTOBER


@pytest.fixture
def site(tree, contractor):
    with acting(system_actor()):
        return make_project(tree.county, "样例学校改造", general_contractor=Organisation.objects.get(pk=contractor.enterprise_id))


def about(project, rule: str, month: dt.date | None = OCTOBER, **fields) -> EarlyWarning:
    """The warning of a rule as the scan leaves it, with the evidence that names its month."""
    warning = make_warning(project, rule=rule, month=month, **fields)
    warning.evidence = {"month": f"{month:%Y-%m}"} if month else {"people": 1}
    return saved(warning)


def told(warning, actor) -> list[tuple]:
    with acting(actor):
        return [(row.source, row.on, row.amount, row.check, row.mark) for row in records_of(warning, warning.project, actor)]


def test_a_month_has_attendance_sheet_and_payments_of_each_day(site, county_inspector):
    with acting(system_actor()):
        party = make_party(site).organisation
        for firm, lacking in ((None, 2), (party, 0)):
            make.project_month(
                site, firm, attended=5, attended_days=Decimal("60.50"), missing_listed=lacking, sheet_state="approved", last_attendance_on=dt.date(2026, 10, 30)
            )
        workers = [make.engagement(site), make.engagement(site)]
        sheet = make.sheet(site, state="approved")
        for worker in workers:
            make.line(sheet, worker)
        make.payment(workers[0], 6000, paid_on=dt.date(2026, 11, 10))
        make.payment(workers[1], 6000, paid_on=dt.date(2026, 11, 10), state="failed")
        make.payment(workers[1], 500, paid_on=dt.date(2026, 11, 5), channel="advance")
        make.payment(workers[1], 700, paid_on=dt.date(2026, 11, 5), month=dt.date(2026, 9, 1))
        warning = about(site, "W12")
    rows = told(warning, county_inspector)
    assert rows == [
        ("考勤", dt.date(2026, 10, 30), None, "2 人不在工资表上", "yellow"),
        ("考勤", dt.date(2026, 10, 30), None, "都在工资表上", "ok"),
        ("工资表", sheet.submitted_at.date(), Decimal("12000.00"), "总包已审核", "ok"),
        ("银行回单", dt.date(2026, 11, 10), Decimal("6000.00"), "失败", "red"),
        ("银行回单", dt.date(2026, 11, 10), Decimal("6000.00"), "成功", "ok"),
        ("生活费、借支", dt.date(2026, 11, 5), Decimal("500.00"), "成功", "ok"),
    ]
    with acting(county_inspector):
        found = records_of(warning, site, county_inspector)
    assert found[0].told.endswith("5 人出勤 60.5 工日") and all(row.url for row in found)


def test_of_a_subcontractors_warning_only_its_own_records_stand_there(site, county_inspector):
    with acting(system_actor()):
        party = make_party(site).organisation
        for firm in (None, party):
            make.project_month(site, firm, attended=5)
            make.line(make.sheet(site, firm), make.engagement(site, firm))
        warning = about(site, "W12", subcontractor=party)
    with acting(county_inspector):
        found = records_of(warning, site, county_inspector)
    assert [row.source for row in found] == ["考勤", "工资表"] and all(party.name in row.told for row in found)


def test_a_warning_about_the_account_has_its_cycles_and_flows(site, county_inspector):
    with acting(system_actor()):
        for month, due, came in ((dt.date(2026, 9, 1), 1000, 1000), (OCTOBER, 1000, 400), (dt.date(2026, 11, 1), None, 0)):
            make.labour_cost_cycle(site, month, due_amount=due, transferred=came, due_on=month.replace(day=25))
        account = make_account(site)
        for number, kind, direction in ((1, "labour_cost", "in"), (2, "wages", "out"), (3, "fee", "out")):
            saved(AccountEntry(
                project=site, region=site.region, account=account, line_key=b"%016d" % number, month=OCTOBER, booked_on=dt.date(2026, 10, 9 + number), direction=direction,
                kind=kind, amount=400, balance=Decimal("38.20") if number == 2 else None,
            ))  # fmt: skip
        warning = about(site, "W06", month=None)
    assert told(warning, county_inspector) == [
        ("人工费用拨付", dt.date(2026, 11, 25), Decimal("0.00"), "", "none"),
        ("人工费用拨付", dt.date(2026, 10, 25), Decimal("400.00"), "少 600.00", "red"),
        ("人工费用拨付", dt.date(2026, 9, 25), Decimal("1000.00"), "足额", "ok"),
        ("专户流水", dt.date(2026, 10, 11), Decimal("400.00"), "余额 38.20", "none"),
        ("专户流水", dt.date(2026, 10, 10), Decimal("400.00"), "", "none"),
    ]


def test_rules_that_look_at_no_records_and_people_from_elsewhere_get_none(site, county_inspector, neighbour_inspector):
    with acting(system_actor()):
        make.project_month(site, attended=5)
        warning, other = about(site, "W12"), about(site, "W01", month=None)
    assert told(warning, county_inspector) and told(other, county_inspector) == [] and told(warning, neighbour_inspector) == []


def test_the_page_lists_them_and_leads_to_the_original(site, county_inspector, client_of):
    with acting(system_actor()):
        make.project_month(site, attended=5)
        sheet = make.sheet(site)
        make.line(sheet, make.engagement(site))
        warning = about(site, "W12")
    page = client_of(county_inspector).get(f"/warnings/{warning.uid}/").content.decode()
    assert f'href="/wagepay/sheets/{sheet.uid}/"' in page and sheet.receipt_number in page and "2 条" in page
