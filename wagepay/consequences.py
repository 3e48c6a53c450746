"""Which lines of payroll sheets a changed minimum wage or large amount would point at, told before it is saved."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from decimal import ROUND_DOWN, Decimal

from django.db.models import Count, F, Q

from portal.lib.deadlines import add_months
from portal.lib.money import FEN
from portal.tenancy.consequences import SHOWN, Change, Consequence
from portal.tenancy.policies import PolicySet
from portal.tenancy.scope import Actor
from projects.models import Project
from wagepay.models import WorkerMonth
from wagepay.payroll.facts import MONTH_DAYS
from wagepay.policies import LARGE_AMOUNT, MINIMUM_WAGE
from wagepay.settlements import settlements_of

MONTHS = 3
HEADS = ("辖区", "项目", "原有（条）", "改后（条）")
Test = Callable[[Decimal], Q]


def of_minimum_wage(actor: Actor, change: Change) -> Sequence[Consequence]:
    """By the day, as the comparison of a month does it: what is paid for a day on the sheet against the month's minimum by paid days."""
    return [_told("低于最低工资", actor, change, MINIMUM_WAGE, below_minimum)]


def of_large_amount(actor: Actor, change: Change) -> Sequence[Consequence]:
    return [_told("单人单月大额工资", actor, change, LARGE_AMOUNT, lambda limit: Q(gross__gt=limit))]


def of_settlement_days(actor: Actor, change: Change) -> Sequence[Consequence]:
    """People who left and are late to be settled, by region, as it is and as it would be."""
    old, new = (
        Counter(row.person.project.region_id for row in settlements_of(actor, change.on, sets) if row.is_late) for sets in (change.before, change.after)
    )
    rows = [(region.name, old[region.pk], new[region.pk]) for region in change.touched if old[region.pk] != new[region.pk]]
    text = f"离场没有结清的人，现有 {old.total():,} 人超过期限，改后 {new.total():,} 人。"
    return [Consequence("离场结清超过期限", text, ("辖区", "原有（人）", "改后（人）"), rows[:SHOWN])]


def below_minimum(monthly: Decimal) -> Q:
    return Q(listed_days__gt=0, gross__lt=F("listed_days") * (monthly / MONTH_DAYS).quantize(FEN, ROUND_DOWN))


def _told(title: str, actor: Actor, change: Change, key: str, test: Test) -> Consequence:
    """Lines of the newest months by project, as they are pointed at now and as they would be."""
    since = add_months(change.on.replace(day=1), 1 - MONTHS)
    regions = {region.pk: region.name for region in change.touched}
    old, new = (_pointed_at(actor, {pk: sets[pk] for pk in regions}, since, key, test) for sets in (change.before, change.after))
    moved = sorted((pk for pk in old | new if old[pk] != new[pk]), key=lambda pk: (-abs(new[pk] - old[pk]), pk))
    projects = Project.objects.visible_to(actor).filter(pk__in=moved).in_bulk()
    rows = [(regions[projects[pk].region_id], projects[pk].name, old[pk], new[pk]) for pk in moved]
    text = (
        f"{since:%Y-%m} 以来的工资表，现有 {old.total():,} 条被指出，改后 {new.total():,} 条，涉及 {len(moved)} 个项目。"
        "已收下的工资表不改动，三方比对和以后上传的按生效的值。"
    )  # fmt: skip
    return Consequence(title, text, HEADS, rows[:SHOWN])


def _pointed_at(actor: Actor, policies: dict[int, PolicySet], since: dt.date, key: str, test: Test) -> Counter[int]:
    """Project -> lines; a figure nobody has entered points at none. One query for each value the regions have."""
    found: Counter[int] = Counter()
    for value in {found_here[key].value for found_here in policies.values()} - {None}:
        regions = [pk for pk, found_here in policies.items() if found_here[key].value == value]
        rows = WorkerMonth.objects.visible_to(actor).filter(test(value), region__in=regions, month__gte=since, is_listed=True)
        found.update(dict(rows.order_by().values_list("project").annotate(n=Count("person"))))
    return found
