"""代发回单: matched to people, failures with reasons, returns that come later."""

import datetime as dt
from decimal import Decimal

import pytest

from portal.tenancy.scope import acting
from tests.make import wagepay as make
from tests.wagepay.books import book
from tests.wagepay.doing import AT, OCTOBER, ON, let_in, payroll_rows, picture
from wagepay.actions.decide_sheet import approve_sheet
from wagepay.actions.record_outside import attach_proof
from wagepay.enums import PaymentChannel, PaymentState, SheetState, UploadKind
from wagepay.models import PaymentLine, PayrollSheet, ProjectMonth, Upload, WorkerMonth

HEAD = ["序号", "收款户名", "收款账号", "交易金额", "交易日期", "处理结果", "失败原因", "流水号"]
PAID_ON = dt.date(2026, 11, 18)


@pytest.fixture
def people(at_site):
    found = [make.engagement(at_site.project, name=f"样{sign}", daily_rate=Decimal(300)) for sign in "甲乙丙"]
    let_in(UploadKind.PAYROLL, at_site.project, book(payroll_rows(found)), month=OCTOBER, employer=at_site.general)
    return found


def paid(person, state="成功", reason="", amount=6000, on=PAID_ON, reference="", card=None, payee=None):
    return [1, payee or person.name, card or person.card.plain(), amount, on, state, reason, reference]


def receipt(site, *rows, head=HEAD, **fields):
    return let_in(UploadKind.RECEIPTS, site.project, book([["示例银行代发回单"], head, *rows]), **{"month": OCTOBER} | fields)


def lines(site):
    return {bytes(row.person): row for row in PaymentLine.objects.visible_to(site.contractor)}


def month_of(site):
    return ProjectMonth.objects.visible_to(site.contractor).get(month=OCTOBER)


def test_transfers_are_matched_to_the_people_of_the_sheet(at_site, people):
    result = receipt(at_site, *(paid(person) for person in people))
    assert result["accepted"] and (result["success"], result["net"]) == (3, "18000.00") and result["receipt"].startswith("DF-")
    month = month_of(at_site)
    assert (month.paid, month.paid_count, month.short_count, month.full_paid_on) == (18000, 3, 0, PAID_ON)


def test_a_sheet_paid_in_full_after_approval_is_paid(at_site, people):
    sheet = PayrollSheet.objects.visible_to(at_site.contractor).get()
    approve_sheet(actor=at_site.contractor, sheet=sheet, at=AT)
    receipt(at_site, *(paid(person) for person in people[:2]))
    sheet.refresh_from_db()
    assert sheet.state == SheetState.APPROVED
    receipt(at_site, paid(people[2]))
    sheet.refresh_from_db()
    assert sheet.state == SheetState.PAID and month_of(at_site).sheet_state == SheetState.PAID


def test_a_failed_transfer_keeps_its_reason_until_it_is_paid_again(at_site, people):
    receipt(at_site, paid(people[0], "失败", "账户状态异常"), paid(people[1]))
    assert lines(at_site)[bytes(people[0].id_index)].reason == "账户状态异常"
    month = month_of(at_site)
    assert (month.failed_count, month.failed_amount, month.paid_count) == (1, 6000, 1)
    receipt(at_site, paid(people[0], on=dt.date(2026, 11, 20)))
    month = month_of(at_site)
    assert (month.failed_count, month.failed_amount, month.paid_count) == (0, 0, 2)
    assert PaymentLine.objects.visible_to(at_site.contractor).failed().count() == 1, "the failure stays on record"


@pytest.mark.parametrize("reference", ["", "LS0001"])
def test_a_return_days_later_takes_the_earlier_payment_back(at_site, people, reference):
    receipt(at_site, paid(people[0], reference=reference))
    receipt(at_site, paid(people[0], "退汇", "二类户限额", on=dt.date(2026, 11, 20), reference=reference))
    (row,) = PaymentLine.objects.visible_to(at_site.contractor)
    assert (row.state, row.paid_on, row.returned_on, row.reason) == (PaymentState.RETURNED, PAID_ON, dt.date(2026, 11, 20), "二类户限额")
    assert month_of(at_site).paid == 0


def test_an_older_file_does_not_make_a_returned_payment_paid_again(at_site, people):
    receipt(at_site, paid(people[0], reference="LS1"))
    receipt(at_site, paid(people[0], "退汇", "账户冻结", on=dt.date(2026, 11, 19), reference="LS1"))
    receipt(at_site, paid(people[0], reference="LS1"), paid(people[1], reference="LS2"))
    assert lines(at_site)[bytes(people[0].id_index)].state == PaymentState.RETURNED


def test_lines_met_again_in_another_file_are_the_same_lines(at_site, people):
    receipt(at_site, paid(people[0]), paid(people[0]))
    assert WorkerMonth.objects.visible_to(at_site.contractor).get(person=bytes(people[0].id_index)).paid == 12000
    receipt(at_site, paid(people[0]), paid(people[0]), paid(people[1]))
    assert PaymentLine.objects.visible_to(at_site.contractor).count() == 3


def test_the_same_receipt_file_again_changes_nothing(at_site, people):
    first = receipt(at_site, paid(people[0]))
    assert receipt(at_site, paid(people[0])) == first
    assert Upload.objects.visible_to(at_site.contractor).accepted().filter(kind=UploadKind.RECEIPTS).count() == 1


def test_money_on_another_card_is_asked_about_and_counted(at_site, people):
    result = receipt(at_site, paid(people[0], card=make.card_number(4242)))
    assert result["accepted"] and [f["code"] for f in result["findings"]] == ["other_card"]
    assert month_of(at_site).other_card_count == 1


def test_a_card_in_another_name_is_not_the_worker(at_site, people):
    result = receipt(at_site, paid(people[0], payee="样旁人"))
    assert [f["code"] for f in result["findings"]] == ["payee_differs"]
    assert lines(at_site)[bytes(people[0].id_index)].is_other_card


def test_a_payee_nobody_knows_blocks_the_file(at_site, people):
    result = receipt(at_site, paid(people[0]), paid(people[1], payee="样陌生", card=make.card_number(4243)))
    assert not result["accepted"] and {f["code"] for f in result["findings"]} == {"payee_unknown"}
    assert not PaymentLine.objects.visible_to(at_site.contractor).exists()


def test_two_of_one_name_are_told_apart_by_card_or_refused(at_site, people):
    twin = make.engagement(at_site.project, name="样甲")
    result = receipt(at_site, paid(twin), paid(people[0]))
    assert result["accepted"] and result["workers"] == 2
    result = receipt(at_site, paid(twin, card=make.card_number(4244), amount=1))
    assert [f["code"] for f in result["findings"]] == ["payee_ambiguous"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"state": "已受理转人工"}, "outcome_unknown"),
        ({"amount": -6000}, "amount_negative"),
        ({"amount": "六千"}, "not_number"),
        ({"on": dt.date(2036, 1, 1)}, "day_impossible"),
        ({"on": ""}, "day_missing"),
    ],
)
def test_what_cannot_be_a_transfer_blocks(at_site, people, row, code):
    result = receipt(at_site, paid(people[0], **row))
    assert not result["accepted"] and code in {f["code"] for f in result["findings"]}


def test_without_a_result_column_all_count_as_paid_with_a_warning(at_site, people):
    head = ["户名", "账号", "金额", "日期"]
    result = receipt(at_site, [people[0].name, people[0].card.plain(), 6000, PAID_ON], head=head)
    assert result["accepted"] and [f["code"] for f in result["findings"]] == ["state_missing"]


def test_advances_and_cash_stay_apart_from_the_account(at_site, people):
    head = [*HEAD, "发放渠道"]
    rows = [[*paid(people[0], amount=1000, reference="LS1"), "生活费"], [*paid(people[1], reference="LS2"), "一般户"]]
    receipt(at_site, *rows, head=head)
    found = lines(at_site)
    assert [found[bytes(p.id_index)].channel for p in people[:2]] == [PaymentChannel.ADVANCE, PaymentChannel.OUTSIDE]
    month = month_of(at_site)
    assert (month.advance, month.paid_outside, month.paid, month.advance_only_count, month.outside_count) == (1000, 6000, 0, 1, 1)


def test_cash_without_a_proof_of_its_own_is_told_and_reduces_nothing_until_the_paper_comes(at_site, people):
    head = [*HEAD, "发放渠道"]
    rows = [[*paid(people[0], amount=1000), "生活费"], [*paid(people[1], reference=""), "现金"]]
    result = receipt(at_site, *rows, head=head)
    assert result["accepted"] and [f["code"] for f in result["findings"]] == ["no_proof", "no_proof"] and result["unproven"] == 2
    assert (month_of(at_site).advance, month_of(at_site).paid_outside) == (0, 0)
    line = lines(at_site)[bytes(people[1].id_index)]
    attach_proof(actor=at_site.contractor, line=line, proof=picture("收条.png"), on=ON, at=AT)
    assert month_of(at_site).paid_outside == 6000
    receipt(at_site, *rows, [*paid(people[2]), "专户"], head=head)
    assert month_of(at_site).paid_outside == 6000, "the same file again undoes no proof"


def test_the_bank_of_the_account_may_bring_the_receipt(site, bank):
    from portal.tenancy.models import Organisation
    from tests.make import accounts, projects

    with acting(site.inspector):
        projects.make_account(site.project, Organisation.objects.get(pk=bank.enterprise_id))
    with acting(site.contractor):
        person = make.engagement(site.project, name="样甲")
    officer = accounts.again(bank)
    with acting(officer):
        assert receipt(site, paid(person))["accepted"]


def test_somebody_on_two_employers_sheets_is_paid_for_each(at_site, people):
    number, card = people[0].id_number.plain(), people[0].card.plain()
    twice = make.engagement(at_site.project, at_site.labour, name="样甲", id_number=number, card=card)
    let_in(UploadKind.PAYROLL, at_site.project, book(payroll_rows([twice], days=10)), month=OCTOBER, employer=at_site.labour)
    receipt(at_site, paid(people[0], amount=3000), paid(people[0], amount=6000))
    sums = {row.employer_id: row.paid for row in ProjectMonth.objects.visible_to(at_site.contractor)}
    assert sums == {at_site.labour.pk: 3000, at_site.general.pk: 6000}
