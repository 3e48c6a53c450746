"""专户资金 on the dossier: a year of the account by months, the short ones marked, nothing of another bank's account."""

import datetime as dt
from decimal import Decimal

import pytest

from portal.lib import clock
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from tests.make import wagepay as make
from tests.make.projects import make_account, make_party, make_project
from tests.make.tenancy import saved
from wagepay.funds_chart import chart_of, months_until
from wagepay.models import AccountEntry
from wagepay.queries.account_months import AccountMonth, account_months

ON = dt.date(2026, 11, 20)
AUGUST, SEPTEMBER, OCTOBER = (dt.date(2026, month, 1) for month in (8, 9, 10))


def entry(project, account, on, amount, balance, *, kind="labour_cost", number=1):
    return saved(AccountEntry(
        month=on.replace(day=1), project=project, line_key=f"entry-{on:%m%d}-{number:04d}".encode(), account=account, region=project.region, booked_on=on,
        direction="in" if kind in ("labour_cost", "returned") else "out", kind=kind, amount=amount, balance=balance, reference=f"R{number:04d}",
    ))  # fmt: skip


def test_a_month_without_lines_keeps_the_balance_and_a_short_one_is_marked():
    rows = [AccountMonth(AUGUST, Decimal(300000), Decimal(250000), Decimal(50000)), AccountMonth(OCTOBER, Decimal(123456), Decimal(0), None)]
    chart = chart_of(rows, {OCTOBER}, ON)
    came, wages, balance = chart["series"]
    assert chart["labels"] == ["26-08", "26-09", "26-10", "26-11"], "from the first month with a line"
    assert (came["values"], came["marked"]) == ([30.0, 0.0, 12.35, 0.0], [2])
    assert wages["values"] == [25.0, 0.0, 0.0, 0.0] and balance["values"] == [5.0, 5.0, 5.0, 5.0]
    assert len(months_until(ON)) == 12 and months_until(ON)[0] == dt.date(2025, 12, 1)


def test_a_month_adds_labour_cost_and_wages_less_what_came_back_and_ends_with_its_last_line(tree, county_inspector):
    with acting(county_inspector):
        project = make_project(tree.county)
        own, other = make_account(project), make_account(project)
        entry(project, own, dt.date(2026, 9, 5), 1000, 1000)
        entry(project, own, dt.date(2026, 9, 20), 700, 300, kind="wages", number=2)
        entry(project, own, dt.date(2026, 9, 20), 100, 400, kind="returned", number=3)  # the day's last: no line starts from 400
        entry(project, own, dt.date(2026, 8, 5), 5, 5, number=4)
        entry(project, other, dt.date(2026, 9, 6), 9999, 9999, number=5)
        found = account_months(project.pk, [own.pk], since=AUGUST, until=ON)
    assert found == [AccountMonth(SEPTEMBER, Decimal(1000), Decimal(600), Decimal(400))], "the month it begins after and the other bank's account are left out"


@pytest.mark.parametrize(("transferred", "told"), [("99999.99", True), ("100000", False)])
def test_the_dossier_shows_the_account_and_names_the_gap(tree, county_inspector, client_of, transferred, told):
    on = clock.today()
    month = on.replace(day=1)
    with acting(county_inspector):
        project = make_project(tree.county, on=on)
        entry(project, make_account(project), month, 1000, 1000)
        make.labour_cost_cycle(project, month, due_amount=100000, due_on=on - dt.timedelta(days=1), transferred=Decimal(transferred))
    page = client_of(county_inspector).get(project.get_absolute_url()).content.decode()
    assert 'id="funds-chart"' in page and "人工费拨入 0.10 万元" in page
    assert ("少 0.01 元" in page) is told


def test_a_bank_sees_its_own_account_and_a_firm_there_for_its_own_people_none(tree, county_inspector, bank, subcontractor, client_of):
    month = clock.today().replace(day=1)
    with acting(county_inspector):
        project = make_project(tree.county)
        make_party(project, Organisation.objects.get(pk=subcontractor.organisation_id))
        entry(project, make_account(project, Organisation.objects.get(pk=bank.organisation_id)), month, 1000, 1000)
        entry(project, make_account(project), month, 77000, 77000, number=2)
    pages = {actor: client_of(actor).get(project.get_absolute_url()).content.decode() for actor in (county_inspector, bank, subcontractor)}
    assert "人工费拨入 7.80 万元" in pages[county_inspector]
    assert "人工费拨入 0.10 万元" in pages[bank]
    assert project.name in pages[subcontractor] and 'id="funds"' not in pages[subcontractor]
