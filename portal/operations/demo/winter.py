"""The last 春节 of a demonstration whose history reaches back so far: who was short of money, who was paid after it, and what had been forecast."""

import datetime as dt

from earlywarning.actions.make_forecasts import make_forecasts, settle_forecasts
from portal.lib.calendar_seed import spring_festival
from portal.lib.deadlines import add_months
from portal.operations.demo.plans import Winter
from portal.operations.demo.stage import CLOSED_MONTHS, Stage

FORECAST_BEFORE = (42, 28, 14)  # days before the festival
MADE_UP = dt.timedelta(days=20)  # after it the rest of the labour cost comes
EARLY_SHARE = 40  # percent that comes in time where money is short


def last_festival(on: dt.date) -> dt.date:
    return max(day for day in (spring_festival(on.year - 1), spring_festival(on.year)) if day <= on)


def paid_late(winter: Winter, month: dt.date, on: dt.date) -> int:
    """How many days late the wages of a month came; only those of the two months that fell due just before the festival."""
    first = last_festival(on).replace(day=1)
    return winter.days_late if month in (add_months(first, -2), add_months(first, -3)) else 0


def transfers(winter: Winter, month: dt.date, day: dt.date, amount: int, on: dt.date) -> list[tuple[dt.date, int]]:
    """The owner's transfers for a month: whole on its day, or a part of it and the rest after the festival."""
    festival = last_festival(on)
    if not winter.thin or not add_months(festival.replace(day=1), -4) <= month < festival.replace(day=1) or day >= festival:
        return [(day, amount)]
    early = amount * EARLY_SHARE // 100
    return [(day, early), (festival + MADE_UP, amount - early)]


def look_back_on_winter(stage: Stage) -> None:
    """What the scorecard would have said of the last season, from the history alone, and how it turned out."""
    if stage.closed_months <= CLOSED_MONTHS:
        return
    festival = last_festival(stage.on)
    for days in FORECAST_BEFORE:
        make_forecasts(on=festival - dt.timedelta(days=days))
    settle_forecasts(on=stage.on)
