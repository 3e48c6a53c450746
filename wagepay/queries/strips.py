"""Figures over the months of one's projects, each opening to its rows."""

import datetime as dt
from typing import Any

from django.db.models import Count, Q, Sum
from django.urls import reverse

from portal.tenancy.scope import Actor
from wagepay.enums import CURRENT_SHEETS, SheetState
from wagepay.models import ProjectMonth


def month_strip(actor: Actor, on: dt.date) -> list[dict[str, Any]]:
    """How many months wait for what, and how many people worked and stand on no sheet of theirs."""
    unpaid = Q(full_paid_on__isnull=True)
    counts = (
        ProjectMonth.objects.visible_to(actor)
        .touched()
        .aggregate(
            sheet=Count("month", filter=unpaid & Q(sheet_state="", attended__gt=0)),
            approve=Count("month", filter=unpaid & Q(sheet_state=SheetState.SUBMITTED)),
            pay=Count("month", filter=unpaid & Q(sheet_state__in=set(CURRENT_SHEETS) - {SheetState.SUBMITTED})),
            late=Count("month", filter=unpaid & Q(due_on__lt=on)),
            missing=Sum("missing_listed", filter=~Q(sheet_state=""), default=0),
        )
    )
    words = (("sheet", "待报工资表"), ("approve", "待总包审核"), ("pay", "待发放"))
    strip = [_part(label, counts[step], "个月", step) for step, label in words]
    late = _part("过了发薪日没有发清", counts["late"], "个月", "late")
    return [
        *strip,
        late | ({"note": "按条例十四条应发", "level": "red"} if counts["late"] else {}),
        _part("出勤两天以上未列表", counts["missing"], "人次", "missing"),
    ]


def _part(label: str, value: int, unit: str, step: str) -> dict[str, Any]:
    return {"label": label, "value": value, "unit": unit, "url": f"{reverse('wage_overview')}?step={step}"}
