"""Each kind of difference of the contract, with a person just on each side of it."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest

from portal.tenancy.scope import acting
from tests.make import accounts, projects, tenancy
from tests.make import wagepay as make
from tests.make.tenancy import saved
from wagepay.actions.reconcile_month import reconcile_month
from wagepay.enums import PaymentChannel, PaymentState
from wagepay.models import MonthAnswer
from wagepay.policies import MINIMUM_WAGE
from wagepay.queries.keys import keys_of
from wagepay.queries.reconcile import KINDS
from wagepay.queries.summaries import refresh

OCTOBER = make.OCTOBER
BEFORE, AFTER = dt.date(2026, 11, 10), dt.date(2026, 11, 25)  # the pay day is 20 November


def worked(person, *numbers):
    make.attendance(person, *[dt.date(2026, 10, n) for n in numbers or range(1, 21)])


@pytest.fixture
def person(at_site):
    return make.engagement(at_site.project, name="样甲")


@pytest.fixture
def sheet(at_site):
    return make.sheet(at_site.project)


def kinds(site, on=AFTER, actor=None):
    refresh(keys_of(site.project, [OCTOBER]))
    found = reconcile_month(actor=actor or site.contractor, project=site.project, month=OCTOBER, on=on)
    return {row["kind"]: (row["count"], row["amount"]) for row in found.by_kind()}


def test_a_month_in_which_everything_fits_has_no_differences(at_site, person, sheet):
    worked(person)
    make.line(sheet, person)
    make.payment(person)
    refresh(keys_of(at_site.project, [OCTOBER]))
    found = reconcile_month(actor=at_site.contractor, project=at_site.project, month=OCTOBER, on=AFTER)
    assert (found.workers, found.agree, found.by_kind()) == (1, 1, [])


def test_worked_and_not_listed(at_site, person):
    worked(person, 5)
    assert kinds(at_site, BEFORE) == {}, "no sheet yet and the pay day is still to come"
    assert kinds(at_site, AFTER) == {"worked_not_listed": (1, 0)}
    make.line(make.sheet(at_site.project), make.engagement(at_site.project, name="样乙"))
    assert "worked_not_listed" in kinds(at_site, BEFORE)


def test_whoever_is_on_no_sheet_is_told_with_what_his_days_come_to_by_the_registered_wage(at_site):
    """19.5 days at 333.33 are 6,499.94, half up to the fen, less what he received; without a registered wage nothing is guessed."""
    known, unknown = (make.engagement(at_site.project, daily_rate=rate) for rate in (Decimal("333.33"), None))
    for person in (known, unknown):
        worked(person, *range(1, 20))
        make.attendance(person, dt.date(2026, 10, 20), units=Decimal("0.5"))
    assert estimates(at_site) == {bytes(known.id_index): Decimal("6499.94"), bytes(unknown.id_index): None}
    make.payment(known, Decimal("6499.93"), channel=PaymentChannel.ADVANCE)
    assert estimates(at_site)[bytes(known.id_index)] == Decimal("0.01")
    make.payment(known, 1, channel=PaymentChannel.ADVANCE)
    assert estimates(at_site)[bytes(known.id_index)] == 0
    make.line(make.sheet(at_site.project), known, 7000)
    assert estimates(at_site) == {bytes(unknown.id_index): None}, "a sheet says what is owed, and no estimate beside it"


def estimates(site) -> dict[bytes, Decimal | None]:
    refresh(keys_of(site.project, [OCTOBER]))
    found = reconcile_month(actor=site.contractor, project=site.project, month=OCTOBER, on=AFTER)
    assert all(row.estimate is None for row in found.differences if row.kind != "worked_not_listed")
    return {row.person: row.estimate for row in found.differences if row.kind == "worked_not_listed"}


def test_listed_and_not_at_work(at_site, person, sheet):
    make.line(sheet, person)
    make.payment(person)
    assert kinds(at_site) == {"listed_not_worked": (1, 6000)}


def test_paid_short(at_site, person, sheet):
    worked(person)
    make.line(sheet, person)
    assert kinds(at_site, BEFORE) == {}, "not due and nothing paid yet"
    make.payment(person, Decimal("5999.99"))
    assert kinds(at_site, BEFORE) == {"short_paid": (1, Decimal("0.01"))}
    make.payment(person, Decimal("0.01"))
    assert kinds(at_site) == {}


@pytest.mark.parametrize(("paid_on", "late"), [(dt.date(2026, 11, 20), False), (dt.date(2026, 11, 21), True)])
def test_paid_late(at_site, person, sheet, paid_on, late):
    worked(person)
    make.line(sheet, person)
    make.payment(person, paid_on=paid_on)
    assert kinds(at_site) == ({"late": (1, 6000)} if late else {})


def test_failed_until_paid_again(at_site, person, sheet):
    worked(person)
    make.line(sheet, person)
    make.payment(person, state=PaymentState.FAILED, reason="账户状态异常")
    assert kinds(at_site, BEFORE) == {"failed": (1, 6000)}
    assert kinds(at_site)["short_paid"] == (1, 6000)
    make.payment(person, paid_on=dt.date(2026, 11, 15))
    assert kinds(at_site) == {}


def test_another_persons_card(at_site, person, sheet):
    worked(person)
    make.line(sheet, person)
    make.payment(person, is_other_card=True)
    assert kinds(at_site) == {"other_card": (1, 6000)}


def test_allowances_alone_and_money_outside_the_account(at_site, person, sheet):
    other = make.engagement(at_site.project, name="样乙")
    for each in (person, other):
        worked(each)
        make.line(sheet, each)
    make.payment(person, 1000, channel=PaymentChannel.ADVANCE)
    make.payment(other, channel=PaymentChannel.OUTSIDE)
    assert kinds(at_site) == {"short_paid": (1, 5000), "advance_only": (1, 1000), "outside_account": (1, 6000)}


def test_no_contract(at_site, sheet):
    without = make.engagement(at_site.project, contract_kind="none", contract_signed_on=None)
    later = make.engagement(at_site.project, contract_signed_on=dt.date(2026, 11, 1))
    last_day = make.engagement(at_site.project, contract_signed_on=dt.date(2026, 10, 31))
    for each in (without, later, last_day):
        worked(each)
        make.line(sheet, each)
        make.payment(each)
    assert kinds(at_site) == {"no_contract": (2, 12000)}


def test_below_the_minimum_wage_only_where_the_tenant_has_entered_one(at_site, person, sheet):
    other = make.engagement(at_site.project, name="样乙")
    for each, gross in ((person, Decimal("1799.99")), (other, 1800)):
        worked(each)
        make.line(sheet, each, gross, days=Decimal(20))
        make.payment(each, gross)
    assert kinds(at_site) == {}
    tenancy.policy_row(at_site.project.region, MINIMUM_WAGE, "1957.50")  # 90.00 a day
    assert kinds(at_site) == {"below_minimum": (1, Decimal("0.01"))}


def test_two_sites_on_one_day_without_telling_where(site, county_inspector, tree):
    with acting(county_inspector):
        elsewhere = projects.make_project(tree.county, "另一个工地")
        abroad = projects.make_project(tree.county, "第三个工地")
        number = make.id_number(8181)
        here = make.engagement(site.project, id_number=number)
        there, apart = make.engagement(elsewhere, id_number=number), make.engagement(abroad, id_number=number)
        worked(here, 5, 6)
        worked(there, 6)
        worked(apart, 7)
        refresh([*keys_of(site.project, [OCTOBER]), *keys_of(elsewhere, [OCTOBER]), *keys_of(abroad, [OCTOBER])])
        assert "two_sites" not in kinds(Other(abroad, county_inspector), BEFORE)
    with acting(accounts.again(site.contractor)) as actor:
        assert kinds(site, BEFORE, actor) == {"two_sites": (1, 0)}, "the contractor learns that, not where"


class Other:
    """Another project reconciled by somebody."""

    def __init__(self, project, contractor) -> None:
        self.project, self.contractor = project, contractor


def test_one_card_for_two(at_site, person, sheet):
    other = make.engagement(at_site.project, name="样乙", card=person.card.plain())
    for each in (person, other):
        worked(each)
        make.line(sheet, each)
        make.payment(each)
    assert kinds(at_site) == {"shared_card": (2, 12000)}


def test_after_exit(at_site, sheet):
    gone = make.engagement(at_site.project, left_on=dt.date(2026, 10, 10))
    worked(gone, 9, 10, 11)
    make.line(sheet, gone)
    make.payment(gone)
    assert kinds(at_site) == {"after_exit": (1, 6000)}


def test_a_subcontractor_reconciles_its_own_people_alone(site):
    with acting(site.contractor):
        make.attendance(make.engagement(site.project), dt.date(2026, 10, 5))
        make.attendance(make.engagement(site.project, site.labour), dt.date(2026, 10, 5))
        assert kinds(site)["worked_not_listed"] == (2, 0)
    with acting(site.subcontractor):
        found = reconcile_month(actor=site.subcontractor, project=site.project, month=OCTOBER, on=AFTER)
        assert (found.workers, found.by_kind()[0]["count"]) == (1, 1)


def test_the_kinds_are_those_of_the_contract():
    assert list(KINDS) == [
        "worked_not_listed", "listed_not_worked", "short_paid", "late", "failed", "other_card", "advance_only", "outside_account", "no_contract",
        "below_minimum", "two_sites", "shared_card", "after_exit",
    ]  # fmt: skip


def test_one_person_at_two_firms_of_a_site_with_one_card_shares_it_with_nobody(at_site, person, sheet):
    again = make.engagement(at_site.project, at_site.labour, id_number=person.id_number.plain(), card=person.card.plain(), name=person.name)
    worked(person)
    for each, at in ((person, sheet), (again, make.sheet(at_site.project, at_site.labour))):
        make.line(at, each)
        make.payment(each)
    assert "shared_card" not in kinds(at_site)


def test_a_card_that_only_the_receipts_name_is_shared_all_the_same(at_site, person, sheet):
    other = make.engagement(at_site.project, name="样乙", card=person.card.plain())
    for each in (person, other):
        worked(each)
        make.line(sheet, each, card=None)
        make.payment(each)
    assert kinds(at_site)["shared_card"] == (2, 12000)


def further(site, on=AFTER, actor=None):
    refresh(keys_of(site.project, [OCTOBER]))
    found = reconcile_month(actor=actor or site.contractor, project=site.project, month=OCTOBER, on=on)
    return {row["kind"]: (row["count"], row["amount"]) for row in found.further_by_kind()}


@pytest.mark.parametrize(("born_on", "child"), [(dt.date(2010, 10, 1), False), (dt.date(2010, 10, 2), True)])
def test_a_child_at_work_is_named_beside_the_three_sides(at_site, sheet, born_on, child):
    young = make.engagement(at_site.project, birth_on=born_on, id_number=make.id_number(born_on=born_on))
    worked(young)
    make.line(sheet, young)
    make.payment(young)
    assert further(at_site) == ({"under_age": (1, 6000)} if child else {})
    assert kinds(at_site) == {}, "and it agrees with itself"


@pytest.mark.parametrize(("on", "late"), [(dt.date(2026, 10, 23), False), (dt.date(2026, 10, 24), True)])
def test_who_left_is_settled_within_the_tenants_days(at_site, sheet, on, late):
    gone = make.engagement(at_site.project, left_on=dt.date(2026, 10, 20))
    worked(gone)
    make.line(sheet, gone)
    make.payment(gone, Decimal("5999.99"))
    assert further(at_site, on) == ({"left_unsettled": (1, Decimal("0.01"))} if late else {})


def test_what_a_worker_says_of_his_money_is_not_for_the_firm(site):
    with acting(site.contractor):
        person = make.engagement(site.project)
        worked(person)
    with acting(site.inspector):
        for about in ("paid", "sheet"):
            saved(MonthAnswer(
                region=site.project.region, project=site.project, employer=site.general, month=OCTOBER, person=bytes(person.id_index), about=about, agrees=False,
                at=dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC), visit_uid=uuid.uuid4(), days=20, owed=6000, received=0,
            ))  # fmt: skip
        assert further(site, actor=site.inspector) == {"denied_paid": (1, 6000), "denied_sheet": (1, 0)}
    with acting(accounts.again(site.contractor)) as actor:
        assert further(site, actor=actor) == {"denied_sheet": (1, 0)}
