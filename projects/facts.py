"""The items that higher floors post down, and the shape of each value. Amounts are strings with two decimals, dates ISO.

Whoever posts builds the value with these functions; whoever reads takes it by the same keys.
"""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Q

from portal.lib import money

COVERAGE = "coverage"
PAYMENT_MONTH = "payment_month"
ACCOUNT_MONTH = "account_month"
ARREARS = "arrears"
OPEN_CASE = "open_case"
TITLE = "title"
ARREARS_RECORDS = "arrears_records"
LISTING = "listing"
ITEMS = (COVERAGE, PAYMENT_MONTH, ACCOUNT_MONTH, ARREARS, OPEN_CASE, TITLE, ARREARS_RECORDS, LISTING)


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
    *, month: dt.date, due_on: dt.date, people: int, paid_people: int, net: Decimal, paid: Decimal, full_paid_on: dt.date | None = None, missing: int = 0
) -> dict[str, Any]:
    """The latest wage month whose pay day has come: who and how much was due, who and how much was paid to cards.

    ``missing`` of the people worked and stand on no sheet, and nobody accounted for them; a sheet paid in full does not settle their month.
    """
    return {
        "month": month.strftime("%Y-%m"),
        "due_on": due_on.isoformat(),
        "people": people,
        "paid_people": paid_people,
        "net": _amount(net),
        "paid": _amount(paid),
        "full_paid_on": _iso(full_paid_on),
        "missing": missing,
    }


def is_settled(month: dict[str, Any]) -> bool:
    """Whether everybody who worked in a payment month has his wage."""
    return bool(month["full_paid_on"]) and not month.get("missing")


# The same of rows; a fact told before anybody was counted as missing does not say.
SETTLED = ~Q(value__full_paid_on=None) & (Q(value__missing__isnull=True) | Q(value__missing=0))


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


def arrears_record(*, grade: str, reference: str, occurred_on: dt.date | None, verified_on: dt.date | None) -> dict[str, Any]:
    """One record of arrears on the project; ``grade`` is verified, filed or decided, ``reference`` the paper or file that proves it."""
    return {"grade": grade, "reference": reference, "occurred_on": _iso(occurred_on), "verified_on": _iso(verified_on)}


def arrears_records(records: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """All records of arrears the project ever had, settled ones too: the deposit looks back for years."""
    return {"records": list(records)}


def listing(*, listed_on: dt.date, removed_on: dt.date | None, organ: str, document: str) -> dict[str, Any]:
    """The contractor's last stay on the list of joint punishment, posted to each of its projects."""
    return {"listed_on": listed_on.isoformat(), "removed_on": _iso(removed_on), "organ": organ, "document": document}
