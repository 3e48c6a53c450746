"""Passages that come after a month was closed: taken, counted, shown as a difference, corrected by opening the month again."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from portal.audit.models import Entry
from portal.tenancy.scope import acting
from tests.make import wagepay as make
from tests.wagepay.attendance.devices import at, device, passage, told
from tests.wagepay.books import book
from tests.wagepay.doing import AT, OCTOBER, ON, let_in, payroll_rows
from wagepay import due
from wagepay.actions.close_month import close_month, closing_of, reopen_month
from wagepay.actions.decide_sheet import approve_sheet
from wagepay.actions.refresh_months import refresh_months
from wagepay.after_closing import late_days
from wagepay.enums import UploadKind
from wagepay.models import MonthClosing, PayrollSheet, ProjectMonth, WorkerMonth

SUNDAY = dt.date(2026, 10, 25)  # nobody worked that day by the books
LATER = AT + dt.timedelta(days=1)


@pytest.fixture
def people(at_site):
    """Three men with twenty days each, listed, paid, and their month closed."""
    found = [make.engagement(at_site.project, name=f"样{sign}", daily_rate=Decimal(300)) for sign in "甲乙丙"]
    for person in found:
        make.attendance(person, *(dt.date(2026, 10, day) for day in range(1, 21)))
    refresh_months(project=at_site.project, months=[OCTOBER], on=ON, source="测试")
    let_in(UploadKind.PAYROLL, at_site.project, book(payroll_rows(found)), month=OCTOBER, employer=at_site.general)
    approve_sheet(actor=at_site.contractor, sheet=PayrollSheet.objects.visible_to(at_site.contractor).get(), at=AT)
    for person in found:
        make.payment(person)
    refresh_months(project=at_site.project, months=[OCTOBER], on=ON, source="测试")
    close_month(actor=at_site.contractor, project=at_site.project, month=OCTOBER, on=ON, at=AT)
    return found


def rows(site) -> list[ProjectMonth]:
    return list(ProjectMonth.objects.visible_to(site.contractor).filter(project=site.project, month=OCTOBER))


def late(site):
    return late_days(site.contractor, closing_of(site.contractor, site.project, OCTOBER), rows(site))


def due_words(site) -> list[str]:
    return [row.title for row in due.after_closing(site.contractor, ON)]


def test_a_late_passage_into_a_closed_month_is_taken_and_says_so(at_site, people):
    batch = told(device(at_site.project), passage(people[0], at(7, day=SUNDAY)), when=LATER)
    (answer,) = batch.answers
    assert answer.state == "accepted" and {note["code"] for note in answer.notes} == {"late", "after_closing"}
    assert Entry.objects.filter(verb="wagepay.punches").latest("pk").detail["after_closing"] == 1
    month = WorkerMonth.objects.visible_to(at_site.contractor).get(month=OCTOBER, person=bytes(people[0].id_index))
    assert month.days == 21, "what the worker did is counted: the sums stay those of the raw rows"


def test_the_closing_keeps_its_figures_and_the_difference_is_told(at_site, people):
    assert late(at_site) is None and due_words(at_site) == []
    told(device(at_site.project), passage(people[1], at(7, day=SUNDAY)), when=LATER)
    closing = MonthClosing.objects.visible_to(at_site.contractor).get()
    assert (closing.attended, closing.attended_days, closing.state) == (3, Decimal(60), "closed")
    found = late(at_site)
    assert (found.days, found.days_now, found.people, found.people_now) == (Decimal(60), Decimal(61), 3, 3)
    assert found.who == "样**" and found.words == "结账时 3 人 60.0 工日，现在 3 人 61.0 工日"
    assert due_words(at_site) == [f"2026-10 结账后考勤有变化：{at_site.project.name}"]


def test_a_passage_of_a_day_that_is_counted_already_changes_nothing(at_site, people):
    told(device(at_site.project), passage(people[1], at(7, day=dt.date(2026, 10, 20))), when=LATER)
    assert late(at_site) is None and due_words(at_site) == []


def test_a_stranger_of_the_closed_month_is_a_person_more(at_site, people):
    stranger = make.engagement(at_site.project, name="样丁", registered_on=None)
    told(device(at_site.project), passage(stranger, at(7, day=SUNDAY)), when=LATER)
    assert (late(at_site).people, late(at_site).people_now) == (3, 4)


def test_the_present_month_has_no_such_note(at_site, people):
    (answer,) = told(device(at_site.project), passage(people[0], at(7, day=ON - dt.timedelta(days=1))), when=AT).answers
    assert {note["code"] for note in answer.notes} <= {"late"}


def test_opening_again_with_a_reason_ends_the_difference_and_the_next_closing_knows_the_day(at_site, people):
    told(device(at_site.project), passage(people[0], at(7, day=SUNDAY)), when=LATER)
    reopen_month(actor=at_site.contractor, closing=closing_of(at_site.contractor, at_site.project, OCTOBER), at=LATER, reason="设备补报一天，补发工资")
    assert due_words(at_site) == [] and late(at_site) is None
    close_month(actor=at_site.contractor, project=at_site.project, month=OCTOBER, on=ON, at=LATER, note="一天补在十一月工资里，本人同意")
    assert closing_of(at_site.contractor, at_site.project, OCTOBER).attended_days == Decimal(61) and late(at_site) is None


def test_the_months_page_tells_the_contractor_and_the_inspector(site, people, client_of, settings):
    settings.PORTAL_DATE = ON
    told(device(site.project), passage(people[0], at(7, day=SUNDAY)), when=LATER)
    address = reverse("wage_month", args=[site.project.code, "2026-10"])
    for actor in (site.contractor, site.inspector):
        with acting(actor):
            text = client_of(actor).get(address).content.decode()
        assert "结账以后考勤有变化" in text and "现在 3 人 61.0 工日" in text
    with acting(site.subcontractor):
        assert "结账以后考勤有变化" not in client_of(site.subcontractor).get(address).content.decode()
