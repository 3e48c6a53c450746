"""What a changed threshold or term would do to warnings and to the three-day clearance, told before it is saved."""

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.utils.module_loading import import_string

from earlywarning.actions.escalate import due_rungs
from earlywarning.engine import Outcome, key_of, rehearse
from earlywarning.enums import ClearanceKind
from earlywarning.exemptions import exemptions_of
from earlywarning.models import ClearanceItem, EarlyWarning
from earlywarning.policies import letter_gaps
from earlywarning.replay import DAYS, counted, replay, replayed_items
from earlywarning.terms import due_day
from portal.lib.calendars import WorkCalendar
from portal.lib.clock import start_of
from portal.tenancy.calendars import work_calendar
from portal.tenancy.consequences import SHOWN, Change, Consequence, standing_terms
from portal.tenancy.policies import PolicySet
from portal.tenancy.scope import Actor

# What begins with a day or a share of its own: what has begun stays.
HANDLING = tuple(
    f"earlywarning.{name}" for name in ("ack_hours", "justify_days", "ask_days", "silence", "look_back_days", "look_back_percent", "levels", "platform_rules")
)
HEADS = ("辖区", "项目", "现在", "改后")
LEVELS = {"red": "红", "yellow": "黄", "blue": "蓝", "": "无"}


def of_thresholds(actor: Actor, change: Change) -> Sequence[Consequence]:
    """The rule run twice over today's data, with the figures of now and with the new one; only what differs is told."""
    code = change.key.key.split(".")[1]
    rule = next((rule for rule in import_string(settings.PORTAL_RULES) if rule.CODE == code), None)
    if rule is None:
        return ()
    touched = {region.pk for region in change.touched}
    at = start_of(change.on) + dt.timedelta(hours=12)
    runs = [rehearse(rule, {pk: sets[pk] for pk in touched}, actor=actor, on=change.on, at=at) for sets in (change.before, change.after)]
    now, then = (_levels(run) for run in runs)
    rows = {key_of(row): row for run in runs for row in (*run.opened, *run.changed, *run.closed)}
    standing = {key_of(row): row for row in EarlyWarning.objects.visible_to(actor).open().filter(region__in=touched, rule=code).select_related("project")}
    moved = []
    for key in sorted(set(now) | set(then), key=str):
        row = standing.get(key) or rows[key]
        before, after = (levels.get(key, standing[key].level_figures if key in standing else "") for levels in (now, then))
        if before != after:
            moved.append((row, before, after))
    return [_told(change, rule.CODE, moved)]


def _levels(run: Outcome) -> dict:
    """The level each touched warning ends on; closed ones end on none."""
    return {key_of(row): row.level_figures for row in (*run.opened, *run.changed)} | {key_of(row): "" for row in run.closed}


def _told(change: Change, code: str, moved: list[tuple[EarlyWarning, str, str]]) -> Consequence:
    opened = sum(not before for _, before, _ in moved)
    closed = sum(not after for _, _, after in moved)
    text = f"按今天的数据试算：新增 {opened} 条，撤回 {closed} 条，变更级别 {len(moved) - opened - closed} 条。试算不改变任何预警，生效后由每日扫描执行。"
    names = {region.pk: region.name for region in change.regions}
    rows = [(names.get(row.region_id, ""), row.project.name, LEVELS[before], LEVELS[after]) for row, before, after in moved[:SHOWN]]
    return Consequence(f"预警规则 {code}", text, HEADS, rows)


def of_exemptions(actor: Actor, change: Change) -> Sequence[Consequence]:
    """Which open warnings the changed table would silence from the next scan on."""
    touched = {region.pk for region in change.touched}
    calendar = work_calendar()
    tables = [{pk: exemptions_of(sets[pk], change.on, calendar) for pk in touched} for sets in (change.before, change.after)]
    rows = EarlyWarning.objects.visible_to(actor).open().filter(region__in=touched).select_related("project").order_by("rule", "pk")
    silent = []
    for row in rows:
        before, after = (table[row.region_id].reason(row.rule, row.project) for table in tables)
        if after and not before:
            silent.append((f"{row.rule} {row.title}", row.project.name, after))
    text = f"下一次扫描时，现有未结预警中有 {len(silent)} 条不再适用，将自动销号；从表中去掉的情形恢复预警。"
    return [Consequence("豁免表", text, ("预警", "项目", "情形"), silent[:SHOWN])]


def of_handling(actor: Actor, change: Change) -> Sequence[Consequence]:
    """How many open warnings the new figure meets; what was asked, drawn or answered before stays as it was told."""
    rows = EarlyWarning.objects.visible_to(actor).open().filter(region__in=[region.pk for region in change.touched])
    count, red = rows.count(), rows.filter(level="red", acknowledged_at__isnull=True).count()
    text = f"现有未结预警 {count} 条（其中红色未响应 {red} 条）今后按新值办理；已经发出的询问、抽中的回头看和作出的答复不变。"
    return [Consequence("预警办理", text)]


def of_clearance(actor: Actor, change: Change) -> Sequence[Consequence]:
    """Terms that have begun stay as they were told; how they would differ shows what the new figure means."""
    items = ClearanceItem.objects.visible_to(actor).pending().filter(region__in=[region.pk for region in change.touched]).order_by("due_on", "pk")
    calendar = work_calendar()
    moved = [(item, *dues) for item in items if (dues := _dues(item, change, calendar))]
    rows = [(item.title, item.project_name, old.isoformat(), new.isoformat()) for item, old, new in moved]
    return [standing_terms("三日清零", "现有待清零", "产生的预警和线索", len(items), ("事项", "项目", "原值", "新值"), rows)]


def of_ladder(actor: Actor, change: Change) -> Sequence[Consequence]:
    """Which steps today's run would still take for what stands open, by the old ladder and by the new one; steps taken stay."""
    items = ClearanceItem.objects.visible_to(actor).pending().filter(region__in=[region.pk for region in change.touched]).order_by("due_on", "pk")
    steps = [(item, *(_steps(item, sets, change.on) for sets in (change.before, change.after))) for item in items]
    moved = [(item.title, item.project_name, "；".join(old) or "没有", "；".join(new) or "没有") for item, old, new in steps if old != new]
    text = f"现有待清零 {len(steps)} 件，已走过的步骤不变；下一次升级时，有 {len(moved)} 件的步骤会不同。"
    told = [Consequence("逾期升级", text, ("事项", "项目", "原步骤", "新步骤"), moved[:SHOWN]), _replayed(actor, change)]
    gaps = letter_gaps(change.after[change.row.region_id]) if change.row.region_id in change.after else []
    return told + [Consequence("草拟的文书", f"{'、'.join(gaps)}没有启用，走到那一级不会草拟；请同时在“启用的文种”中加上。")] if gaps else told


def _replayed(actor: Actor, change: Change) -> Consequence:
    """演练: the past days with the old ladder and with the new one."""
    since = change.on - dt.timedelta(days=DAYS)
    items = replayed_items(actor, [region.pk for region in change.touched], since, change.on)
    old, new = ([step for item in items for step in replay([item], _ladder(item, sets), since, change.on)] for sets in (change.before, change.after))
    before, after = counted(old), counted(new)
    rows = [(f"第 {day} 日", words, before[day, words], after[day, words]) for day, words in sorted({*before, *after})]
    text = f"用过去 {DAYS} 天的 {len(items)} 件事项演练：按原阶梯升级 {len(old)} 次，按新阶梯升级 {len(new)} 次。"
    return Consequence("阶梯演练", text, ("阶梯", "动作和责任人", "原阶梯（件）", "新阶梯（件）"), rows[:SHOWN])


def _ladder(item: ClearanceItem, sets: dict[int, PolicySet]) -> list[dict]:
    return sets[item.region_id]["clearance.ladder"].value


def _steps(item: ClearanceItem, sets: dict[int, PolicySet], on: dt.date) -> list[str]:
    return [f"{rung['action']}（{rung['owner']}）" for rung in due_rungs(item, _ladder(item, sets), on)]


def _dues(item: ClearanceItem, change: Change, calendar: WorkCalendar) -> tuple[dt.date, dt.date] | None:
    key = "clearance.days_lead" if item.kind == ClearanceKind.LEAD else f"clearance.days_{item.level}"

    def due(policies: PolicySet) -> dt.date | None:
        return due_day(policies, key, item.started_on, calendar)

    old, new = due(change.before[item.region_id]), due(change.after[item.region_id])
    return (old, new) if old and new and old != new else None


TERMS = tuple(f"clearance.{name}" for name in ("days_", "calendar", "start", "day_off", "objects", "urgent", "hours_lead"))
PROVIDERS = (
    (of_thresholds, ("rules.",)),
    (of_clearance, TERMS),
    (of_ladder, ("clearance.ladder", "clearance.hour_ladder")),
    (of_exemptions, ("earlywarning.exemptions",)),
    (of_handling, HANDLING),
)
