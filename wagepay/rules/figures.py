"""How the rules of wages count and speak: shares, months, amounts, and a query's row as a finding."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.urls import reverse

from portal.lib import money, show
from portal.lib.deadlines import add_months
from portal.lib.rules import Affected, Found, RowsPage


def found(row: dict[str, Any], evidence: dict[str, Any]) -> Found:
    """Keyed by what the row names: always the project, the subcontractor and the month where the statement gives them.

    Amounts are texts by now; what the database still tells as numeric is a count of counts.
    """
    evidence = {name: int(value) if isinstance(value, Decimal) else value for name, value in evidence.items()}
    return Found(row["project_id"], row["region_id"], evidence, subcontractor_id=row.get("subcontractor_id"), month=row.get("month"))


def since(on: dt.date, months: int) -> dt.date:
    """The first of the month that lies so many months back."""
    return add_months(on.replace(day=1), -months)


def percent(part: Decimal | int, whole: Decimal | int) -> str:
    """A share as evidence, one place after the point."""
    return str((Decimal(part) * 100 / whole).quantize(Decimal("0.1"))) if whole else "0.0"


def over(part: Decimal | int, whole: Decimal | int, limit: Decimal | int) -> bool:
    """More than so many per cent, reckoned without rounding."""
    return part * 100 > whole * limit


def month_text(month: dt.date) -> str:
    return month.strftime("%Y-%m")


def month_words(text: str) -> str:
    """“2026 年 9 月”."""
    year, month = text.split("-")
    return f"{year} 年 {int(month)} 月"


def short_month(text: str) -> str:
    """“9 月”."""
    return f"{int(text.split('-')[1])} 月"


def day_words(iso: str) -> str:
    """“10 月 20 日”."""
    day = dt.date.fromisoformat(iso)
    return f"{day.month} 月 {day.day} 日"


def yuan(amount: str) -> str:
    """An amount of the evidence in a sentence."""
    return f"{show.short_money(Decimal(amount))} 元"


def fen(amount: Decimal) -> str:
    """An amount as evidence."""
    return money.text(amount)


def affected(evidence: dict[str, Any]) -> Affected:
    """People and money of evidence that has both."""
    return Affected(evidence["people"], Decimal(evidence["amount"]) or None)


def rows_on(name: str, verb: str, *, month: str = "", query: str = "") -> Callable[[str, dict[str, Any]], RowsPage]:
    """The page of the rows behind a rule's figures; ``month`` is the evidence key of the month it is about."""

    def rows_at(code: str, evidence: dict[str, Any]) -> RowsPage:
        args = [code, evidence[month]] if month and evidence.get(month) else [code]
        return RowsPage(reverse(name if len(args) > 1 or not month else "wage_project", args=args) + query, verb)

    return rows_at


def compared(kind: str = "", month: str = "month") -> Callable[[str, dict[str, Any]], RowsPage]:
    """The people of one kind of difference of the month."""
    return rows_on("wage_reconcile", "wagepay.people", month=month, query=f"?kind={kind}" if kind else "")
