"""The daily scan: rules over a region's subtree on a day, then the clocks of what it opened and closed."""

import datetime as dt
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from types import ModuleType

from django.db.models import Count

from earlywarning.actions.follow_permits import follow_permits
from earlywarning.actions.keep_clock import start_clocks, stop_clocks
from earlywarning.actions.tell_parties import tell_parties
from earlywarning.engine import Outcome, run_rules
from earlywarning.enums import WarningLane, WarningLevel
from earlywarning.models import EarlyWarning, Scan
from earlywarning.queries.locks import lock_runs
from portal.jobs import outbox
from portal.lib.errors import Refused
from portal.lib.undisturbed import undisturbed
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Region
from portal.tenancy.policies import read_once
from portal.tenancy.scope import acting
from projects.models import Project
from projects.rules import w38_not_on_platform as w38


def scan(rules: Sequence[ModuleType], *, on: dt.date, at: dt.datetime, region: Region | None = None, code: str = "") -> dict:
    """Run all rules (or the one of ``code``) over every county below ``region`` as of ``on``.

    All in one transaction under one lock: a scan killed in the middle leaves nothing, a repeat changes nothing.
    Returns the counts that the command prints (docs of the command ``scan``).
    """
    chosen = [rule for rule in rules if not code or code == rule.CODE]
    if not chosen:
        raise Refused(f"没有规则“{code}”。", "no_rule")
    began = time.monotonic()
    actor = system_actor(region)
    with undisturbed(), acting(actor), read_once():
        lock_runs()
        counties = list((Region.objects.subtree(region) if region else Region.objects.all()).counties())

        def keep_clocks(outcome: Outcome) -> None:
            start_clocks(outcome.opened, outcome.changed, actor=actor, on=on)
            stop_clocks(outcome.closed, actor=actor, on=on)

        outcome = run_rules(chosen, counties, actor=actor, on=on, at=at, then=keep_clocks)
        if any(rule.CODE == w38.CODE for rule in chosen):
            follow_permits(counties, actor=actor, on=on)
        _announce([w for w in outcome.opened if w.lane == WarningLane.CLEARANCE], on, at)
        tell_parties(outcome.opened, outcome.changed, actor=actor, at=at)
        summary = {
            "date": on.isoformat(),
            "rules": len(chosen),
            "projects": Project.objects.visible_to(actor).filter(region__in=counties).count(),
            "opened": len(outcome.opened),
            "changed": len(outcome.changed),
            "closed": len(outcome.closed),
            "open": _open_levels(actor, counties),
            "seconds": round(time.monotonic() - began, 3),
        }
        _remember(summary, region, code, at)
    return summary


def _announce(opened: Sequence[EarlyWarning], on: dt.date, at: dt.datetime) -> None:
    """One message with the counts for each county: never one for each warning."""
    counties: dict[int, Counter] = defaultdict(Counter)
    for warning in opened:
        counties[warning.region_id][warning.level] += 1
    told = [(f"{pk}:{at.isoformat()}", {"on": on.isoformat(), **{x.value: counts[x] for x in WarningLevel}}, pk) for pk, counts in counties.items()]
    outbox.post_all("earlywarning.opened", told)


def _open_levels(actor, counties: list[Region]) -> dict[str, int]:
    rows = EarlyWarning.objects.visible_to(actor).filter(region__in=counties).open()
    counts = dict(rows.order_by().values_list("level").annotate(n=Count("pk")))
    return {level: counts.get(level, 0) for level in ("red", "yellow", "blue")}


def _remember(summary: dict, region: Region | None, code: str, at: dt.datetime) -> None:
    Scan.objects.create(
        on=dt.date.fromisoformat(summary["date"]),
        region_code=region.code if region else "",
        rule=code,
        finished_at=at,
        **{name: summary[name] for name in ("rules", "projects", "opened", "changed", "closed", "seconds")},
    )
