"""Build the demonstration once."""

import datetime as dt
import random
import sys
import time
from functools import partial

from django.db import connection

from portal.lib.errors import Refused
from portal.lib.sheets.bulk import collector_eased
from portal.operations.demo.accounts import open_accounts
from portal.operations.demo.attendance import attend_by_devices
from portal.operations.demo.campaigns import run_campaigns
from portal.operations.demo.cases import complain_at, hear_workers, work_on_leads
from portal.operations.demo.closings import file_papers
from portal.operations.demo.colleagues import share_the_sites
from portal.operations.demo.deposits import keep_deposits
from portal.operations.demo.enterprises import found_firms
from portal.operations.demo.exchanges import send_up
from portal.operations.demo.external import ask_outside
from portal.operations.demo.follow_ups import FOLLOW_UP
from portal.operations.demo.grids import open_grids
from portal.operations.demo.hands import side_by_side
from portal.operations.demo.inspections import inspect_sites
from portal.operations.demo.jurisdictions import open_land
from portal.operations.demo.late import fall_behind
from portal.operations.demo.letters import write_letters
from portal.operations.demo.machines import open_bank_key
from portal.operations.demo.messages import first_round, send_round
from portal.operations.demo.money import mind_the_money, report_money_matters
from portal.operations.demo.opinions import supervise
from portal.operations.demo.outlets import take_lists_out
from portal.operations.demo.own_words import say_own
from portal.operations.demo.papers import judge_systems
from portal.operations.demo.people import People
from portal.operations.demo.plans import Plan
from portal.operations.demo.posts import settle_rights
from portal.operations.demo.projects import planned, register
from portal.operations.demo.staff import keep_staff
from portal.operations.demo.stage import CLOSED_MONTHS, Stage
from portal.operations.demo.steps import Beside, Step, piece, take_all
from portal.operations.demo.wages import pay_wages
from portal.operations.demo.warnings import WATCH
from portal.operations.demo.winter import look_back_on_winter
from portal.operations.models import DemoBuild
from portal.tenancy.actors import system_actor
from portal.tenancy.calendars import work_calendar
from portal.tenancy.scope import acting
from projects.models import Project
from wagepay.models import Engagement, PayrollLine

LOCK = 4_703_082  # any number, the same for every installation
SMALL, FULL = "small", "full"
NO_SITE = 3000  # the people of the steps after the sites have numbers beyond every site's
TIMES = {SMALL: 1, FULL: 22}
MONTHS = {SMALL: CLOSED_MONTHS, FULL: 14}
TOLD_EVERY = 20  # sites of a county; the small one has fewer
STEPS = (
    *(Step(act, by_county=True) for act in (hear_workers, say_own, work_on_leads)),
    # What one county's inspections show beside deposits and devices: before the lamps are judged they touch no row of one another.
    Beside(((Step(inspect_sites),), tuple(map(Step, (send_up, keep_deposits, file_papers, attend_by_devices))))),
    *map(Step, (report_money_matters, judge_systems, fall_behind)),
    *WATCH,
    *FOLLOW_UP,
    Beside(
        (
            (Step(first_round),),
            (Step(write_letters), Step(run_campaigns, catches=True), Step(settle_rights), Step(supervise), Step(take_lists_out, catches=True)),
        )
    ),
    *map(Step, (keep_staff, ask_outside, send_round, mind_the_money, look_back_on_winter, share_the_sites)),
)
COUNTED = ("jurisdictions", "projects", "workers", "payroll_lines")


def build_demo(*, on: dt.date | None, seed: int | None, size: str | None, today: dt.date, at: dt.datetime) -> dict:
    """Build what is not there yet; a build that was broken off goes on, a finished one changes nothing."""
    begun = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    try:
        built = DemoBuild.objects.first() or DemoBuild.objects.create(on=on or today, seed=seed or 1, size=size or SMALL)
        _check_same(built, on, seed, size)
        if not built.counts:
            with collector_eased():
                _build(built, at)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    counts = {name: built.counts[name] for name in COUNTED}
    return {"date": built.on.isoformat(), "size": built.size, **counts, "seconds": round(time.monotonic() - begun, 1)}


def _check_same(built: DemoBuild, on: dt.date | None, seed: int | None, size: str | None) -> None:
    if any(asked is not None and asked != had for asked, had in ((on, built.on), (seed, built.seed), (size, built.size))):
        raise Refused(f"演示数据已按 {built.on}（{built.size}，种子 {built.seed}）建立；要换请先清空数据库。", "demo_built")


def _build(built: DemoBuild, at: dt.datetime) -> None:
    stage = set_stage(built, at)
    by_county: dict[str, list[tuple[int, Plan]]] = {}
    for serial, plan in enumerate(planned(stage, times=TIMES[built.size])):
        by_county.setdefault(plan.region, []).append((serial, plan))
    # A county's sites are built one after another, so that its numbers do not depend on chance; counties side by side.
    side_by_side(partial(_build_county, stage), sorted(by_county.values(), key=len, reverse=True))
    take_all(built, STEPS, lambda number: stage.at_site(NO_SITE + number))
    with acting(system_actor()) as operator:
        built.counts = {
            "jurisdictions": len(stage.land.tenants),
            "projects": Project.objects.visible_to(operator).count(),
            "workers": Engagement.objects.visible_to(operator).count(),
            "payroll_lines": PayrollLine.objects.visible_to(operator).count(),
        }
        built.save()


def set_stage(built: DemoBuild, at: dt.datetime) -> Stage:
    """Tenants, organs, firms and accounts."""
    rng = random.Random(f"{built.seed}/{built.on}/{built.size}")
    people = People(rng, built.on)
    with piece(), acting(system_actor()) as operator:
        land = open_land(actor=operator, on=built.on, at=at)
    with piece(), acting(system_actor()) as operator:  # the regions are there now
        firms = found_firms(actor=operator)
        open_accounts(actor=operator, land=land, firms=firms, people=People(random.Random(built.seed), built.on), on=built.on, at=at)
        open_grids(on=built.on)
        open_bank_key(firms=firms, on=built.on, at=at)
    return Stage(built.on, rng, people, land, firms, work_calendar(), built.seed, MONTHS[built.size])


def _build_county(stage: Stage, sites: list[tuple[int, Plan]]) -> None:
    for number, (serial, plan) in enumerate(sites, 1):
        _build_site(stage.at_site(serial), plan, serial)
        if number % TOLD_EVERY == 0:
            print(f"  {plan.region} 已建 {number}/{len(sites)} 个项目", file=sys.stderr, flush=True)


def _build_site(stage: Stage, plan: Plan, serial: int) -> None:
    """One project in one transaction: it is there whole or not at all."""
    with piece():
        with acting(system_actor()) as operator:
            if Project.objects.visible_to(operator).filter(address__endswith=f"样例路{serial + 1}号").exists():
                return
        site = register(stage, plan, serial)
        pay_wages(stage, site)
        complain_at(stage, site)
