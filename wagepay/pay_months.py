"""发薪月历: the last months of a project, one row per employer, each cell with what became of the month."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from portal.lib import show
from portal.lib.deadlines import add_months
from portal.tenancy.scope import Actor
from projects.models import Project
from wagepay.models import ProjectMonth
from wagepay.standing import standing

MONTHS = 8


@dataclass(frozen=True)
class Cell:
    """A month of an employer; empty ones say that nobody worked."""

    month: dt.date
    mark: str
    words: str
    figure: str = ""


def wage_month(on: dt.date) -> dt.date:
    """The month whose wages are being reckoned: the one before."""
    return add_months(on.replace(day=1), -1)


def calendar_of(actor: Actor, project: Project, on: dt.date, months: int = MONTHS) -> dict[str, Any]:
    """Months as columns up to the present one; one query."""
    columns = [add_months(on.replace(day=1), back) for back in range(1 - months, 1)]
    rows = ProjectMonth.objects.visible_to(actor).filter(project=project, month__in=columns).select_related("employer").order_by("employer_id")
    by_employer: dict[int, dict[str, Any]] = {}
    for row in rows:
        line = by_employer.setdefault(row.employer_id, {"employer": row.employer, "cells": {}})
        line["cells"][row.month] = _cell(row, on)
    lines = [
        {"employer": line["employer"], "cells": [line["cells"].get(month) or Cell(month, "na", show.NOTHING) for month in columns]}
        for line in by_employer.values()
    ]
    return {"months": columns, "lines": lines}


def _cell(row: ProjectMonth, on: dt.date) -> Cell:
    found = standing(row, on)
    figure = f"{row.paid_count}/{max(row.listed, row.attended_2days)} 人" if found.mark != "na" else ""
    return Cell(row.month, found.mark, found.words, figure)
