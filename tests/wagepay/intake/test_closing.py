"""A month is closed when it is over, approved and paid; closed, it takes no file until it is opened again with a reason."""

import datetime as dt
from decimal import Decimal

import pytest

from portal.audit.models import Entry
from portal.lib.errors import Refused
from portal.tenancy.scope import acting
from tests.make import wagepay as make
from tests.wagepay.books import book
from tests.wagepay.doing import AT, OCTOBER, ON, let_in, payroll_rows
from wagepay.actions.close_month import close_month, closing_of, points_open, refuse_closed, reopen_month
from wagepay.actions.decide_sheet import approve_sheet
from wagepay.actions.draw_number import is_genuine
from wagepay.actions.refresh_months import refresh_months
from wagepay.enums import ClosingState, UploadKind
from wagepay.models import MonthClosing, PayrollSheet, ProjectMonth


@pytest.fixture
def people(at_site):
    found = [make.engagement(at_site.project, name=f"样{sign}", daily_rate=Decimal(300)) for sign in "甲乙丙"]
    for person in found:
        make.attendance(person, *(dt.date(2026, 10, day) for day in range(1, 21)))
    return found


@pytest.fixture
def paid(at_site, people):
    let_in(UploadKind.PAYROLL, at_site.project, book(payroll_rows(people)), month=OCTOBER, employer=at_site.general)
    approve_sheet(actor=at_site.contractor, sheet=PayrollSheet.objects.visible_to(at_site.contractor).get(), at=AT)
    for person in people:
        make.payment(person)
    refresh_months(project=at_site.project, months=[OCTOBER], on=ON, source="测试")
    return people


def close(site, **more):
    return close_month(**{"actor": site.contractor, "project": site.project, "month": OCTOBER, "on": ON, "at": AT} | more)


def test_a_settled_month_gets_a_receipt_and_its_figures(at_site, paid):
    closing = close(at_site)
    assert closing.receipt_number.startswith("JZ-140321-202610-1-") and is_genuine(closing.receipt_number)
    assert (closing.people, closing.net, closing.paid, closing.closed_by) == (3, 18000, 18000, at_site.contractor.name)
    assert Entry.objects.get(verb="wagepay.close").detail["receipt"] == closing.receipt_number


def test_what_is_still_open_is_told_all_at_once(at_site, people):
    refresh_months(project=at_site.project, months=[OCTOBER], on=ON, source="测试")
    with pytest.raises(Refused, match="没有工资表.*3 人出勤"):
        close(at_site)
    let_in(UploadKind.PAYROLL, at_site.project, book(payroll_rows(people)), month=OCTOBER, employer=at_site.general)
    with pytest.raises(Refused, match="总包还没有审核"):
        close(at_site)
    approve_sheet(actor=at_site.contractor, sheet=PayrollSheet.objects.visible_to(at_site.contractor).get(), at=AT)
    make.payment(people[0])
    refresh_months(project=at_site.project, months=[OCTOBER], on=ON, source="测试")
    with pytest.raises(Refused, match="2 人没有足额发放，差 12,000.00 元"):
        close(at_site)


def test_the_last_day_of_the_month_is_too_early_and_the_next_day_is_not(at_site, paid):
    rows = list(ProjectMonth.objects.visible_to(at_site.contractor).filter(month=OCTOBER))
    assert list(points_open(rows, OCTOBER, dt.date(2026, 10, 31))) == ["这个月还没有过完"]
    assert list(points_open(rows, OCTOBER, dt.date(2026, 11, 1))) == []


def test_somebody_who_worked_and_is_on_no_sheet_needs_a_word(at_site, paid):
    stranger = make.engagement(at_site.project, name="样丁")
    make.attendance(stranger, dt.date(2026, 10, 5), dt.date(2026, 10, 6))
    refresh_months(project=at_site.project, months=[OCTOBER], on=ON, source="测试")
    with pytest.raises(Refused, match="1 人出勤两天以上不在工资表上"):
        close(at_site, note="四个字吧")
    assert close(at_site, note="样丁的工资由劳务公司另表发放").note.startswith("样丁")


@pytest.mark.parametrize("kind", [UploadKind.PAYROLL, UploadKind.ATTENDANCE, UploadKind.RECEIPTS])
def test_a_closed_month_takes_no_file_and_says_what_to_do(at_site, paid, kind):
    closing = close(at_site)
    with pytest.raises(Refused, match=closing.receipt_number):
        refuse_closed(at_site.contractor, at_site.project, kind, [OCTOBER])
    refuse_closed(at_site.contractor, at_site.project, kind, [dt.date(2026, 11, 1)])


def test_a_file_that_names_its_month_only_inside_is_refused_too(at_site, paid, people):
    close(at_site)
    with pytest.raises(Refused, match="已结账"):
        let_in(UploadKind.PAYROLL, at_site.project, book(payroll_rows(people[:2])), employer=at_site.general)
    assert PayrollSheet.objects.visible_to(at_site.contractor).count() == 1


def test_the_roster_is_not_a_months_file(at_site, paid):
    close(at_site)
    assert closing_of(at_site.contractor, at_site.project, OCTOBER) is not None
    refuse_closed(at_site.contractor, at_site.project, UploadKind.ROSTER, [OCTOBER])
    with pytest.raises(Refused, match="已结账"):
        refuse_closed(at_site.contractor, at_site.project, UploadKind.PAYROLL, [OCTOBER])


def test_reopened_with_a_reason_the_correction_cites_the_receipt(at_site, paid, people):
    closing = close(at_site)
    with pytest.raises(Refused, match="至少 5 个字"):
        reopen_month(actor=at_site.contractor, closing=closing, at=AT, reason="写错了")
    opened = reopen_month(actor=at_site.contractor, closing=closing, at=AT, reason="样甲的工日少记一天")
    assert opened.state == ClosingState.REOPENED and closing_of(at_site.contractor, at_site.project, OCTOBER) is None
    rows = payroll_rows(people, days=21)
    assert let_in(UploadKind.PAYROLL, at_site.project, book(rows), month=OCTOBER, employer=at_site.general)["accepted"]
    assert Entry.objects.filter(verb="wagepay.accept_payroll").order_by("-pk").first().detail["corrects"] == closing.receipt_number


def test_closing_again_is_another_receipt_and_twice_is_refused(at_site, paid):
    first = close(at_site)
    with pytest.raises(Refused, match=first.receipt_number):
        close(at_site)
    reopen_month(actor=at_site.contractor, closing=first, at=AT, reason="更正一个人的卡号")
    assert close(at_site).receipt_number != first.receipt_number
    assert MonthClosing.objects.visible_to(at_site.contractor).count() == 2


def test_a_subcontractor_sees_that_the_month_is_closed_and_closes_none(site, contractor):
    with acting(site.subcontractor), pytest.raises(Refused):
        close_month(actor=site.subcontractor, project=site.project, month=OCTOBER, on=ON, at=AT)


def test_another_countys_inspector_sees_no_closing(at_site, paid, other_county_inspector):
    closing = close(at_site)
    with acting(other_county_inspector):
        assert not MonthClosing.objects.visible_to(other_county_inspector).filter(pk=closing.pk).exists()
