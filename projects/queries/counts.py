"""Figures over a set of projects."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from projects.enums import BREAKS, ENDED, ProjectState
from projects.models.project import asked_gap


def project_strip(projects: QuerySet, on: dt.date, waived: Mapping[str, Q]) -> list[dict[str, Any]]:
    """The list's strip: how many there are, and how many lack what the law and the place ask for, each opening to its rows."""
    unfinished = ~Q(state__in=ENDED)
    counts = projects.order_by().aggregate(
        total=Count("pk"),
        unfinished=Count("pk", filter=unfinished),
        working=Count("pk", filter=Q(state=ProjectState.UNDER_CONSTRUCTION)),
        paused=Count("pk", filter=Q(state__in=BREAKS)),
        account=Count("pk", filter=unfinished & asked_gap("account", on, waived)),
        deposit=Count("pk", filter=unfinished & asked_gap("deposit", on, waived)),
        agreement=Count("pk", filter=unfinished & asked_gap("agreement", on, waived)),
    )
    address = reverse("project_list")
    return [
        {
            "label": "在管项目",
            "value": counts["total"],
            "unit": "个",
            "note": f"在建 {counts['working']}，停工或冬歇 {counts['paused']}",
            "url": address,
            "grow": 2,
        },
        _lacking(address, "没有专户", "account", counts),
        _lacking(address, "没有保证金", "deposit", counts),
        _lacking(address, "分包没签代发协议", "agreement", counts),
    ]


def _lacking(address: str, label: str, what: str, counts: dict[str, int]) -> dict[str, Any]:
    share = f"占未完工 {counts[what] * 100 // counts['unfinished']}%" if counts["unfinished"] and counts[what] else ""
    return {"label": label, "value": counts[what], "unit": "个", "note": share, "url": f"{address}?state=unfinished&lacking={what}"}
