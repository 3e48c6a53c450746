"""The strips above the lists."""

import datetime as dt
from collections.abc import Mapping
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse

from earlywarning.enums import OPEN_STATES, WarningLevel
from earlywarning.models import ClearanceItem, EarlyWarning
from portal.accounts.enums import ENTERPRISE, Role
from portal.tenancy.scope import Actor

HANDLING = (Role.INSPECTOR, Role.OFFICE)


def warning_strip(actor: Actor, at: dt.datetime) -> list[dict]:
    """Open warnings by level, what is new within a day and what is overdue: one query."""
    clock = Q(lane="clearance")
    found = (
        EarlyWarning.objects.visible_to(actor)
        .open()
        .aggregate(
            n=Count("pk", filter=clock),
            red=Count("pk", filter=clock & Q(level="red")),
            yellow=Count("pk", filter=clock & Q(level="yellow")),
            blue=Count("pk", filter=clock & Q(level="blue")),
            fresh=Count("pk", filter=clock & Q(opened_at__gte=at - dt.timedelta(days=1))),
            overdue=Count("pk", filter=clock & Q(due_at__lt=at)),
            unread=Count("pk", filter=clock & Q(acknowledged_at__isnull=True, level="red")),
            backlog=Count("pk", filter=Q(lane="backlog")),
            duty=Count("pk", filter=Q(lane="duty")),
        )
    )
    url = reverse("warning_list")
    marks = [(level, f"{words} {found[level]}") for level, words in (("red", "红"), ("yellow", "黄"), ("blue", "蓝"))]
    return [
        {"label": "未结预警", "value": found["n"], "marks": marks, "url": url, "grow": 2},
        {"label": "24 小时新增", "value": found["fresh"], "unit": "条", "url": f"{url}?fresh=on"},
        {"label": "超期未清", "value": found["overdue"], "unit": "条", "url": f"{url}?overdue=on"},
        *_unread(actor, found["unread"], url),
        {"label": "存量整改", "value": found["backlog"], "unit": "条", "note": "上线前的缺项", "url": f"{url}?lane=backlog"},
        *_last_part(actor, found["duty"], url),
    ]


def warning_facets(actor: Actor, at: dt.datetime, chosen: Mapping[str, str]) -> list[dict]:
    """How the open warnings under the clock divide, each part one click away; ``chosen`` is the query of the page."""
    parts = [("全部", {}, Q())]
    parts += [(label, {"level": level}, Q(level=level)) for level, label in reversed(WarningLevel.choices)]
    parts += [("已超期", {"overdue": "on"}, Q(due_at__lt=at))]
    if actor.role in HANDLING:
        parts += [("我承办的", {"mine": "on"}, Q(assigned_to=actor.user_id)), ("没有指定承办人", {"unassigned": "on"}, Q(assigned_to__isnull=True))]
    counts = (
        EarlyWarning.objects.visible_to(actor).open().under_clock().aggregate(**{f"n{n}": Count("pk", filter=rows) for n, (_, _, rows) in enumerate(parts)})
    )
    asked = {name: value for name, value in chosen.items() if value and name not in ("page", "sort", "per_page")}
    url = reverse("warning_list")
    return [
        {"label": label, "count": counts[f"n{n}"], "url": f"{url}?{urlencode(query)}" if query else url, "is_current": asked == query}
        for n, (label, query, _) in enumerate(parts)
    ]


def _unread(actor: Actor, count: int, url: str) -> list[dict]:
    """Whether the government has taken its reds up is no firm's task."""
    if actor.role in ENTERPRISE:
        return []
    return [{"label": "红色未响应", "value": count, "unit": "条", "note": "在响应时限内办", "url": f"{url}?level=red&unanswered=on"}]


def _last_part(actor: Actor, count: int, url: str) -> list[dict]:
    """What the government owes itself is no firm's to see; a firm reads how far it is from green."""
    if actor.role in ENTERPRISE:
        return [_progress(actor, url)]
    return [{"label": "督办提醒", "value": count, "unit": "条", "note": "政府自己的时限", "url": f"{url}?lane=duty"}]


def _progress(actor: Actor, url: str) -> dict:
    """Of the warnings of its projects that stand or ended, how many have ended: all of them is green."""
    found = EarlyWarning.objects.visible_to(actor).under_clock().aggregate(n=Count("pk"), done=Count("pk", filter=~Q(state__in=OPEN_STATES)))
    left = found["n"] - found["done"]
    note = f"还有 {left} 条销号后转绿" if left else "已全部转绿"
    return {"label": "整改进度", "value": f"{found['done']}/{found['n']}", "note": note, "url": f"{url}?state=all"}


def clearance_strip(actor: Actor, on: dt.date) -> list[dict]:
    """What is due today, overdue, and still open."""
    found = (
        ClearanceItem.objects.visible_to(actor)
        .pending()
        .aggregate(
            n=Count("pk"),
            today=Count("pk", filter=Q(due_on=on)),
            overdue=Count("pk", filter=Q(due_on__lt=on)),
            leads=Count("pk", filter=Q(kind="lead")),
            extended=Count("pk", filter=Q(state="extended")),
        )
    )
    url, day = reverse("clearance_desk"), on.isoformat()
    return [
        {"label": "待清零", "value": found["n"], "unit": "件", "note": f"其中线索 {found['leads']}", "url": url},
        {"label": "今日到期", "value": found["today"], "unit": "件", "url": f"{url}?due_on_after={day}&due_on_before={day}"},
        {"label": "已超期", "value": found["overdue"], "unit": "件", "url": f"{url}?overdue=on"},
        {"label": "经批准延期", "value": found["extended"], "unit": "件", "url": f"{url}?state=extended"},
        {"label": "每日台账", "value": "查看", "url": reverse("clearance_ledger")},
        {"label": "县区排名", "value": "查看", "url": reverse("clearance_ranking")},
    ]


def open_warnings(actor: Actor) -> int:
    """What the menu counts: warnings not yet verified."""
    return EarlyWarning.objects.visible_to(actor).under_clock().filter(state="open").count()


def pending_items(actor: Actor) -> int:
    return ClearanceItem.objects.visible_to(actor).pending().count()
