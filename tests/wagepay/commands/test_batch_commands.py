"""The acts of payment at the console: the same acts, the same refusals, whole numbers only on record."""

import pytest

from portal.audit.models import Entry
from portal.tenancy.scope import acting
from tests.console import run
from tests.make import projects
from tests.make import wagepay as make
from tests.wagepay.books import book
from tests.wagepay.doing import OCTOBER, let_in
from wagepay.enums import SheetState, UploadKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(site):
    with acting(site.contractor):
        return [make.engagement(site.project, name=f"样{sign}") for sign in "甲乙"]


@pytest.fixture
def sheet(site, people):
    with acting(site.inspector):
        projects.make_account(site.project)
    with acting(site.contractor):
        found = make.sheet(site.project, state=SheetState.APPROVED)
        for person in people:
            make.line(found, person)
    return found


def asked(site, *arguments):
    return run(*map(str, arguments), "--as", site.contractor.username)


def test_from_the_sheet_to_the_voucher_and_again_for_what_failed(site, sheet, people, tmp_path):
    made, status = asked(site, "make_batch", sheet.receipt_number)
    assert (status, made["lines"], made["amount"], made["state"]) == (0, 2, "12000.00", "made")
    out = tmp_path / "代发.xlsx"
    handed, status = asked(site, "bank_file", made["batch"], "--out", out)
    assert (status, handed["state"]) == (0, "sent") and out.read_bytes().startswith(b"PK")
    again, status = asked(site, "bank_file", made["batch"], "--out", out)
    assert (status, again["code"]) == (1, "no_file"), "nothing is overwritten"
    rows = [
        [people[0].name, people[0].card.plain(), 6000, "2026-11-18", "成功", ""],
        [people[1].name, people[1].card.plain(), 6000, "2026-11-18", "失败", "系统异常"],
    ]
    with acting(site.contractor):
        let_in(UploadKind.RECEIPTS, site.project, book([["户名", "账号", "金额", "日期", "状态", "原因"], *rows]), month=OCTOBER)
    paper = tmp_path / "凭证.pdf"
    proved, status = asked(site, "issue_voucher", made["batch"], "--out", paper)
    assert (status, proved["state"]) == (0, "answered") and proved["voucher"].startswith("PZ-") and paper.read_bytes().startswith(b"%PDF")
    repeated, status = asked(site, "reissue_batch", made["batch"])
    assert (status, repeated["kind"], repeated["amount"]) == (0, "reissue", "6000.00")
    back, status = asked(site, "withdraw_batch", repeated["batch"], "--reason", "银行确认没有付款")
    assert (status, back["state"]) == (0, "withdrawn")
    assert Entry.objects.filter(verb="wagepay.bank_file").count() == 1, "a refused hand-over leaves no entry and no file"


def test_the_ledger_is_written_with_its_purpose_and_kept(site, sheet, tmp_path):
    out = tmp_path / "台账.pdf"
    result, status = asked(site, "pay_ledger", sheet.receipt_number, "--out", out, "--purpose", "监察机构检查时提供")
    assert (status, result["form"]) == (0, "pdf") and out.read_bytes().startswith(b"%PDF")
    assert Entry.objects.get(verb="wagepay.ledger").detail["reason"] == "监察机构检查时提供"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("make_batch", "GZ-0"), "no_sheet"),
        (("bank_file", "PL-0", "--out", "/nowhere/x"), "no_batch"),
        (("reissue_batch", "PL-0"), "no_batch"),
        (("withdraw_batch", "PL-0", "--reason", "没有这一批"), "no_batch"),
        (("issue_voucher", "PL-0"), "no_batch"),
        (("pay_ledger", "GZ-0", "--out", "/nowhere/x", "--purpose", "检查时提供"), "no_sheet"),
    ],
)
def test_what_is_not_there_is_refused_in_words(site, arguments, code):
    result, status = asked(site, *arguments)
    assert (status, result["code"]) == (1, code)


def test_a_project_without_account_or_an_unknown_layout_is_told(site, people):
    with acting(site.contractor):
        sheet = make.sheet(site.project, state=SheetState.APPROVED)
    assert asked(site, "make_batch", sheet.receipt_number)[0]["code"] == "no_account"
    with acting(site.inspector):
        projects.make_account(site.project)
    assert asked(site, "make_batch", sheet.receipt_number, "--layout", "没有的")[0]["code"] == "no_layout"
