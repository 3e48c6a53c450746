"""节前预测: say how likely each project is to end unpaid before 春节, keep what was said, and afterwards how it turned out."""

import datetime as dt

from earlywarning.models import Forecast
from earlywarning.queries.forecast_facts import facts_of, unpaid_on
from earlywarning.queries.locks import lock_runs
from earlywarning.scorecard import VERSION, score
from portal.lib.calendar_seed import spring_festival
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Region
from portal.tenancy.scope import acting

SEASON = 120  # days before the festival in which forecasts are made


def next_festival(on: dt.date) -> dt.date:
    """The coming Spring Festival; on its day the next one."""
    return next(day for day in (spring_festival(year) for year in (on.year, on.year + 1)) if day > on)


def make_forecasts(*, on: dt.date, region: Region | None = None) -> dict:
    """One for each project and day; a repeat changes nothing of what was said."""
    festival = next_festival(on)
    actor = system_actor(region)
    with acting(actor):
        lock_runs()
        rows = []
        for (project, region_id), facts in facts_of(sorted(actor.scope.read_regions), on).items():
            sheet = score(facts, on, festival)
            rows.append(
                Forecast(
                    region_id=region_id, project_id=project, on=on, festival_on=festival, version=VERSION, points=sheet.points, least=sheet.least,
                    most=sheet.most, grade=sheet.grade, factors=[factor.as_dict() for factor in sheet.factors], people=facts.people,
                )
            )  # fmt: skip
        before = Forecast.objects.visible_to(actor).filter(on=on).count()
        Forecast.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
        made = Forecast.objects.visible_to(actor).filter(on=on)
        grades = {grade: made.filter(grade=grade).count() for grade in ("high", "medium", "low")}
        return {"date": on.isoformat(), "festival": festival.isoformat(), "made": made.count() - before, "standing": made.count(), **grades}


def settle_forecasts(*, on: dt.date, region: Region | None = None) -> dict:
    """After the festival each forecast learns whether anything due before it was still unpaid; once, from the data of the day it is asked."""
    actor = system_actor(region)
    with acting(actor):
        lock_runs()
        rows = list(Forecast.objects.visible_to(actor).filter(festival_on__lte=on, settled_on__isnull=True).select_for_update(of=("self",)).order_by("pk"))
        for festival in {row.festival_on for row in rows}:
            owed = unpaid_on(sorted(actor.scope.read_regions), festival)
            for row in rows:
                if row.festival_on == festival:
                    months, amount = owed.get(row.project_id, (0, 0))
                    row.was_unpaid, row.owed, row.settled_on = months > 0, amount, on
        Forecast._base_manager.bulk_update(rows, ["was_unpaid", "owed", "settled_on"], batch_size=500)
        return {"date": on.isoformat(), "settled": len(rows), "unpaid": sum(bool(row.was_unpaid) for row in rows)}
