"""What each role finds on its desk: figures of today and the rows to work on, each offered by its room."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Count, Q, Sum
from django.urls import reverse

from campaigns.models import Campaign
from cases.models import Case, CasePayment, Lead
from earlywarning.models import ClearanceItem, EarlyWarning
from portal.accounts.enums import Role
from portal.accounts.rights import may
from portal.lib.calendar_seed import spring_festival
from portal.lib.show import ten_thousand
from portal.tenancy.scope import Actor
from projects.models import Project

ROWS = 8


@dataclass(frozen=True)
class Desk:
    """The desk of an official: strip, clearance items, new warnings, running cases, and the line under the date."""

    lede: str
    strip: list[dict]
    items: list[ClearanceItem]
    item_count: int
    warnings: list[EarlyWarning]
    cases: list[Case]


def official_desk(actor: Actor, *, on: dt.date, at: dt.datetime) -> Desk:
    """Due items first, then new warnings (red first), then cases by their statutory last day."""
    pending = ClearanceItem.objects.visible_to(actor).pending()
    warnings = EarlyWarning.objects.visible_to(actor).open().select_related("project")
    cases = Case.objects.visible_to(actor).open() if may(actor, "cases.list") else Case.objects.none()
    return Desk(
        lede=lede(actor, on),
        strip=_strip(actor, on, at, pending, warnings),
        items=list(pending.select_related("region").order_by("due_at")[:ROWS]) if may(actor, "clearance.view") else [],
        item_count=pending.count() if may(actor, "clearance.view") else 0,
        warnings=list(warnings.filter(state="open").order_by(_rank(), "-opened_at")[:ROWS]),
        cases=list(cases.order_by("investigate_due_on")[:5]) if may(actor, "cases.list") else [],
    )


def _rank() -> Any:
    return models.Case(models.When(level="red", then=models.Value(0)), models.When(level="yellow", then=models.Value(1)), default=models.Value(2))


def lede(actor: Actor, on: dt.date) -> str:
    """距春节 n 天 · the running campaign and its week · the projects one answers for."""
    parts = [f"距春节 {days_to_spring_festival(on)} 天"]
    campaign = Campaign.objects.visible_to(actor).running(on).first()
    if campaign:
        parts.append(f"{campaign.name}第 {(on - campaign.starts_on).days // 7 + 1} 周")
    projects = Project.objects.visible_to(actor).unfinished()
    total, own = projects.count(), projects.filter(inspector=actor.user_id).count() if actor.user_id else 0
    parts.append(f"您负责 {total} 个在建项目中的 {own} 个" if actor.role == Role.INSPECTOR else f"在建项目 {total} 个")
    return " · ".join(parts)


def days_to_spring_festival(on: dt.date) -> int:
    """Days until the next 春节."""
    day = spring_festival(on.year)
    return ((day if day >= on else spring_festival(on.year + 1)) - on).days


def _strip(actor: Actor, on: dt.date, at: dt.datetime, pending, warnings) -> list[dict]:
    clock = pending.aggregate(n=Count("pk"), today=Count("pk", filter=Q(due_on=on)), overdue=Count("pk", filter=Q(due_on__lt=on)))
    fresh = warnings.filter(opened_at__gte=at - dt.timedelta(days=1)).aggregate(
        n=Count("pk"), **{level: Count("pk", filter=Q(level=level)) for level in ("red", "yellow", "blue")}
    )
    parts = []
    if may(actor, "clearance.view"):
        parts.append(
            {
                "label": "三日清零待办",
                "value": clock["n"],
                "marks": [("red", f"超期 {clock['overdue']}"), ("none", f"今日到期 {clock['today']}")],
                "url": reverse("clearance_desk"),
                "grow": 2,
            }
        )
    marks = [(level, f"{words} {fresh[level]}") for level, words in (("red", "红"), ("yellow", "黄"), ("blue", "蓝"))]
    parts.append({"label": "24 小时新增预警", "value": fresh["n"], "marks": marks, "url": reverse("warning_list"), "grow": 2})
    if may(actor, "cases.list"):
        parts += _case_parts(actor, on)
    return parts


def _case_parts(actor: Actor, on: dt.date) -> list[dict]:
    cases = Case.objects.visible_to(actor).open().aggregate(n=Count("pk"), soon=Count("pk", filter=Q(investigate_due_on__lte=on + dt.timedelta(days=14))))
    leads = Lead.objects.visible_to(actor).filter(state="received").aggregate(n=Count("pk"), late=Count("pk", filter=Q(accept_due_on__lt=on)))
    paid = CasePayment.objects.visible_to(actor).filter(paid_on__gte=on.replace(day=1)).aggregate(total=Sum("amount"), people=Count("line", distinct=True))
    return [
        {"label": "待受理线索", "value": leads["n"], "note": f"逾期 {leads['late']}", "url": reverse("lead_list")},
        {"label": "在办案件", "value": cases["n"], "note": f"两周内到期 {cases['soon']}", "url": reverse("case_list")},
        {"label": "本月追发", "value": ten_thousand(paid["total"] or Decimal(0)), "unit": "万元", "note": f"{paid['people']} 人"},
    ]
