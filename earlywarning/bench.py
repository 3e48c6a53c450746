"""规则试算: what other thresholds would have found over the past months, beside what the present ones find; nothing is written.

Each month is asked once, as of its last day, with the data as they stand today: late uploads are seen, the rule is not.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import ModuleType
from typing import Any

from earlywarning.enums import WarningState
from earlywarning.findings import Key, as_they_stood, exemption_tables, graded, spared
from earlywarning.models import EarlyWarning
from portal.accounts.enums import Role
from portal.accounts.models import Membership
from portal.lib.deadlines import add_months
from portal.lib.rules import Level
from portal.tenancy.calendars import work_calendar
from portal.tenancy.models import Region
from portal.tenancy.policies import PolicySet
from portal.tenancy.scope import Actor

MONTHS = 12
BUDGET = 8  # new red and yellow warnings an inspector can verify on a working day
CONFIRMED = (WarningState.CLEARED, WarningState.DISPOSING, WarningState.VERIFIED)


@dataclass
class Month:
    """What one month's last day would have shown by the present figures and by the new ones."""

    day: dt.date
    now: dict[Key, str] = field(default_factory=dict)
    then: dict[Key, str] = field(default_factory=dict)
    fresh_now: int = 0
    fresh_then: int = 0

    @property
    def added(self) -> int:
        return len(self.then.keys() - self.now.keys())

    @property
    def removed(self) -> int:
        return len(self.now.keys() - self.then.keys())

    @property
    def moved(self) -> int:
        return sum(self.now[key] != self.then[key] for key in self.now.keys() & self.then.keys())


@dataclass(frozen=True)
class Bench:
    """The whole trial."""

    months: list[Month]
    inspectors: int
    workdays: int
    confirmed: int
    judged: int

    def load(self, name: str) -> Decimal | None:
        """New red and yellow per inspector and working day."""
        if not self.inspectors or not self.workdays:
            return None
        fresh = sum(getattr(month, name) for month in self.months)
        return (Decimal(fresh) / self.inspectors / self.workdays).quantize(Decimal("0.01"))

    @property
    def load_now(self) -> Decimal | None:
        return self.load("fresh_now")

    @property
    def load_then(self) -> Decimal | None:
        return self.load("fresh_then")

    @property
    def confirmed_share(self) -> Decimal | None:
        """Of the warnings of the new figures that people have judged, the share that proved true; none until somebody judged one."""
        return Decimal(self.confirmed) / self.judged if self.judged else None


Figures = dict[int, dict[str, Any]]  # by county


def own_figures(rule: ModuleType, policies: Mapping[int, PolicySet]) -> Figures:
    """What holds in each county now: its own layer where it has one."""
    return {pk: found.thresholds(rule) for pk, found in policies.items()}


def tried_figures(rule: ModuleType, policies: Mapping[int, PolicySet], tried: Mapping[str, Any], region: Region) -> tuple[Figures, list[tuple[Region, str]]]:
    """What would hold in each county if ``region`` set these figures; and the counties below it that keep a figure of their own, with its label."""
    figures, kept = own_figures(rule, policies), []
    labels = {t.key: t.label for t in rule.DEFAULTS}
    for pk, found in policies.items():
        for key, value in tried.items():
            row = found.row(f"rules.{rule.CODE}.{key}")
            if row is not None and row.region_id != region.pk and region.pk in row.region.ancestor_ids:
                kept.append((found.region, labels[key]))
            else:
                figures[pk][key] = value
    return figures, kept


def try_thresholds(
    rule: ModuleType, *, now: Figures, then: Figures, policies: Mapping[int, PolicySet], on: dt.date, actor: Actor, months: int = MONTHS
) -> Bench:
    """Both sets of figures over the same past days, each county by its own; where its table of exemptions lets the rule rest, neither finds anything."""
    found = [Month(day) for day in last_days(on, months)]
    for month in found:
        month.now, month.then = _levels(rule, month.day, (now, then), policies, actor)
    for before, month in zip(found, found[1:], strict=False):
        month.fresh_now, month.fresh_then = _fresh(before.now, month.now), _fresh(before.then, month.then)
    calendar, regions = work_calendar(), list(now)
    confirmed, judged = _outcomes(rule, regions, {key for month in found for key in month.then}, actor)
    return Bench(found, inspectors(regions, on), calendar.workdays_between(found[0].day, found[-1].day), confirmed, judged)


def last_days(on: dt.date, months: int) -> list[dt.date]:
    """The last days of the months that are over, the oldest first, and one before them to see what is new."""
    first = on.replace(day=1)
    return [add_months(first, -n) - dt.timedelta(days=1) for n in range(months, -1, -1)]


def inspectors(regions: Sequence[int], on: dt.date) -> int:
    return Membership.objects.valid_on(on).filter(role=Role.INSPECTOR, region_id__in=regions, user__is_active=True).values("user").distinct().count()


def _levels(rule: ModuleType, day: dt.date, sets: Sequence[Figures], policies: Mapping[int, PolicySet], actor: Actor) -> list[dict[Key, str]]:
    """By each set of figures: what an inspector would have been shown on the day."""
    found = [{hit.key: hit for hit in graded(rule, figures, day)} for figures in sets]
    projects = as_they_stood({key[0] for hits in found for key in hits}, actor, day)
    tables = exemption_tables(policies, day)
    return [{key: hit.level for key, hit in spared(rule.CODE, hits, projects, tables).items()} for hits in found]


def _fresh(before: Mapping[Key, str], after: Mapping[Key, str]) -> int:
    """Red and yellow ones that were not there a month earlier, or were blue."""
    return sum(level != Level.BLUE and before.get(key, Level.BLUE) == Level.BLUE for key, level in after.items())


def _outcomes(rule: ModuleType, regions: Sequence[int], keys: set[Key], actor: Actor) -> tuple[int, int]:
    rows = EarlyWarning.objects.visible_to(actor).filter(region__in=regions, rule=rule.CODE)
    states = [row.state for row in rows.only("state", "project_id", "subcontractor_id", "month") if (row.project_id, row.subcontractor_id, row.month) in keys]
    confirmed = sum(state in CONFIRMED for state in states)
    return confirmed, confirmed + sum(state == WarningState.FALSE_ALARM for state in states)


@dataclass(frozen=True)
class Load:
    """What scans really brought in some days: new red and yellow warnings, and how many each inspector had to verify a day."""

    since: dt.date
    until: dt.date
    fresh: int
    inspectors: int
    workdays: int

    @property
    def each(self) -> Decimal | None:
        if not self.inspectors or not self.workdays:
            return None
        return (Decimal(self.fresh) / self.inspectors / self.workdays).quantize(Decimal("0.01"))

    @property
    def is_within(self) -> bool:
        return self.each is not None and self.each <= BUDGET


def real_load(actor: Actor, regions: Sequence[int], since: dt.date, until: dt.date) -> Load:
    """Of the warnings under the clock that opened between the two days."""
    rows = EarlyWarning.objects.visible_to(actor).under_clock().filter(region__in=regions, opened_on__range=(since, until)).exclude(level_figures=Level.BLUE)
    workdays = work_calendar().workdays_between(since - dt.timedelta(days=1), until)
    return Load(since, until, rows.count(), inspectors(regions, until), workdays)
