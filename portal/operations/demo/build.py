"""Build the demonstration once."""

import datetime as dt
import random
import time

from django.db import connection, transaction

from portal.lib.errors import Refused
from portal.operations.demo.accounts import open_accounts
from portal.operations.demo.enterprises import found_firms
from portal.operations.demo.jurisdictions import open_land
from portal.operations.demo.people import People
from portal.operations.demo.projects import register_projects
from portal.operations.demo.stage import Stage
from portal.operations.models import DemoBuild
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting

LOCK = 4_703_082  # any number, the same for every installation
SMALL, FULL = "small", "full"
TIMES = {SMALL: 1, FULL: 22}
COUNTED = {"jurisdictions": 0, "projects": 0, "workers": 0, "payroll_lines": 0}


def build_demo(*, on: dt.date | None, seed: int | None, size: str | None, today: dt.date, at: dt.datetime) -> dict:
    """Everything in one transaction, so that a demonstration is whole or absent; a second time nothing changes."""
    begun = time.monotonic()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        built = DemoBuild.objects.first()
        if built is None:
            built = _build(on or today, seed or 1, size or SMALL, at)
        _check_same(built, on, seed, size)
    return {"date": built.on.isoformat(), "size": built.size, **{name: built.counts[name] for name in COUNTED}, "seconds": round(time.monotonic() - begun, 1)}


def _check_same(built: DemoBuild, on: dt.date | None, seed: int | None, size: str | None) -> None:
    if any(asked is not None and asked != had for asked, had in ((on, built.on), (seed, built.seed), (size, built.size))):
        raise Refused(f"演示数据已按 {built.on}（{built.size}，种子 {built.seed}）建立；要换请先清空数据库。", "demo_built")


def _build(on: dt.date, seed: int, size: str, at: dt.datetime) -> DemoBuild:
    rng = random.Random(f"{seed}/{on}/{size}")
    people = People(rng, on)
    operator = system_actor()
    with acting(operator):
        land = open_land(actor=operator, on=on, at=at)
    operator = system_actor()  # the regions are there now
    with acting(operator):
        firms = found_firms(actor=operator)
        open_accounts(actor=operator, land=land, firms=firms, people=people, on=on, at=at)
    stage = Stage(on, rng, people, land, firms)
    sites = register_projects(stage, times=TIMES[size])
    counts = COUNTED | {"jurisdictions": len(land.tenants), "projects": len(sites)}
    return DemoBuild.objects.create(on=on, seed=seed, size=size, counts=counts)
