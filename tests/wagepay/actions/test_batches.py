"""From the audited sheet to the worker's card: batch, bank file, receipt, failure, new card, sent again, debit tied."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from portal.audit.models import Entry
from portal.lib.errors import Refused
from portal.lib.sheets.reader import read_workbook
from portal.tenancy.scope import acting
from tests.make import projects
from tests.make import wagepay as make
from tests.wagepay.books import book
from tests.wagepay.doing import AT, HEADING, OCTOBER, let_in, payroll_rows
from wagepay.actions.change_pay_way import change_pay_way
from wagepay.actions.decide_sheet import approve_sheet
from wagepay.actions.hand_bank_file import hand_bank_file
from wagepay.actions.make_batch import make_batch, reissue_batch
from wagepay.actions.withdraw_batch import withdraw_batch
from wagepay.enums import BatchKind, BatchState, FailureReason, OrderState, SheetState, UploadKind
from wagepay.models import AccountEntry, BatchFile, PaymentBatch, PaymentOrder, PayrollSheet

RECEIPT = ("代发编号", "收款户名", "收款账号", "金额", "交易日期", "处理结果", "失败原因")
ENTRIES = ("交易日期", "收入", "支出", "余额", "对方户名", "摘要", "款项性质", "流水号")
PAID_ON = dt.date(2026, 11, 20)
NEW_CARD = "6222021001234567890"


@pytest.fixture
def people(at_site):
    return [make.engagement(at_site.project, name=f"样{sign}") for sign in "甲乙丙"]


@pytest.fixture
def account(at_site):
    return projects.make_account(at_site.project)


@pytest.fixture
def sheet(at_site, people) -> PayrollSheet:
    """Three people with 6,000 each, audited."""
    let_in(UploadKind.PAYROLL, at_site.project, book(payroll_rows(people)), month=OCTOBER, employer=at_site.general)
    found = PayrollSheet.objects.visible_to(at_site.contractor).get()
    return approve_sheet(actor=at_site.contractor, sheet=found, at=AT)


@pytest.fixture
def batch(at_site, account, sheet) -> PaymentBatch:
    return make_batch(actor=at_site.contractor, sheet=sheet, account=account, at=AT)


def orders_of(site, batch) -> list[PaymentOrder]:
    return list(PaymentOrder.objects.visible_to(site.contractor).filter(month=batch.month, project=batch.project, batch=batch).order_by("row"))


def states_of(site, batch) -> list[str]:
    return [order.state for order in orders_of(site, batch)]


def told(order, result="成功", reason="", *, code=True, amount=None, on=PAID_ON):
    return (order.code if code else "", order.name, order.card.plain(), amount or int(order.amount), on, result, reason)


def receipt(site, *rows):
    return let_in(UploadKind.RECEIPTS, site.project, book([RECEIPT, *rows]), month=OCTOBER)


def again(row):
    return type(row)._base_manager.get(pk=row.pk)


def test_a_batch_holds_everybody_of_the_sheet_and_the_file_adds_up_to_it(at_site, batch, people):
    assert (batch.kind, batch.state, batch.lines, batch.amount) == (BatchKind.FIRST, BatchState.MADE, 3, Decimal("18000.00"))
    row, content = hand_bank_file(actor=at_site.contractor, batch=batch, at=AT)
    (table,) = read_workbook(content, row.name).sheets
    assert list(table.rows[0]) == ["序号", "代发编号", "收款户名", "收款账号", "开户行", "金额", "用途"]
    assert [line[3] for line in table.rows[1:]] == [person.card.plain() for person in people], "numbers of cards are text, to the last digit"
    assert sum(line[5] for line in table.rows[1:]) == 18000
    assert [line[1] for line in table.rows[1:]] == [f"{batch.number}-{n:04d}" for n in (1, 2, 3)]


def test_the_file_is_sealed_and_each_time_it_leaves_is_written_down(at_site, batch, people):
    kept = BatchFile.objects.visible_to(at_site.contractor).get()
    assert people[0].card.plain().encode() not in bytes(kept.sealed)
    for _ in range(2):
        hand_bank_file(actor=at_site.contractor, batch=again(batch), at=AT)
    entries = Entry.objects.filter(verb="wagepay.bank_file")
    assert entries.count() == 2 and entries[0].detail["people"] == 3
    assert again(batch).state == BatchState.SENT
    assert again(batch.sheet).state == SheetState.SENT_TO_BANK


def test_a_sheet_that_is_not_audited_makes_no_batch(at_site, account, people):
    let_in(UploadKind.PAYROLL, at_site.project, book(payroll_rows(people)), month=OCTOBER, employer=at_site.general)
    sheet = PayrollSheet.objects.visible_to(at_site.contractor).get()
    with pytest.raises(Refused, match="审核通过后"):
        make_batch(actor=at_site.contractor, sheet=sheet, account=account, at=AT)


def test_nobody_is_sent_twice(at_site, account, sheet, batch):
    with pytest.raises(Refused, match="没有可以代发的人"):
        make_batch(actor=at_site.contractor, sheet=again(sheet), account=account, at=AT)
    receipt(at_site, *[told(order) for order in orders_of(at_site, batch)])
    with pytest.raises(Refused, match="没有可以代发的人"):
        make_batch(actor=at_site.contractor, sheet=again(sheet), account=account, at=AT)


def test_the_database_itself_refuses_a_second_line_for_a_person_that_waits_or_was_paid(at_site, batch):
    order = orders_of(at_site, batch)[0]
    second = PaymentBatch._base_manager.get(pk=batch.pk)
    second.pk, second.uid, second.number = None, None, "PL-2"
    second.uid = BatchFile().uid
    second.save(force_insert=True)
    with pytest.raises(IntegrityError, match="sheet_id_perso"), transaction.atomic():
        PaymentOrder(
            month=order.month, project=order.project, person=order.person, batch=second, sheet=batch.sheet, region=order.region, employer=order.employer,
            row=1, code="x", name="样", amount=1, card=order.card.plain(),
        ).save(force_insert=True)  # fmt: skip


def test_a_person_without_a_card_waits_and_the_others_are_paid(at_site, account, people):
    sheet = make.sheet(at_site.project, state=SheetState.APPROVED)
    make.line(sheet, people[0], card=None)
    for person in people[1:]:
        make.line(sheet, person)
    assert make_batch(actor=at_site.contractor, sheet=sheet, account=account, at=AT).lines == 2


def test_a_receipt_answers_the_lines_by_our_number_or_by_card_and_sum(at_site, batch):
    first, second, third = orders_of(at_site, batch)
    assert receipt(at_site, told(first), told(second, code=False))["accepted"]
    assert states_of(at_site, batch) == [OrderState.PAID, OrderState.PAID, OrderState.WAITING]
    assert again(batch).state == BatchState.MADE
    receipt(at_site, told(third))
    assert (states_of(at_site, batch), again(batch).state) == ([OrderState.PAID] * 3, BatchState.ANSWERED)
    assert again(batch.sheet).state == SheetState.PAID


def test_a_receipt_with_our_number_and_another_sum_is_not_let_in(at_site, batch):
    first = orders_of(at_site, batch)[0]
    found = receipt(at_site, told(first, amount=5999))
    assert not found["accepted"] and [f["code"] for f in found["findings"]] == ["order_differs"]
    assert states_of(at_site, batch)[0] == OrderState.WAITING


def test_another_sum_without_our_number_is_asked_about_and_leaves_the_line_waiting(at_site, batch):
    first, second, _ = orders_of(at_site, batch)
    found = receipt(at_site, told(first, code=False, amount=1), told(second, code=False))
    assert found["accepted"] and [f["code"] for f in found["findings"]] == ["order_amount"]
    assert "6,000.00 元" in found["findings"][0]["message"] and "1.00 元" in found["findings"][0]["message"]
    assert states_of(at_site, batch)[:2] == [OrderState.WAITING, OrderState.PAID]


def test_an_unknown_number_is_told_and_the_line_is_found_by_its_card(at_site, batch):
    first = orders_of(at_site, batch)[0]
    found = receipt(at_site, ("PL-000000-202610-9-00-0001", *told(first)[1:]))
    assert found["accepted"] and [f["code"] for f in found["findings"]] == ["order_unknown"]
    assert states_of(at_site, batch)[0] == OrderState.PAID


def new_card(site, person):
    change_pay_way(actor=site.contractor, person=person, way="card", card=NEW_CARD, bank_name="", way_reason="", reason="本人换卡，已核对卡面", at=AT)


def fail_first(site, batch, reason="户名不符"):
    first, *others = orders_of(site, batch)
    receipt(site, told(first, "失败", reason), *[told(order) for order in others])
    return first


def test_a_failed_line_is_sent_again_on_the_corrected_card_and_the_chain_shows(at_site, account, sheet, batch, people):
    fail_first(at_site, batch)
    order = orders_of(at_site, batch)[0]
    assert (order.state, order.reason_code) == (OrderState.FAILED, FailureReason.NAME)
    with pytest.raises(Refused, match="卡号还没有更正"):
        reissue_batch(actor=at_site.contractor, batch=again(batch), at=AT)
    with pytest.raises(Refused, match="没有可以代发的人"):
        make_batch(actor=at_site.contractor, sheet=again(sheet), account=account, at=AT)
    new_card(at_site, people[0])
    second = reissue_batch(actor=at_site.contractor, batch=again(batch), at=AT)
    assert (second.kind, second.reissues_id, second.lines, second.amount) == (BatchKind.REISSUE, batch.pk, 1, 6000)
    (new,) = orders_of(at_site, second)
    assert new.card.plain() == NEW_CARD and states_of(at_site, batch)[0] == OrderState.REISSUED
    receipt(at_site, told(new, on=dt.date(2026, 11, 20)))
    assert (again(second).state, again(sheet).state) == (BatchState.ANSWERED, SheetState.PAID)
    with pytest.raises(Refused, match="没有可以重发的"):
        reissue_batch(actor=at_site.contractor, batch=again(batch), at=AT)


def test_a_fault_of_the_bank_is_sent_again_on_the_same_card(at_site, batch):
    fail_first(at_site, batch, "系统超时")
    assert reissue_batch(actor=at_site.contractor, batch=again(batch), at=AT).lines == 1


def test_money_that_comes_back_days_later_can_be_sent_again(at_site, batch, people):
    orders = orders_of(at_site, batch)
    receipt(at_site, *[told(order) for order in orders])
    receipt(at_site, told(orders[1], "退汇", "账户已销户", on=dt.date(2026, 11, 20)))
    assert states_of(at_site, batch) == [OrderState.PAID, OrderState.RETURNED, OrderState.PAID]
    new_card(at_site, people[1])
    assert reissue_batch(actor=at_site.contractor, batch=again(batch), at=AT).amount == 6000


def test_a_correction_pays_the_difference_as_back_pay(at_site, account, batch, people):
    receipt(at_site, *[told(order) for order in orders_of(at_site, batch)])
    rows = payroll_rows(people)
    rows[3][6], rows[3][7], rows[3][9] = 320, 6400, 6400
    upload = let_in_correction(at_site, rows)
    sheet = approve_sheet(actor=at_site.contractor, sheet=upload, at=AT)
    second = make_batch(actor=at_site.contractor, sheet=sheet, account=account, at=AT)
    assert (second.kind, second.lines, second.amount) == (BatchKind.BACK_PAY, 1, Decimal("400.00"))
    statement = receipt(at_site, *[told(order, code=False) for order in orders_of(at_site, batch)])
    assert statement["findings"] == [], "what a statement tells again is not held against the sum that waits"


def let_in_correction(site, rows) -> PayrollSheet:
    let_in(UploadKind.PAYROLL, site.project, book(rows), month=OCTOBER, employer=site.general)
    return PayrollSheet.objects.visible_to(site.contractor).get(state=SheetState.SUBMITTED)


def test_a_batch_is_taken_back_only_while_the_bank_has_said_nothing(at_site, account, sheet, batch):
    with pytest.raises(Refused, match="撤回的原因"):
        withdraw_batch(actor=at_site.contractor, batch=batch, reason="错了", at=AT)
    withdrawn = withdraw_batch(actor=at_site.contractor, batch=batch, reason="银行要求换一种格式", at=AT)
    assert withdrawn.state == BatchState.WITHDRAWN and states_of(at_site, batch) == [OrderState.WITHDRAWN] * 3
    with pytest.raises(Refused, match="已经撤回"):
        hand_bank_file(actor=at_site.contractor, batch=batch, at=AT)
    second = make_batch(actor=at_site.contractor, sheet=again(sheet), account=account, at=AT)
    receipt(at_site, told(orders_of(at_site, second)[0]))
    with pytest.raises(Refused, match="已经有回单"):
        withdraw_batch(actor=at_site.contractor, batch=second, reason="银行要求换一种格式", at=AT)


@pytest.mark.parametrize(
    ("amount", "summary", "tied"),
    [(18000, "代发工资", True), (17999.99, "代发工资", False), (17999.99, "代发工资 {number}", True)],
)
def test_the_debit_belongs_to_the_batch_it_names_or_to_the_one_of_just_its_sum(at_site, account, batch, amount, summary, tied):
    rows = [ENTRIES, (PAID_ON, None, amount, None, "代发户", summary.format(number=batch.number), "工资", "LS1")]
    let_in(UploadKind.ACCOUNT_ENTRIES, at_site.project, book(rows), account=account)
    entry = AccountEntry.objects.visible_to(at_site.contractor).get()
    assert (entry.batch_id == batch.pk) is tied


def test_of_two_batches_of_the_same_sum_none_is_guessed(at_site, account, sheet, batch):
    withdrawn = withdraw_batch(actor=at_site.contractor, batch=batch, reason="银行要求换一种格式", at=AT)
    assert withdrawn
    second = make_batch(actor=at_site.contractor, sheet=again(sheet), account=account, at=AT)
    two = [(PAID_ON, None, 18000, None, "代发户", "代发工资", "工资", f"LS{n}") for n in (1, 2)]
    let_in(UploadKind.ACCOUNT_ENTRIES, at_site.project, book([ENTRIES, *two]), account=account)
    assert not AccountEntry.objects.visible_to(at_site.contractor).filter(batch_id=second.pk).exists()


def test_a_subcontractor_sees_its_batch_and_makes_none(site):
    with acting(site.contractor):
        account = projects.make_account(site.project)
    with acting(site.contractor):
        person = make.engagement(site.project, site.labour, name="样丁")
        let_in(UploadKind.PAYROLL, site.project, book(payroll_rows([person])), month=OCTOBER, employer=site.labour)
        sheet = approve_sheet(actor=site.contractor, sheet=PayrollSheet.objects.visible_to(site.contractor).get(), at=AT)
        batch = make_batch(actor=site.contractor, sheet=sheet, account=account, at=AT)
    with acting(site.subcontractor):
        assert list(PaymentBatch.objects.visible_to(site.subcontractor)) == [batch]
        with pytest.raises(Refused):
            withdraw_batch(actor=site.subcontractor, batch=batch, reason="不是我的，试一试", at=AT)


assert HEADING[10] == "银行卡号"
