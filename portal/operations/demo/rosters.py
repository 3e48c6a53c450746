"""Who works on a site, from when on, for how much, and on which days."""

import csv
import datetime as dt
from pathlib import Path

from portal.lib.deadlines import add_months
from portal.operations.demo.oddities import make_odd
from portal.operations.demo.people import TRADES, Hand
from portal.operations.demo.projects import Site
from portal.operations.demo.stage import Stage

DATA = Path(__file__).parent / "data"
RATES = (180, 200, 220, 240, 260, 280, 300, 320, 350)
ENDED = ("completed_unsettled", "settled")
TEAMS = ("一班", "二班", "三班", "四班")


def hands_of(stage: Stage, site: Site) -> list[Hand]:
    """The people of a site with their attendance."""
    hands = _from_file(site) if site.plan.roster else _drawn(stage, site)
    ends_on = min(stage.on - dt.timedelta(days=1), _last_day(stage, site))
    make_odd(hands, site.plan.story.odd, stage.on)
    for hand in hands:
        hand.left_on = max(ends_on, hand.entered_on) if site.plan.story.state in ENDED else hand.leaves_on
    for month in [*reversed(stage.closed), stage.month(0)]:
        for hand in hands:
            _attend(stage, hand, month, min(ends_on, hand.leaves_on or ends_on))
    if tells_of_money(stage, site):
        for back, hand in zip((6, 1), reversed(hands), strict=False):
            _leave(stage, hand, stage.on - dt.timedelta(days=back))
    for hand in hands[: site.plan.story.strangers]:
        hand.days.pop(stage.closed[0], None)
    return hands


def tells_of_money(stage: Stage, site: Site) -> bool:
    """Where people leave unsettled and the account pays for other things: the sites of transfers that failed, and those of the contractor with an account here."""
    of_contractor = site.project.general_contractor_id == stage.firms.general_contractor.pk and site.plan.region == "140321" and not site.plan.roster
    return site.plan.story.failed or of_contractor


def _leave(stage: Stage, hand: Hand, left_on: dt.date) -> None:
    """Gone before the month was over: its days are on no sheet yet, so he is to be settled."""
    hand.left_on = max(left_on, hand.entered_on)
    hand.days[stage.month(0)] = [day for day in hand.days.get(stage.month(0), []) if day <= hand.left_on]


def _from_file(site: Site) -> list[Hand]:
    with (DATA / f"roster_{site.plan.roster}.csv").open(encoding="utf-8", newline="") as stream:
        return [
            Hand(
                row["name"], row["id_number"], row["phone"], row["card"], row["bank"], row["trade"], row["team"], int(row["daily_rate"]),
                site.started_on, fixed_days=int(row["days"]),
            )
            for row in csv.DictReader(stream)
        ]  # fmt: skip


def _drawn(stage: Stage, site: Site) -> list[Hand]:
    rng = stage.rng
    hands = []
    latest = min(stage.on - dt.timedelta(days=2), _last_day(stage, site))
    for number in range(site.plan.workers):
        person = stage.people.person()
        entered_on = max(site.started_on, stage.closed[-1] + dt.timedelta(days=rng.choice((0, 0, 0, 3, 12, 35))))
        hands.append(
            Hand(
                person.name, person.id_number, person.phone, person.card, person.bank, rng.choice(TRADES), TEAMS[number % len(TEAMS)],
                rng.choice(RATES), min(entered_on, latest),
            )
        )  # fmt: skip
    return hands


def _last_day(stage: Stage, site: Site) -> dt.date:
    """When work ended or paused."""
    days = {"stopped": 20, "winter_break": 6, "completed_unsettled": 35, "settled": 80}.get(site.plan.story.state, site.plan.story.odd.get("silent", 0))
    return stage.on - dt.timedelta(days=days)


def _attend(stage: Stage, hand: Hand, month: dt.date, ends_on: dt.date) -> None:
    first, last = max(month, hand.entered_on), min(add_months(month, 1) - dt.timedelta(days=1), ends_on)
    possible = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    if not possible:
        return
    if hand.fixed_days is not None and month == stage.closed[0]:
        wanted = hand.fixed_days
    else:
        wanted = round(len(possible) * stage.rng.uniform(0.6, 0.92))
    hand.days[month] = sorted(stage.rng.sample(possible, max(2, min(wanted, len(possible)))) if len(possible) > 2 else possible)
