"""A month that fell due and is not settled stops the closing of its project; the day alone is enough, and payment lets it go."""

import datetime as dt
from decimal import Decimal

import pytest

from portal.audit.models import Entry
from portal.lib.clock import SHANGHAI
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from projects.facts import is_settled
from projects.models import Fact, Hold
from tests.make import wagepay as make
from wagepay.actions.close_month import close_month, reopen_month
from wagepay.actions.refresh_due_days import refresh_due_days
from wagepay.actions.refresh_months import refresh_months
from wagepay.enums import SheetState
from wagepay.models import PayrollSheet, ProjectMonth

OCTOBER = make.OCTOBER
DUE = dt.date(2026, 11, 20)
AFTER = DUE + dt.timedelta(days=1)


@pytest.fixture
def person(at_site):
    person = make.engagement(at_site.project)
    make.attendance(person, dt.date(2026, 10, 5), dt.date(2026, 10, 6))
    make.line(make.sheet(at_site.project), person)
    return person


def summed(site, on):
    refresh_months(project=site.project, months=[OCTOBER], on=on, source="测试")
    return holds(site)


def holds(site) -> list[str]:
    return list(Hold.objects.of(site.project).filter(kind="unpaid_month", lifted_at__isnull=True).order_by("source_uid").values_list("reason", flat=True))


@pytest.mark.parametrize(("on", "expected"), [(DUE, []), (AFTER, ["2026-10 工资没有发清，差 6,000.00 元"])])
def test_the_hold_comes_the_day_after_the_pay_day(at_site, person, on, expected):
    assert summed(at_site, on) == expected


def test_a_fen_less_keeps_the_hold_and_the_last_fen_lifts_it(at_site, person):
    make.payment(person, Decimal("5999.99"))
    assert len(summed(at_site, AFTER)) == 1
    make.payment(person, Decimal("0.01"))
    assert summed(at_site, AFTER) == []
    assert Entry.objects.filter(verb__in=("projects.place_hold", "projects.lift_hold")).count() == 2
    assert Hold.objects.of(at_site.project).count() == 1, "it stays as a trace"


def test_summing_again_changes_nothing(at_site, person):
    summed(at_site, AFTER)
    (before,) = Hold.objects.of(at_site.project).values()
    assert summed(at_site, AFTER) and list(Hold.objects.of(at_site.project).values()) == [before]
    assert Entry.objects.filter(verb="projects.place_hold").count() == 1


def test_people_at_work_without_any_sheet_hold_it_too(at_site):
    make.attendance(make.engagement(at_site.project), dt.date(2026, 10, 5), dt.date(2026, 10, 6))
    assert summed(at_site, AFTER) == ["2026-10 工资没有发清，有单位没有工资表"]


def test_somebody_at_work_who_is_on_no_sheet_holds_a_month_that_is_paid_until_he_is_listed_or_explained(at_site, person):
    make.payment(person)
    left_out = make.engagement(at_site.project)
    make.attendance(left_out, dt.date(2026, 10, 5))
    assert summed(at_site, AFTER) == [], "one day is below the two of the rule"
    make.attendance(left_out, dt.date(2026, 10, 6))
    assert summed(at_site, DUE) == [] and summed(at_site, AFTER) == ["2026-10 有 1 人出勤没有列入工资表"]
    PayrollSheet.objects.of(at_site.project).update(state=SheetState.PAID)
    summed(at_site, AFTER)
    at = dt.datetime(2026, 11, 21, 9, tzinfo=SHANGHAI)
    closing = close_month(actor=at_site.contractor, project=at_site.project, month=OCTOBER, on=AFTER, at=at, note="材料员，工资由公司发")
    assert holds(at_site) == []
    reopen_month(actor=at_site.contractor, closing=closing, at=at, reason="其实是漏报的工人")
    assert holds(at_site) == ["2026-10 有 1 人出勤没有列入工资表"]
    make.line(PayrollSheet.objects.of(at_site.project).get(), left_out, 0)
    assert summed(at_site, AFTER) == []


def told(site) -> dict:
    return Fact.objects.of(site.project).get(item="payment_month").value


def test_the_projects_file_is_told_who_worked_and_is_on_no_sheet_until_a_word_accounts_for_him(at_site, person):
    make.payment(person)
    summed(at_site, AFTER)
    assert (told(at_site)["people"], told(at_site)["missing"], is_settled(told(at_site))) == (1, 0, True)
    left_out, away = make.engagement(at_site.project), make.engagement(at_site.project)
    make.attendance(left_out, dt.date(2026, 10, 5), dt.date(2026, 10, 6))
    make.line(PayrollSheet.objects.of(at_site.project).get(), away)  # as many are listed as came, but not the same
    make.payment(away)
    summed(at_site, AFTER)
    assert (told(at_site)["people"], told(at_site)["paid_people"], told(at_site)["missing"]) == (3, 2, 1)
    assert told(at_site)["full_paid_on"] and not is_settled(told(at_site))
    PayrollSheet.objects.of(at_site.project).update(state=SheetState.PAID)
    summed(at_site, AFTER)
    at = dt.datetime(2026, 11, 21, 9, tzinfo=SHANGHAI)
    closing = close_month(actor=at_site.contractor, project=at_site.project, month=OCTOBER, on=AFTER, at=at, note="材料员，工资由公司发")
    assert (told(at_site)["people"], is_settled(told(at_site))) == (2, True)
    reopen_month(actor=at_site.contractor, closing=closing, at=at, reason="其实是漏报的工人")
    assert not is_settled(told(at_site))


def test_a_fact_that_does_not_say_who_is_missing_is_told_again(site):
    with acting(site.contractor):
        person = make.engagement(site.project)
        make.line(make.sheet(site.project), person)
        make.payment(person)
        summed(site, AFTER)
        value = {name: given for name, given in told(site).items() if name != "missing"}
        Fact.objects.of(site.project).filter(item="payment_month").update(value=value)
    with acting(system_actor()) as actor:
        assert refresh_due_days(actor=actor, on=AFTER)["told"] == 1 and told(site)["missing"] == 0
        assert refresh_due_days(actor=actor, on=AFTER)["told"] == 0


def test_the_day_alone_brings_the_hold_and_the_fact_and_a_second_run_does_nothing(site):
    with acting(site.contractor):
        person = make.engagement(site.project)
        make.attendance(person, dt.date(2026, 10, 5), dt.date(2026, 10, 6))
        make.line(make.sheet(site.project), person)
        assert summed(site, DUE - dt.timedelta(days=3)) == []
    with acting(system_actor()) as actor:
        assert refresh_due_days(actor=actor, on=DUE)["told"] == 1, "on the pay day the project's file hears of the month"
        assert Fact.objects.of(site.project).get(item="payment_month").value["month"] == "2026-10" and holds(site) == []
        assert refresh_due_days(actor=actor, on=AFTER)["told"] == 1
        assert len(holds(site)) == 1
        assert refresh_due_days(actor=actor, on=AFTER)["told"] == 0


def test_each_month_has_its_own_hold(at_site):
    for number in (8, 9):
        make.project_month(at_site.project, month=dt.date(2026, number, 1), due_on=dt.date(2026, number + 1, 20), listed=3, short_count=3, short_amount=900)
    make.attendance(make.engagement(at_site.project), dt.date(2026, 10, 5), dt.date(2026, 10, 6))
    assert len(summed(at_site, AFTER)) == 3
    ProjectMonth.objects.of(at_site.project).filter(month=dt.date(2026, 8, 1)).update(full_paid_on=AFTER)
    assert [reason[:7] for reason in summed(at_site, AFTER)] == ["2026-09", "2026-10"]
