"""The rules about people on real rows: pay below the minimum, great sums, cards, doubtful days, registration, age, leaving."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest

from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from tests.make import wagepay as make
from tests.make.projects import make_project
from tests.make.tenancy import policy_row, saved
from tests.wagepay.rules.scenes import DUE, OCTOBER, SEPTEMBER, found, level, told
from wagepay.models import AttendanceFinding, MonthAnswer
from wagepay.policies import MINIMUM_WAGE, SETTLEMENT_DAYS
from wagepay.rules import (
    w14_below_minimum,
    w17_large_amount,
    w18_strange_payee,
    w22_attendance_doubtful,
    w23_no_contract,
    w24_unregistered,
    w25_ages,
    w26_back_untrained,
    w42_left_unsettled,
)

ON = dt.date(2026, 11, 1)


@pytest.fixture
def project(tree):
    with acting(system_actor()):
        yield make_project(tree.county)


def month(project, **fields):
    plain = {
        "month": SEPTEMBER,
        "due_on": DUE,
        "attended_2days": 10,
        "attended": 10,
        "listed": 10,
        "paid_count": 10,
        "owed": 60000,
        "net": 60000,
        "first_paid_on": DUE,
    }
    return make.project_month(project, **(plain | fields))


# -- W14 --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("gross", "people"), [("1800.00", 0), ("1799.99", 1)])
def test_pay_by_the_day_just_under_and_just_at_the_regions_figure(project, gross, people):
    policy_row(project.region, MINIMUM_WAGE, "1957.50")  # 90.00 a day
    gross = Decimal(gross)
    make.worker_month(make.engagement(project), SEPTEMBER, is_listed=True, listed_days=20, gross=gross)
    make.worker_month(make.engagement(project), SEPTEMBER, is_listed=True, listed_days=20, gross=6000)
    month(project, listed=2, listed_days=40, gross=gross + 6000, least_rate=(gross / 20).quantize(Decimal("0.01"), "ROUND_DOWN"))
    rows = found(w14_below_minimum, project)
    assert [hit.evidence["people"] for hit in rows] == ([people] if people else [])
    for hit in rows:
        assert (hit.evidence["gap"], hit.evidence["minimum"]) == ("0.01", "90.00") and told(w14_below_minimum, hit)


def test_a_region_that_has_not_entered_its_minimum_wage_is_not_judged(project):
    make.worker_month(make.engagement(project), SEPTEMBER, is_listed=True, listed_days=20, gross=1)
    month(project, listed=1, listed_days=20, gross=1, least_rate=Decimal("0.05"))
    assert found(w14_below_minimum, project) == []


# -- W17 --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("gross", "hits"), [(50000, 0), (Decimal("50000.01"), 1)])
def test_one_persons_month_just_over_the_line(project, gross, hits):
    make.worker_month(make.engagement(project), SEPTEMBER, is_listed=True, days=20, gross=gross)
    month(project, most_gross=gross)
    rows = found(w17_large_amount, project)
    assert len(rows) == hits
    for hit in rows:
        assert hit.evidence["people_month"] == 1 and level(w17_large_amount, hit.evidence) == "yellow" and told(w17_large_amount, hit)


@pytest.mark.parametrize(("last", "hits"), [(40000, 0), (Decimal("40000.01"), 1)])
def test_one_persons_year_just_over_the_line_though_no_month_is(project, last, hits):
    person = make.engagement(project)
    for number in range(3, 10):
        gross = last if number == 9 else Decimal("43333.33") if number < 8 else Decimal("43333.35")
        make.worker_month(person, dt.date(2026, number, 1), is_listed=True, days=20, gross=gross)
        month(project, month=dt.date(2026, number, 1), most_gross=gross)
    rows = [hit for hit in found(w17_large_amount, project) if hit.month == SEPTEMBER]
    assert len(rows) == hits
    for hit in rows:
        assert (hit.evidence["people_month"], hit.evidence["people_year"]) == (0, 1)
        assert "本年累计超过 300,000 元" in told(w17_large_amount, hit)[1]


def test_a_great_sum_for_somebody_who_never_came_is_red(project):
    make.worker_month(make.engagement(project), SEPTEMBER, is_listed=True, days=0, gross=60000)
    month(project, most_gross=60000)
    (hit,) = found(w17_large_amount, project)
    assert level(w17_large_amount, hit.evidence) == "red"


# -- W18 --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("people", "hits"), [(2, 0), (3, 1)])
def test_a_couple_may_share_a_telephone_three_may_not(project, people, hits):
    for _ in range(people):
        make.engagement(project, phone="13900000001")
    month(project)
    rows = found(w18_strange_payee, project)
    assert len(rows) == hits
    for hit in rows:
        assert (hit.evidence["phone_people"], level(w18_strange_payee, hit.evidence)) == (3, "blue") and told(w18_strange_payee, hit)


def test_cards_of_the_newest_month_count_and_those_of_before_do_not(project):
    month(project, shared_card_count=2)
    assert level(w18_strange_payee, found(w18_strange_payee, project)[0].evidence) == "red"
    month(project, month=OCTOBER, due_on=dt.date(2026, 11, 20), other_card_count=1)
    (hit,) = found(w18_strange_payee, project)
    assert (hit.evidence["shared"], hit.evidence["other"], hit.month) == (0, 1, None) and told(w18_strange_payee, hit)[0] == "1 人发到别人卡上"


# -- W22 --------------------------------------------------------------------------------------------
def finding(project, kind, person, state="open"):
    fields = {"subject": person.hex(), "person": person, "found_on": dt.date(2026, 10, 20), "state": state, "figures": {"on": [5]}}
    return saved(AttendanceFinding(region=project.region, project=project, month=OCTOBER, kind=kind, **fields))


def test_findings_of_the_night_are_one_warning_for_the_site_until_they_are_judged_normal(project):
    rows = [finding(project, "two_sites", bytes([number]) * 16) for number in range(4)]
    finding(project, "two_sites", b"x" * 16, "accepted")
    finding(project, "after_exit", b"y" * 16)
    (hit,) = found(w22_attendance_doubtful, project)
    assert (hit.evidence["two_sites"], hit.month, level(w22_attendance_doubtful, hit.evidence)) == (4, OCTOBER, "yellow")
    assert told(w22_attendance_doubtful, hit)[0] == "10 月 4 人同日两处出勤"
    for row in rows:
        row.state = "accepted"
        saved(row)
    assert found(w22_attendance_doubtful, project) == []


# -- W23, W24 ---------------------------------------------------------------------------------------
def test_registration_and_contract_are_two_findings_and_nobody_is_in_both(project):
    month(
        project, month=OCTOBER, due_on=dt.date(2026, 11, 20), attended=10, attended_registered=8, attended_with_contract=5,
        unregistered_since=dt.date(2026, 10, 20), no_contract_since=dt.date(2026, 10, 30),
    )  # fmt: skip
    (contract,), (register,) = found(w23_no_contract, project), found(w24_unregistered, project)
    assert (contract.evidence["people"], contract.evidence["days"], contract.evidence["percent"]) == (3, 2, "30.0")
    assert (register.evidence["people"], register.evidence["days"], register.evidence["percent"]) == (2, 12, "20.0")
    assert told(w23_no_contract, contract) and told(w24_unregistered, register)


def test_the_newest_month_counts_once_everybody_is_registered_the_warning_ends(project):
    month(project, attended=10, attended_registered=8, attended_with_contract=8, unregistered_since=SEPTEMBER, unregistered_unpaid=2)
    (hit,) = found(w24_unregistered, project)
    assert (hit.evidence["unpaid"], level(w24_unregistered, hit.evidence)) == (2, "red")
    month(project, month=OCTOBER, due_on=dt.date(2026, 11, 20), attended=10, attended_registered=10, attended_with_contract=10)
    assert found(w24_unregistered, project) == []


def test_unpaid_before_the_pay_day_is_not_unpaid_yet(project):
    month(project, attended=10, attended_registered=8, attended_with_contract=8, unregistered_since=SEPTEMBER, unregistered_unpaid=2)
    assert found(w24_unregistered, project, DUE)[0].evidence["unpaid"] == 0


# -- W25 --------------------------------------------------------------------------------------------
def born(project, day, **fields):
    return make.engagement(project, id_number=make.id_number(born_on=day), birth_on=day, **fields)


@pytest.mark.parametrize(
    ("day", "children", "minors", "over"),
    [
        (dt.date(2010, 11, 1), 0, 1, 0),  # sixteen on the day
        (dt.date(2010, 11, 2), 1, 0, 0),
        (dt.date(2008, 11, 1), 0, 0, 0),  # eighteen on the day
        (dt.date(2008, 11, 2), 0, 1, 0),
        (dt.date(1963, 11, 1), 0, 0, 1),  # sixty-three on the day
        (dt.date(1963, 11, 2), 0, 0, 0),
    ],
)
def test_ages_turn_on_the_birthday(project, day, children, minors, over):
    born(project, day)
    born(project, dt.date(1985, 3, 7))
    rows = found(w25_ages, project)
    assert [(hit.evidence["children"], hit.evidence["minors"], hit.evidence["over_age"]) for hit in rows] == (
        [(children, minors, over)] if children + minors + over else []
    )
    for hit in rows:
        assert level(w25_ages, hit.evidence) == ("red" if children else "yellow") and told(w25_ages, hit)


def test_a_child_who_left_is_no_longer_on_the_site_and_an_agreement_settles_old_age(project):
    born(project, dt.date(2011, 5, 1), left_on=dt.date(2026, 10, 31))
    born(project, dt.date(1960, 5, 1), contract_kind="over_age")
    (hit,) = found(w25_ages, project)
    assert (hit.evidence["children"], hit.evidence["over_age"], hit.evidence["over_age_without"]) == (0, 1, 0) and level(w25_ages, hit.evidence) == "blue"
    assert len(found(w25_ages, project, dt.date(2026, 10, 31))[0].evidence) and found(w25_ages, project, dt.date(2026, 10, 31))[0].evidence["children"] == 1


# -- W26 --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("last_day", "trained_on", "hits"), [(dt.date(2025, 9, 30), None, 1), (dt.date(2025, 10, 10), None, 0), (dt.date(2025, 9, 30), dt.date(2026, 10, 9), 0)]
)
def test_back_after_more_than_a_year_without_a_new_training(project, last_day, trained_on, hits):
    person = make.engagement(project, entered_on=dt.date(2026, 10, 10), trained_on=trained_on)
    make.worker_month(person, last_day.replace(day=1), days=5, last_day=last_day)
    rows = found(w26_back_untrained, project)
    assert len(rows) == hits
    for hit in rows:
        assert told(w26_back_untrained, hit)[0] == "1 人隔一年以上再上岗，没有新的安全培训"


# -- W42 --------------------------------------------------------------------------------------------
def left(project, **figures):
    person = make.engagement(project, left_on=dt.date(2026, 9, 20))
    make.worker_month(person, SEPTEMBER, days=20, **figures)
    return person


@pytest.mark.parametrize(("on", "hits"), [(dt.date(2026, 9, 23), 0), (dt.date(2026, 9, 24), 1)])
def test_three_days_after_leaving_what_is_open_is_found(project, on, hits):
    left(project, is_listed=True, owed=6000, net=6000, paid=5000)
    month(project)
    rows = found(w42_left_unsettled, project, on)
    assert len(rows) == hits
    for hit in rows:
        assert (hit.evidence["people"], hit.evidence["owed"]) == (1, "1000.00") and told(w42_left_unsettled, hit)[0] == "1 人离场没有结清，差 1,000 元"


def test_the_tenants_own_days_of_grace(project):
    policy_row(project.region, SETTLEMENT_DAYS, 10, valid_from=dt.date(2026, 1, 1))
    left(project, is_listed=True, owed=6000, net=6000, paid=5000)
    month(project)
    assert found(w42_left_unsettled, project, dt.date(2026, 9, 30)) == []
    assert len(found(w42_left_unsettled, project, dt.date(2026, 10, 1))) == 1


@pytest.mark.parametrize(("listed", "on", "hits"), [(0, DUE, 0), (0, DUE + dt.timedelta(days=1), 0), (10, DUE, 1)])
def test_days_on_no_sheet_are_missing_once_the_sheet_came(project, listed, on, hits):
    left(project)
    month(project, listed=listed, paid_count=0 if not listed else 10)
    assert len(found(w42_left_unsettled, project, on)) == hits, "without any sheet and past the pay day the whole month is W12's"


def test_who_left_and_says_he_got_nothing_makes_it_red(project):
    person = left(project, is_listed=True, owed=6000, net=6000, paid=5000)
    month(project)
    saved(MonthAnswer(
        region=project.region, project=project, employer=project.general_contractor, month=SEPTEMBER, person=bytes(person.id_index), about="paid", agrees=False,
        at=dt.datetime(2026, 10, 25, 9, tzinfo=dt.UTC), visit_uid=uuid.uuid4(), days=20, owed=6000, received=5000,
    ))  # fmt: skip
    (hit,) = found(w42_left_unsettled, project)
    assert (hit.evidence["denied"], level(w42_left_unsettled, hit.evidence)) == (1, "red")


def test_who_left_and_was_paid_in_full_is_no_finding(project):
    left(project, is_listed=True, owed=6000, net=6000, paid=6000)
    month(project)
    assert found(w42_left_unsettled, project) == []


def test_who_left_a_firm_of_two_unpaid_is_no_matter_of_the_month(project):
    """Half of the sheet, and one person: he is told as who left, not as a month nobody paid."""
    left(project, is_listed=True, owed=6000, net=6000)
    month(project, listed=2, attended=2, attended_2days=2, paid_count=1)
    (hit,) = found(w42_left_unsettled, project)
    assert hit.evidence["owed"] == "6000.00"
    assert found(w42_left_unsettled, project, unpaid_least=1) == []
