"""What an official finds on the desk: figures of today and the rows to work on, each offered by its room."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Count, F, Q, Sum
from django.urls import reverse

from campaigns.models import Campaign
from cases.models import Case, CasePayment, Lead
from cases.terms import Counting
from earlywarning.item_links import act_for, page_for
from earlywarning.models import ClearanceItem, EarlyWarning
from earlywarning.policies import letter_gaps
from portal.accounts.enums import Role
from portal.accounts.rights import may
from portal.dashboard.agenda import Entry, agenda, letters_awaiting
from portal.dashboard.funnel import rows_of
from portal.dashboard.warned import level_of, projects_with_levels
from portal.jobs.models import Job
from portal.lib.calendar_seed import spring_festival
from portal.lib.show import ten_thousand
from portal.policy.lines import count_open
from portal.tenancy.calendars import work_calendar
from portal.tenancy.models import Region
from portal.tenancy.policies import PolicySet
from portal.tenancy.scope import Actor
from projects.models import Project

ROWS, CASES = 8, 5
SOON = dt.timedelta(days=14)
WORDS = (("red", "红"), ("yellow", "黄"), ("blue", "蓝"))


@dataclass(frozen=True)
class Running:
    """A case on the desk with what is left of its term, in words and as a share of days used."""

    case: Case
    left: str
    used: int
    span: int
    tone: str


@dataclass(frozen=True)
class Desk:
    """The desk of an official: strip, clearance items, new warnings, running cases, what comes up, the line under the date.

    Who clears nothing (a department, a grid officer) finds the projects in his care instead of the clearance items.
    """

    lede: str
    strip: list[dict]
    items: list[tuple[ClearanceItem, str, str]] | None
    item_count: int
    warnings: list[EarlyWarning]
    cases: list[Running]
    agenda: list[Entry]
    projects: list[tuple[Project, str]]


def official_desk(actor: Actor, *, on: dt.date, at: dt.datetime) -> Desk:
    """Due items first, then new warnings (red first), then cases by their statutory last day; only what the role may see."""
    pending = ClearanceItem.objects.visible_to(actor).pending() if may(actor, "clearance.view") else None
    warnings = EarlyWarning.objects.visible_to(actor).open().under_clock().select_related("project")
    clock = _clock(pending, on) if pending is not None else None
    return Desk(
        lede=lede(actor, on),
        strip=[
            *_clearance_part(clock),
            _warning_part(warnings, at),
            *_case_parts(actor, on),
            *_letter_part(actor, on),
            *_job_part(actor),
            *_policy_part(actor, on),
        ],
        items=_items(actor, pending) if pending is not None else None,
        item_count=clock["n"] if clock else 0,
        warnings=list(warnings.filter(state="open").order_by(_rank(), "-opened_at")[:ROWS]),
        cases=running(actor, on),
        agenda=agenda(actor, on),
        projects=_projects(actor) if pending is None else [],
    )


def _items(actor: Actor, pending: models.QuerySet) -> list[tuple[ClearanceItem, str, str]]:
    """Each with its page and what its button says: whoever only reads the rows is not told to handle them."""
    return [(item, page_for(actor, item), act_for(actor, item)) for item in pending.select_related("region").order_by("due_at")[:ROWS]]


def _rank() -> Any:
    return models.Case(models.When(level="red", then=models.Value(0)), models.When(level="yellow", then=models.Value(1)), default=models.Value(2))


def lede(actor: Actor, on: dt.date) -> str:
    """距春节 n 天 · the running campaign and its week · the projects one answers for."""
    parts = [f"距春节 {days_to_spring_festival(on)} 天"]
    campaign = Campaign.objects.visible_to(actor).running(on).first()
    if campaign:
        parts.append(f"{campaign.name}第 {(on - campaign.starts_on).days // 7 + 1} 周")
    projects = Project.objects.visible_to(actor).unfinished()
    if actor.role == Role.INSPECTOR:
        found = projects.aggregate(n=Count("pk"), own=Count("pk", filter=Q(inspector__in=actor.portfolio_of)))
        parts.append(f"您负责 {found['n']} 个在建项目中的 {found['own']} 个")
    else:
        parts.append(f"在建项目 {projects.count()} 个")
    return " · ".join(parts)


def days_to_spring_festival(on: dt.date) -> int:
    """Days until the next 春节."""
    day = spring_festival(on.year)
    return ((day if day >= on else spring_festival(on.year + 1)) - on).days


def _clock(pending, on: dt.date) -> dict:
    return pending.aggregate(n=Count("pk"), today=Count("pk", filter=Q(due_on=on)), overdue=Count("pk", filter=Q(due_on__lt=on)))


def _clearance_part(clock: dict | None) -> list[dict]:
    if clock is None:
        return []
    marks = [("red" if clock["overdue"] else "ok", f"超期 {clock['overdue']}"), ("", f"今日到期 {clock['today']}")]
    return [{"label": "三日清零待办", "value": clock["n"], "marks": marks, "url": reverse("clearance_desk"), "grow": 2}]


def _warning_part(warnings, at: dt.datetime) -> dict:
    levels = {level: Count("pk", filter=Q(level=level)) for level, _ in WORDS}
    fresh = warnings.filter(opened_at__gte=at - dt.timedelta(days=1)).aggregate(n=Count("pk"), **levels)
    marks = [(level, f"{words} {fresh[level]}") for level, words in WORDS]
    return {"label": "24 小时新增预警", "value": fresh["n"], "marks": marks, "url": f"{reverse('warning_list')}?fresh=on", "grow": 2}


def _case_parts(actor: Actor, on: dt.date) -> list[dict]:
    if not may(actor, "cases.list"):
        return []
    cases = Case.objects.visible_to(actor).open().aggregate(n=Count("pk"), soon=Count("pk", filter=Q(investigate_due_on__lte=on + SOON)))
    leads = Lead.objects.visible_to(actor).waiting().aggregate(n=Count("pk"), late=Count("pk", filter=Q(accept_due_on__lt=on)))
    first = on.replace(day=1)
    paid = CasePayment.objects.visible_to(actor).filter(paid_on__range=(first, on)).aggregate(total=Sum("amount"), people=Count("line", distinct=True))
    listed = reverse("case_list")
    parts = [
        {"label": "待受理线索", "value": leads["n"], "note": f"逾期 {leads['late']}", "url": f"{reverse('lead_list')}?state=received"},
        {"label": "在办案件", "value": cases["n"], "note": f"两周内到期 {cases['soon']}", "url": f"{listed}?state=open"},
        {"label": "本月追发", "value": ten_thousand(paid["total"] or Decimal(0)), "unit": "万元", "note": f"{paid['people']} 人"},
    ]
    if may(actor, "dashboard.leading_group"):
        parts[2]["url"] = rows_of("paid", paid_on_after=first.isoformat(), paid_on_before=on.isoformat())
    return parts


def _letter_part(actor: Actor, on: dt.date) -> list[dict]:
    if not may(actor, "documents.list"):
        return []
    found = letters_awaiting(actor).aggregate(n=Count("pk"), late=Count("pk", filter=Q(reply_due_on__lt=on)))
    return [{"label": "待回复函件", "value": found["n"], "note": f"逾期 {found['late']}", "url": reverse("instrument_list")}]


def _job_part(actor: Actor) -> list[dict]:
    """What stopped after three attempts waits for the administrator."""
    if not may(actor, "operations.jobs"):
        return []
    dead = Job.objects.visible_to(actor).dead().count()
    note = {"note": "等待处理", "level": "red"} if dead else {"note": "没有失败的任务"}
    return [{"label": "失败的任务", "value": dead, "url": f"{reverse('job_list')}?state=dead"} | note]


def _policy_part(actor: Actor, on: dt.date) -> list[dict]:
    """What the administrator is asked to enter; the functions that need it stand still until then."""
    if not may(actor, "policy.edit"):
        return []
    asked = count_open(actor)
    mark = [("yellow", "用到的功能在等")] if asked else [("ok", "都已录入")]
    parts = [{"label": "待录入政策参数", "value": asked, "unit": "项", "marks": mark, "url": reverse("policy_open")}]
    gaps = letter_gaps(PolicySet(Region.objects.get(pk=actor.region_id), on)) if actor.region_id else []
    if gaps:
        parts.append({"label": "阶梯的文书没有启用", "value": len(gaps), "unit": "种", "note": "、".join(gaps), "url": reverse("clearance_ladder")})
    return parts


def running(actor: Actor, on: dt.date, most: int = CASES) -> list[Running]:
    """Open cases with the shortest terms left."""
    if not may(actor, "cases.list"):
        return []
    rows = Case.objects.visible_to(actor).open().filter(investigate_due_on__isnull=False).select_related("project", "employer", "region")
    cases = list(rows.order_by("investigate_due_on", "id")[:most])
    counting = Counting({case.region for case in cases}, work_calendar(), on)
    return [_run(case, on, counting) for case in cases]


def _projects(actor: Actor) -> list[tuple[Project, str]]:
    """The projects with the worst warnings first."""
    rows = projects_with_levels(actor).select_related("township", "general_contractor")
    return [(row, level_of(row.worst)) for row in rows.order_by(F("worst").desc(nulls_last=True), "name_key")[:ROWS]]


def _run(case: Case, on: dt.date, counting: Counting) -> Running:
    start = case.filed_on or case.opened_on
    span, used = max(1, (case.investigate_due_on - start).days), (on - start).days
    tone = "red" if on > case.investigate_due_on else "amber" if case.investigate_due_on <= on + SOON else ""
    return Running(case, counting.investigate_left(case.region_id, start, case.investigate_due_on), min(used, span), span, tone)
