"""专户资金: a year of a project's special account as a chart, with the months in which the labour cost did not come whole."""

import datetime as dt
from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any

from portal.lib.deadlines import add_months
from portal.lib.show import TEN_THOUSAND
from wagepay.queries.account_months import AccountMonth

MONTHS = 12


def months_until(on: dt.date) -> list[dt.date]:
    """The last twelve months, the present one last."""
    return [add_months(on.replace(day=1), -n) for n in range(MONTHS - 1, -1, -1)]


def chart_of(rows: Sequence[AccountMonth], short: Collection[dt.date], on: dt.date) -> dict[str, Any]:
    """From the first month with a line on; a month without lines keeps the balance of the one before it."""
    found = {row.month: row for row in rows}
    months = [month for month in months_until(on) if month >= rows[0].month]
    balances, last = [], None
    for month in months:
        last = found[month].balance if month in found and found[month].balance is not None else last
        balances.append(_wan(last))
    came = [_wan(found[month].came if month in found else Decimal(0)) for month in months]
    wages = [_wan(found[month].wages if month in found else Decimal(0)) for month in months]
    marked = [place for place, month in enumerate(months) if month in short]
    bars = [{"name": "人工费拨入", "values": came, "kind": "bar", "marked": marked}, {"name": "代发工资", "values": wages, "kind": "bar"}]
    line = {"name": "专户余额", "values": balances, "kind": "line", "colour": "ink", "dashed": True}
    return {"id": "funds-chart", "labels": [f"{month.year % 100}-{month.month:02d}" for month in months], "series": [*bars, line]}


def _wan(value: Decimal | None) -> float | None:
    """万元 to two places, as a chart takes them."""
    return None if value is None else float(round(value / TEN_THOUSAND, 2))
