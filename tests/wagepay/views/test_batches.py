"""Batches in the browser: who sees, who makes, who hands out; the card and the layout."""

from decimal import Decimal

import pytest
from django.urls import reverse

from portal.accounts.enums import Sensitive
from portal.audit.models import Entry
from portal.lib.sheets.reader import read_workbook
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from tests.cast import signed_in
from tests.make import accounts, projects
from tests.make import wagepay as make
from tests.wagepay.books import book
from tests.wagepay.doing import AT, OCTOBER, let_in
from wagepay.actions.change_pay_way import change_pay_way
from wagepay.actions.hand_bank_file import hand_bank_file
from wagepay.actions.make_batch import make_batch
from wagepay.enums import BatchState, OrderState, SheetState, UploadKind
from wagepay.models import BankLayout, PaymentBatch, PaymentOrder, Upload

RECEIPT = ("收款户名", "收款账号", "金额", "交易日期", "处理结果", "失败原因")


@pytest.fixture
def people(site):
    with acting(site.contractor):
        return [make.engagement(site.project, name=f"样{sign}") for sign in "甲乙"]


@pytest.fixture
def account(site, people, bank):
    with acting(site.inspector):
        return projects.make_account(site.project, Organisation.objects.get(pk=bank.enterprise_id))


@pytest.fixture
def sheet(site, people):
    with acting(site.contractor):
        found = make.sheet(site.project, state=SheetState.APPROVED)
        for person in people:
            make.line(found, person)
        return found


@pytest.fixture
def batch(site, sheet, account) -> PaymentBatch:
    with acting(site.contractor):
        return make_batch(actor=site.contractor, sheet=sheet, account=account, at=AT)


def get(client, name, *args, query=""):
    response = client.get(reverse(name, args=args) + query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_the_page_says_who_is_in_it_and_makes_the_batch(site, sheet, account, client_of):
    client = client_of(site.contractor)
    text = get(client, "wage_batch_new", sheet.uid)
    assert "12,000.00" in text and "列入本批" in text
    client.post(reverse("wage_batch_new", args=[sheet.uid]), {"account": str(account.uid), "layout": ""})
    with acting(site.contractor):
        batch = PaymentBatch.objects.visible_to(site.contractor).get()
    text = get(client, "wage_batch", batch.uid)
    assert batch.number in text and "待送银行" in text and "流水里还没有这一批" in text


def test_without_an_account_the_page_says_what_is_missing(site, sheet, client_of):
    assert "没有在用的专用账户" in get(client_of(site.contractor), "wage_batch_new", sheet.uid)


def test_the_file_is_handed_out_by_post_after_a_fresh_proof_and_written_down(site, batch, people, client_of):
    address = reverse("wage_batch_file", args=[batch.uid])
    assert client_of(site.contractor).post(address).status_code == 302, "no proof, no file"
    assert not Entry.objects.filter(verb="wagepay.bank_file").exists()
    answer = signed_in(site.contractor, Sensitive.EXPORT).post(address)
    (table,) = read_workbook(answer.content, "x.xlsx").sheets
    assert [row[3] for row in table.rows[1:]] == [person.card.plain() for person in people]
    assert Entry.objects.filter(verb="wagepay.bank_file").count() == 1


def test_the_bank_that_keeps_the_account_takes_the_file_and_another_bank_does_not_see_the_batch(site, batch, bank, client_of):
    keeper = accounts.again(bank)
    assert batch.number in get(client_of(keeper), "wage_batches")
    assert signed_in(keeper, Sensitive.EXPORT).post(reverse("wage_batch_file", args=[batch.uid])).status_code == 200
    with acting(site.inspector):
        PaymentBatch._base_manager.filter(pk=batch.pk).update(account=projects.make_account(site.project))
    assert client_of(keeper).get(reverse("wage_batch", args=[batch.uid])).status_code == 404


def test_numbers_on_the_page_are_masked_and_a_neighbour_finds_nothing(site, batch, people, client_of, neighbour_inspector):
    text = get(client_of(site.inspector), "wage_batch", batch.uid)
    assert str(people[0].card) in text and people[0].card.plain() not in text
    assert client_of(neighbour_inspector).get(reverse("wage_batch", args=[batch.uid])).status_code == 404
    assert client_of(site.inspector).post(reverse("wage_batch_reissue", args=[batch.uid])).status_code == 403


def fail(site, people):
    with acting(site.contractor):
        rows = [
            (people[0].name, people[0].card.plain(), 6000, "2026-11-20", "失败", "户名不符"),
            (people[1].name, people[1].card.plain(), 6000, "2026-11-20", "成功", ""),
        ]
        let_in(UploadKind.RECEIPTS, site.project, book([RECEIPT, *rows]), month=OCTOBER)


def test_the_batch_leads_to_its_receipt_and_the_receipt_back_to_it(site, batch, people, client_of):
    """Only once the file has gone to the bank; whoever may not send receipts gets no such button."""
    client, upload = client_of(site.contractor), reverse("wage_upload", args=[site.project.code, "receipts"])
    assert upload not in get(client, "wage_batch", batch.uid)
    with acting(site.contractor):
        hand_bank_file(actor=site.contractor, batch=batch, at=AT)
    assert f"{upload}?month=2026-10" in get(client, "wage_batch", batch.uid)
    assert upload not in get(client_of(site.inspector), "wage_batch", batch.uid)
    fail(site, people)
    with acting(site.contractor):
        receipt = Upload.objects.visible_to(site.contractor).get(kind=UploadKind.RECEIPTS)
    assert reverse("wage_batch", args=[batch.uid]) in get(client, "wage_upload_page", receipt.uid)
    assert reverse("wage_batch", args=[batch.uid]) in get(client, "wage_month", site.project.code, "2026-10")


def test_from_a_corrected_card_one_comes_back_to_the_batch_and_from_a_stranger_s_number_to_the_person(site, batch, people, client_of):
    fail(site, people)
    client, address = client_of(site.contractor), reverse("wage_pay_way", args=[site.project.code, people[0].uid])
    assert f"{address}?batch={batch.number}" in get(client, "wage_batch", batch.uid)
    for query, back in (
        (f"?batch={batch.number}", reverse("wage_batch", args=[batch.uid])),
        ("?batch=PL-0", reverse("wage_person", args=[site.project.code, people[0].uid])),
    ):
        values = {"way": "card", "card": make.card_number(), "reason": "本人换卡，已核对"}
        assert client.post(address + query, values).headers["Location"] == back


def test_a_failed_line_is_mended_and_sent_again_in_the_browser(site, batch, people, client_of):
    fail(site, people)
    client = client_of(site.contractor)
    text = get(client, "wage_batch", batch.uid)
    assert "户名与账号不符" in text and "还没有更正" in text and "向本人核对姓名和卡号" in text
    assert reverse("wage_pay_way", args=[site.project.code, people[0].uid]) in text
    with acting(site.contractor):
        change_pay_way(
            actor=site.contractor, person=people[0], way="card", card=make.card_number(777), bank_name="", way_reason="", reason="本人换卡，已核对", at=AT
        )
    assert "可以重发" in get(client, "wage_batch", batch.uid)
    client.post(reverse("wage_batch_reissue", args=[batch.uid]))
    with acting(site.contractor):
        again = PaymentBatch.objects.visible_to(site.contractor).get(reissues=batch)
    assert f"重发 {batch.number}" in get(client, "wage_batch", again.uid)


def test_the_voucher_comes_after_the_receipt_once(site, batch, people, client_of):
    client = client_of(site.contractor)
    client.post(reverse("wage_batch_prove", args=[batch.uid]))
    assert client.get(reverse("wage_batch_voucher", args=[batch.uid])).status_code == 302, "no receipt yet"
    fail(site, people)
    for _ in range(2):
        client.post(reverse("wage_batch_prove", args=[batch.uid]))
    with acting(site.contractor):
        again = PaymentBatch.objects.visible_to(site.contractor).get(pk=batch.pk)
    assert again.state == BatchState.ANSWERED and again.voucher_number.startswith("PZ-140321-202610-1-")
    answer = client.get(reverse("wage_batch_voucher", args=[batch.uid]))
    assert answer.content.startswith(b"%PDF") and Entry.objects.filter(verb="wagepay.voucher_copy").count() == 1


def test_who_does_not_see_the_account_is_told_nothing_of_it(site, account, client_of):
    """That nothing was booked would be a guess: the entries are hidden from him."""
    with acting(site.contractor) as actor:
        person = make.engagement(site.project, site.labour)
        sheet = make.sheet(site.project, site.labour, state=SheetState.APPROVED)
        make.line(sheet, person)
        batch = make_batch(actor=actor, sheet=sheet, account=account, at=AT)
    assert "专户支出" in get(client_of(site.contractor), "wage_batch", batch.uid)
    assert "专户支出" not in get(client_of(site.subcontractor), "wage_batch", batch.uid)


def test_a_batch_is_withdrawn_with_a_reason(site, batch, client_of):
    client, address = client_of(site.contractor), reverse("wage_batch_withdraw", args=[batch.uid])
    assert client.post(address, {"reason": "错"}).status_code == 200
    client.post(address, {"reason": "银行要求换一种格式"})
    assert "已撤回：银行要求换一种格式" in get(client, "wage_batch", batch.uid)


def test_the_list_picks_out_batches_with_failures_and_costs_the_same_for_three(site, batch, people, client_of, django_assert_max_num_queries):
    client = client_of(site.contractor)
    assert batch.number not in get(client, "wage_batches", query="?undone=1")
    fail(site, people)
    assert batch.number in get(client, "wage_batches", query="?undone=1")
    with django_assert_max_num_queries(22):
        get(client, "wage_batches")


LAYOUT = {
    "name": "批量代发", "form": "csv", "encoding": "gb18030", "delimiter": "|", "has_heading": "", "is_in_fen": "on", "is_active": "on",
    "columns": "账号 = 收款账号\n户名 = 收款户名\n金额 = 金额\n币种 = “人民币”", "reasons": "E01 = 账户已销户",
}  # fmt: skip


def test_a_banks_form_decides_columns_order_headings_and_codes(site, sheet, account, people, bank, client_of):
    keeper = client_of(accounts.again(bank))
    assert keeper.post(reverse("wage_layout_new"), LAYOUT | {"bank": account.bank_id}).status_code == 302
    layout = BankLayout.objects.get()
    assert "账号 = 收款账号" in get(keeper, "wage_layout", layout.uid)
    with acting(site.contractor):
        batch = make_batch(actor=site.contractor, sheet=sheet, account=account, at=AT, layout=layout)
        row, content = hand_bank_file(actor=site.contractor, batch=batch, at=AT)
        assert row.name.endswith(".csv")
        assert content.decode("gb18030").splitlines() == [f"{person.card.plain()}|{person.name}|600000|人民币" for person in people]
        receipt = (people[0].name, people[0].card.plain(), 6000, "2026-11-20", "失败", "E01")
        let_in(UploadKind.RECEIPTS, site.project, book([RECEIPT, receipt]), month=OCTOBER)
        order = PaymentOrder.objects.visible_to(site.contractor).get(month=OCTOBER, state=OrderState.FAILED)
        assert (order.reason_code, order.reason, order.amount) == ("closed", "E01", Decimal("6000.00"))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"columns": "账号 = 收款账号\n户名 = 收款户名"}, "还缺这些栏目：金额"),
        ({"columns": "账号 = 电话"}, "不是系统有的栏目"),
        ({"columns": "账号"}, "要写成"),
        ({"reasons": "E01 = 心情不好"}, "原因从这些里选"),
    ],
)
def test_a_form_that_cannot_pay_anybody_is_refused_in_words(site, account, bank, client_of, wrong, words):
    answer = client_of(accounts.again(bank)).post(reverse("wage_layout_new"), LAYOUT | {"bank": account.bank_id} | wrong)
    assert answer.status_code == 200 and words in answer.content.decode() and not BankLayout.objects.exists()


def test_a_bank_keeps_its_own_forms_only(site, account, bank, client_of, contractor):
    other = projects.tenancy.bank("示例另一银行")
    answer = client_of(accounts.again(bank)).post(reverse("wage_layout_new"), LAYOUT | {"bank": other.pk})
    assert answer.status_code == 200 and not BankLayout.objects.exists()
    assert client_of(contractor).get(reverse("wage_layouts")).status_code == 403
