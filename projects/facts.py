"""The items that higher floors post down, and the shape of each value. Amounts are strings with two decimals, dates ISO.

Whoever posts builds the value with these functions; whoever reads takes it by the same keys.
"""

import datetime as dt
from decimal import Decimal
from typing import Any

from portal.lib import money

COVERAGE = "coverage"
PAYMENT_MONTH = "payment_month"
ACCOUNT_MONTH = "account_month"
ARREARS = "arrears"
OPEN_CASE = "open_case"
TITLE = "title"
ITEMS = (COVERAGE, PAYMENT_MONTH, ACCOUNT_MONTH, ARREARS, OPEN_CASE, TITLE)


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _amount(value: Decimal | int | str | None) -> str | None:
    return None if value is None else money.text(money.fen(value))


def coverage(*, on_site: int, registered: int, with_contract: int, attendance_days: int = 0, last_attendance_on: dt.date | None = None) -> dict[str, Any]:
    """People on site (with attendance in the last wage month), of them registered and with a contract.

    ``attendance_days`` counts the days on which anybody worked since the project was opened.
    """
    return {
        "on_site": on_site,
        "registered": registered,
        "with_contract": with_contract,
        "attendance_days": attendance_days,
        "last_attendance_on": _iso(last_attendance_on),
    }


def payment_month(
    *, month: dt.date, due_on: dt.date, people: int, paid_people: int, net: Decimal, paid: Decimal, full_paid_on: dt.date | None = None
) -> dict[str, Any]:
    """The latest wage month whose pay day has come: who and how much was due, who and how much was paid to cards."""
    return {
        "month": month.strftime("%Y-%m"),
        "due_on": due_on.isoformat(),
        "people": people,
        "paid_people": paid_people,
        "net": _amount(net),
        "paid": _amount(paid),
        "full_paid_on": _iso(full_paid_on),
    }


def account_month(*, month: dt.date, due: Decimal | None, due_on: dt.date | None, transferred: Decimal, balance: Decimal | None = None) -> dict[str, Any]:
    """The latest labour-cost cycle: what the owner owed the account, by when, and what came; ``due`` is None where it cannot be computed."""
    return {"month": month.strftime("%Y-%m"), "due": _amount(due), "due_on": _iso(due_on), "transferred": _amount(transferred), "balance": _amount(balance)}


def arrears(*, people: int, amount: Decimal) -> dict[str, Any]:
    """Verified wages still owed."""
    return {"people": people, "amount": _amount(amount)}


def open_case(*, count: int) -> dict[str, Any]:
    """Cases not closed yet."""
    return {"count": count}


def title(*, kinds: list[str]) -> dict[str, Any]:
    """Titles the project holds, such as safe_wage."""
    return {"kinds": sorted(kinds)}
