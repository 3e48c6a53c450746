"""Where a month stands, in the order in which things are missing."""

import datetime as dt

import pytest

from wagepay.models import ProjectMonth
from wagepay.standing import due_words, standing

DUE = dt.date(2026, 11, 20)
BEFORE, AFTER = dt.date(2026, 11, 19), dt.date(2026, 11, 21)


def month(**figures) -> ProjectMonth:
    return ProjectMonth(due_on=DUE, **figures)


@pytest.mark.parametrize(
    ("figures", "on", "words", "tone", "step"),
    [
        ({}, AFTER, "没有用工", "", ""),
        ({"attended": 5}, BEFORE, "待报工资表", "do", "upload"),
        ({"attended": 5}, DUE, "待报工资表", "do", "upload"),
        ({"attended": 5}, AFTER, "逾期未报表", "bad", "upload"),
        ({"listed": 5, "sheet_state": "submitted"}, BEFORE, "待总包审核", "do", "approve"),
        ({"listed": 5, "sheet_state": "submitted"}, AFTER, "逾期未发", "bad", "approve"),
        ({"listed": 5, "sheet_state": "approved"}, BEFORE, "待发放", "do", "receipts"),
        ({"listed": 5, "sheet_state": "sent_to_bank"}, AFTER, "逾期未发", "bad", "receipts"),
        ({"listed": 5, "paid_count": 3, "sheet_state": "approved"}, BEFORE, "部分发放 3/5", "do", "receipts"),
        ({"listed": 5, "paid_count": 3, "sheet_state": "approved"}, AFTER, "部分发放 3/5", "bad", "receipts"),
        ({"listed": 5, "paid_count": 5, "sheet_state": "paid", "full_paid_on": DUE}, AFTER, "已发清", "ok", ""),
        ({"listed": 5, "paid_count": 5, "sheet_state": "paid", "full_paid_on": AFTER}, AFTER, "迟发，已发清", "ok", ""),
        ({"listed": 5, "paid_count": 5, "sheet_state": "paid", "full_paid_on": DUE, "missing_listed": 1}, AFTER, "表上发清，1 人未列表", "do", "list"),
    ],
)
def test_a_month_says_what_is_missing_first(figures, on, words, tone, step):
    found = standing(month(**figures), on)
    assert (found.words, found.tone, found.step) == (words, tone, step)


@pytest.mark.parametrize(("on", "words"), [(BEFORE, "还剩 1 天"), (DUE, "今天"), (AFTER, "已过 1 天")])
def test_days_to_the_pay_day(on, words):
    assert due_words(DUE, on) == words and due_words(None, on) == ""
