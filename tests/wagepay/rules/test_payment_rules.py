"""The rules of sheets and payment on real rows: what they find, what they leave to another rule, what workers say themselves."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest

from portal.lib.deadlines import add_months
from portal.lib.rules import Affected
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from tests.make import wagepay as make
from tests.make.projects import make_party, make_project
from tests.make.tenancy import saved
from tests.wagepay.rules.scenes import DUE, OCTOBER, ON, SEPTEMBER, found, level, told
from wagepay.models import MonthAnswer, SignedScan
from wagepay.rules import (
    w12_wages_unpaid,
    w13_wages_short,
    w15_outside_account,
    w16_pay_attendance_mismatch,
    w19_sheet_unsigned,
    w27_wage_officer_idle,
    w43_before_festival,
    w59_advances_only,
    w60_stopped_with_arrears,
    w63_predecessor_unsettled,
)


@pytest.fixture
def project(tree):
    with acting(system_actor()):
        yield make_project(tree.county)


def month(project, **fields):
    """A paid month of ten people; the figures that matter are given."""
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


def answer(project, person: bytes, agrees: bool, *, about="paid", at=dt.datetime(2026, 10, 25, 9, tzinfo=dt.UTC), **fields):
    figures = {"days": 20, "owed": 6000, "received": 6000, "visit_uid": uuid.uuid4(), "employer": project.general_contractor, "month": SEPTEMBER}
    return saved(MonthAnswer(region=project.region, project=project, person=person, about=about, agrees=agrees, at=at, **(figures | fields)))


# -- W13 --------------------------------------------------------------------------------------------
def test_people_paid_in_part_are_found_with_their_gap_to_the_fen(project):
    month(project, underpaid_count=2, underpaid_amount=Decimal("4000.07"), failed_count=1, failed_amount=Decimal("1000.00"))
    (hit,) = found(w13_wages_short, project)
    head, words, steps = told(w13_wages_short, hit)
    assert head == "9 月 2 人少发 4,000.07 元" and level(w13_wages_short, hit.evidence) == "yellow"
    assert words.endswith("2 人没有发够，差 4,000.07 元（6.7%），有 1,000 元转账失败没有补发。") and len(steps) == 2
    assert w13_wages_short.affected(hit.evidence) == Affected(2, Decimal("4000.07"))


@pytest.mark.parametrize(("paid", "rules"), [(7, {"W12"}), (8, {"W13"})])
def test_a_month_hardly_paid_at_all_is_one_warning_of_w12(project, paid, rules):
    month(project, paid_count=paid, underpaid_count=2, underpaid_amount=5000)
    assert {rule.CODE for rule in (w12_wages_unpaid, w13_wages_short) if found(rule, project)} == rules


@pytest.mark.parametrize(
    ("people", "paid", "rules"), [(2, 1, {"W13"}), (3, 2, {"W13"}), (3, 1, {"W12"}), (2, 0, {"W12"}), (1, 0, {"W12"}), (6, 4, {"W12"}), (7, 5, {"W13"})]
)
def test_one_of_two_is_a_person_and_no_unpaid_month(project, people, paid, rules):
    """Two of six are a third of the month; one of two is half a sheet and still one person."""
    month(project, listed=people, attended=people, attended_2days=people, paid_count=paid, underpaid_count=people - paid, underpaid_amount=5000)
    assert {rule.CODE for rule in (w12_wages_unpaid, w13_wages_short) if found(rule, project)} == rules


def test_a_tenant_may_call_the_month_unpaid_for_one_person_too(project):
    month(project, listed=2, attended=2, attended_2days=2, paid_count=1, underpaid_count=1, underpaid_amount=5000)
    assert found(w13_wages_short, project, unpaid_least=1) == [] and len(found(w12_wages_unpaid, project, unpaid_least=1)) == 1


@pytest.mark.parametrize(("on", "hits"), [(DUE, 0), (DUE + dt.timedelta(days=1), 1)])
def test_before_the_pay_day_is_over_nobody_is_paid_short(project, on, hits):
    month(project, underpaid_count=2, underpaid_amount=5000)
    assert len(found(w13_wages_short, project, on)) == hits


def test_a_worker_who_says_he_got_nothing_outweighs_the_records_until_he_takes_it_back(project):
    person = make.engagement(project)
    month(project, owed=60000)
    make.worker_month(person, SEPTEMBER, is_listed=True, net=6000, owed=6000, paid=6000)
    assert found(w13_wages_short, project) == [], "the records say paid in full and nobody says otherwise"
    answer(project, bytes(person.id_index), False)
    (hit,) = found(w13_wages_short, project)
    assert (hit.evidence["people"], hit.evidence["denied"], hit.evidence["denied_amount"]) == (0, 1, "6000.00")
    assert level(w13_wages_short, hit.evidence) == "yellow" and "1 人本人说没收到或不够" in told(w13_wages_short, hit)[1]
    answer(project, bytes(person.id_index), True, at=dt.datetime(2026, 10, 30, 9, tzinfo=dt.UTC))
    assert found(w13_wages_short, project) == [], "his last word counts"
    assert len(found(w13_wages_short, project, dt.date(2026, 10, 28))) == 1, "and on the day before it, the word of then"


@pytest.mark.parametrize(("paid", "denied", "short"), [("5900.00", 0, 1), ("5900.01", 1, 0), ("6000.00", 1, 0)])
def test_his_word_counts_where_the_records_lack_a_trifle_and_nobody_is_counted_twice(project, paid, denied, short):
    """A hundred yuan short is a person paid short by the books; less is called paid, and his word stands against it."""
    person = make.engagement(project)
    gap = Decimal(6000) - Decimal(paid)
    month(project, owed=60000, underpaid_count=1 if gap else 0, underpaid_amount=gap)
    make.worker_month(person, SEPTEMBER, is_listed=True, net=6000, owed=6000, paid=Decimal(paid))
    answer(project, bytes(person.id_index), False)
    (hit,) = found(w13_wages_short, project)
    assert (hit.evidence["denied"], hit.evidence["people"]) == (denied, short)
    assert Decimal(hit.evidence["amount"]) == (gap if short else 0)


@pytest.mark.parametrize(("back", "hits"), [(24, 1), (25, 0)])
def test_a_word_about_an_old_month_opens_its_warning_though_the_sums_of_then_no_longer_do(project, back, hits):
    """Two years, as long as the inspection may look back; the gaps of the books are watched for half a year."""
    old = add_months(ON.replace(day=1), -back)
    person = make.engagement(project)
    month(project, month=old, due_on=add_months(old, 1), owed=60000, underpaid_count=0)
    make.worker_month(person, old, is_listed=True, net=6000, owed=6000, paid=6000)
    assert found(w13_wages_short, project) == []
    answer(project, bytes(person.id_index), False, month=old)
    assert len(found(w13_wages_short, project)) == hits


def test_his_word_about_a_sheet_is_no_word_about_money(project):
    person = make.engagement(project)
    month(project)
    make.worker_month(person, SEPTEMBER, is_listed=True, net=6000, owed=6000, paid=6000)
    answer(project, bytes(person.id_index), False, about="sheet")
    assert found(w13_wages_short, project) == []


# -- W15 --------------------------------------------------------------------------------------------
def test_the_rate_counts_building_workers_who_got_wages_and_nobody_else(project):
    month(project, listed=30, builders_listed=30, builders_paid_by_account=18, builders_outside=2, outside_count=2, paid_outside=12000)
    (hit,) = found(w15_outside_account, project)
    assert (hit.evidence["received"], hit.evidence["rate"]) == (20, "90.0") and level(w15_outside_account, hit.evidence) == "yellow"
    assert told(w15_outside_account, hit)[0] == "9 月 2 人工资没走专户，代发率 90.0%"


def test_money_outside_to_managers_alone_is_no_matter_of_the_rate(project):
    month(project, builders_paid_by_account=8, outside_count=2, paid_outside=12000)
    assert found(w15_outside_account, project) == []


# -- W19 --------------------------------------------------------------------------------------------
@pytest.fixture
def sheet(project):
    sheet = make.sheet(project, month=SEPTEMBER, rows=10)
    month(project, sheet_uid=sheet.uid, sheet_state="submitted", paid_count=0, first_paid_on=None)
    return sheet


def scan(sheet, signed, signed_on=dt.date(2026, 10, 10)):
    fields = {
        "name": "签字.pdf",
        "media_type": "application/pdf",
        "size": 10,
        "sha256": "a" * 64,
        "sealed": b"x" * 20,
        "recorded_by": "样例",
        "recorded_at": "2026-10-10T09:00+08:00",
    }
    return saved(SignedScan(region=sheet.region, project=sheet.project, sheet=sheet, signed=signed, signed_on=signed_on, **fields))


@pytest.mark.parametrize(("on", "hits"), [(dt.date(2026, 10, 17), 0), (dt.date(2026, 10, 18), 1)])
def test_three_days_before_the_pay_day_the_signatures_ought_to_be_there(project, sheet, on, hits):
    assert len(found(w19_sheet_unsigned, project, on)) == hits


def test_signatures_and_confirmations_are_not_added_up(project, sheet):
    scan(sheet, 6)
    for number in range(6):
        answer(project, bytes([number]) * 16, True, about="sheet", sheet_uid=sheet.uid)
    (hit,) = found(w19_sheet_unsigned, project)
    assert (hit.evidence["signed"], hit.evidence["agreed"], hit.evidence["missing"]) == (6, 6, 4), "the same six may have signed and confirmed"
    scan(sheet, 4)
    assert found(w19_sheet_unsigned, project) == []


def test_a_signed_sheet_that_a_worker_contradicts_is_asked_about(project, sheet):
    scan(sheet, 10)
    answer(project, b"p" * 16, False, about="sheet", sheet_uid=sheet.uid)
    (hit,) = found(w19_sheet_unsigned, project)
    assert told(w19_sheet_unsigned, hit)[0] == "9 月工资表 1 人说不对" and level(w19_sheet_unsigned, hit.evidence) == "yellow"


def test_a_scan_of_an_older_version_does_not_count(project, sheet):
    scan(make.sheet(project, month=SEPTEMBER, version=2, state="superseded"), 10)
    assert found(w19_sheet_unsigned, project)[0].evidence["missing"] == 10


# -- W27 --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("on", "hits"), [(dt.date(2026, 10, 14), 0), (dt.date(2026, 10, 15), 1), (dt.date(2026, 10, 20), 1), (dt.date(2026, 10, 21), 0)])
def test_three_working_days_before_the_pay_day_a_missing_sheet_is_asked_for(project, on, hits):
    month(project, listed=0, sheet_state="", paid_count=0, first_paid_on=None)
    rows = found(w27_wage_officer_idle, project, on)
    assert len(rows) == hits
    for hit in rows:
        assert "工资表还没报" in told(w27_wage_officer_idle, hit)[0]


def test_people_at_work_and_nobody_appointed(project):
    type(project)._base_manager.filter(pk=project.pk).update(wage_officer_name="")
    month(project, month=OCTOBER, due_on=dt.date(2026, 12, 20))
    (hit,) = found(w27_wage_officer_idle, project, dt.date(2026, 10, 30))
    assert told(w27_wage_officer_idle, hit)[0] == "没有任命劳资专管员" and hit.evidence["people"] == 10


# -- W43 and W60 ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("on", "hits"), [(dt.date(2026, 12, 1), 0), (dt.date(2026, 12, 2), 1), (dt.date(2027, 1, 6), 0), (dt.date(2027, 1, 7), 1), (dt.date(2027, 2, 7), 0)]
)
def test_thirty_days_before_a_festival_what_is_open_is_red(project, on, hits):
    month(project, short_count=4, short_amount=Decimal("3000.50"))
    rows = found(w43_before_festival, project, on)
    assert len(rows) == hits
    for hit in rows:
        assert (hit.evidence["people"], hit.evidence["amount"], level(w43_before_festival, hit.evidence)) == (4, "3000.50", "red")
        told(w43_before_festival, hit)


def test_a_month_without_any_sheet_is_open_as_well_and_people_are_not_counted_twice(project):
    month(project, short_count=4, short_amount=3000)
    month(project, month=OCTOBER, due_on=dt.date(2026, 11, 20), listed=0, attended_2days=6, paid_count=0, owed=0)
    (hit,) = found(w43_before_festival, project, dt.date(2026, 12, 20))
    assert (hit.evidence["months"], hit.evidence["months_without_sheet"], hit.evidence["people"]) == (2, 1, 6)


@pytest.mark.parametrize(("state", "hits"), [("under_construction", 0), ("stopped", 1), ("winter_break", 1), ("holiday_break", 0)])
def test_a_stopped_site_with_arrears_is_red(project, state, hits):
    type(project)._base_manager.filter(pk=project.pk).update(state=state)
    month(project, short_count=4, short_amount=3000)
    rows = found(w60_stopped_with_arrears, project)
    assert len(rows) == hits
    for hit in rows:
        assert told(w60_stopped_with_arrears, hit)[0].endswith("4 人的工资没有发清")


def test_a_stopped_site_that_settled_before_is_no_finding(project):
    type(project)._base_manager.filter(pk=project.pk).update(state="stopped")
    month(project, full_paid_on=DUE)
    assert found(w60_stopped_with_arrears, project) == []


# -- W59 --------------------------------------------------------------------------------------------
def advances(project, person, *months, wage=()):
    for number in months:
        day = dt.date(2026, number, 1)
        got = {"paid": 3000} if number in wage else {}
        make.worker_month(person, day, is_listed=True, owed=6000, net=6000, advance=1000, **got)
        month(project, month=day, due_on=dt.date(2026, number + 1, 20), advance=1000, advance_only_count=0 if got else 1, paid_count=0)


@pytest.mark.parametrize(("months", "length"), [((9,), None), ((8, 9), 2), ((7, 8, 9), 3), ((7, 9), None)])
def test_months_on_end_with_allowances_alone(project, months, length):
    advances(project, make.engagement(project), *months)
    rows = found(w59_advances_only, project)
    assert [hit.evidence["length"] for hit in rows] == ([length] if length else [])
    for hit in rows:
        assert hit.evidence["rest"] == f"{length * 5000}.00" and told(w59_advances_only, hit)


def test_a_wage_in_the_newest_month_ends_the_run(project):
    advances(project, make.engagement(project), 7, 8, 9, wage=(9,))
    assert found(w59_advances_only, project) == []


# -- W63 --------------------------------------------------------------------------------------------
def test_a_firm_that_left_with_unpaid_people_is_red_until_it_is_settled(project):
    party = make_party(project)
    row = month(project, employer=party.organisation, short_count=5, short_amount=9000)
    assert found(w63_predecessor_unsettled, project) == [], "it is still there: W12 and W13 look after it"
    type(party)._base_manager.filter(pk=party.pk).update(left_on=dt.date(2026, 10, 31))
    (hit,) = found(w63_predecessor_unsettled, project)
    assert hit.subcontractor_id == party.organisation_id and hit.evidence["amount"] == "9000.00"
    assert "已退场，5 人没有清算" in told(w63_predecessor_unsettled, hit)[0]
    type(row)._base_manager.filter(project=project).update(short_count=0, short_amount=0, full_paid_on=ON)
    assert found(w63_predecessor_unsettled, project) == []


def test_the_rules_of_months_leave_people_without_any_wage_to_w16(project):
    month(project, missing_paid=1, paid_count=9, short_count=1, short_amount=6000)
    assert [rule.CODE for rule in (w13_wages_short, w16_pay_attendance_mismatch) if found(rule, project)] == ["W16"]


@pytest.mark.parametrize(("says_no", "expected"), [(False, "blue"), (True, "yellow")])
def test_of_few_without_a_wage_one_who_says_so_himself_makes_it_yellow(project, says_no, expected):
    """One of a hundred is few; his own word that he got nothing makes it more than a slip."""
    person = make.engagement(project)
    month(project, listed=100, attended=100, attended_2days=100, paid_count=99, missing_paid=1)
    make.worker_month(person, SEPTEMBER, days=20, owed=6000)
    answer(project, bytes(person.id_index), not says_no)
    (hit,) = found(w16_pay_attendance_mismatch, project)
    assert (hit.evidence["denied"], level(w16_pay_attendance_mismatch, hit.evidence)) == (int(says_no), expected)
    assert ("其中 1 人本人说没收到" in told(w16_pay_attendance_mismatch, hit)[1]) is says_no
