"""Builds the ground of the journeys inside a running installation: `python -m tests.journeys.ground`.

The demonstration's own acts with a few of its sites, because the whole of it would take longer than the journey.
"""

import os
import random

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from portal.lib import clock  # noqa: E402
from portal.operations.demo.accounts import open_accounts  # noqa: E402
from portal.operations.demo.enterprises import found_firms  # noqa: E402
from portal.operations.demo.jurisdictions import open_land  # noqa: E402
from portal.operations.demo.people import People  # noqa: E402
from portal.operations.demo.plans import GUANSHAN, XIUSHUI, Plan, Story  # noqa: E402
from portal.operations.demo.projects import register  # noqa: E402
from portal.operations.demo.stage import Stage  # noqa: E402
from portal.operations.demo.wages import pay_wages  # noqa: E402
from portal.tenancy.actors import system_actor  # noqa: E402
from portal.tenancy.calendars import work_calendar  # noqa: E402
from portal.tenancy.enums import Industry  # noqa: E402
from portal.tenancy.scope import acting  # noqa: E402
from projects.enums import ProjectKind  # noqa: E402

HOUSING = (Industry.HOUSING, ProjectKind.HOUSING)
XIQING = Plan(
    "120111", "西青区中北示例产业园一期", *HOUSING, Story("labour", labour=("0.3", "0.4", "0.5"), paid=("0.7", "0.9", "1")),
    township="120111100", flags=("is_state_owner",), contractor=0, workers=16, months=11,
)  # fmt: skip
YEXIAN = Plan("410422", "叶县样例家园", *HOUSING, Story("unpaid", paid=("0.5", "0.5", "1")), flags=("is_private",), contractor=1, workers=14, months=8)
SITES = (GUANSHAN, XIUSHUI, XIQING, YEXIAN)
SEED = 1


def main() -> None:
    on, at = clock.today(), clock.now()
    people = People(random.Random(SEED), on)
    with acting(system_actor()) as operator:
        land = open_land(actor=operator, on=on, at=at)
    with acting(system_actor()) as operator:  # the regions are there now
        firms = found_firms(actor=operator)
        open_accounts(actor=operator, land=land, firms=firms, people=people, on=on, at=at)
    stage = Stage(on, random.Random(SEED), people, land, firms, work_calendar(), SEED)
    for serial, plan in enumerate(SITES):
        site = stage.at_site(serial)
        pay_wages(site, register(site, plan, serial))


if __name__ == "__main__":
    main()
