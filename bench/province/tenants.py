"""Five tenants with model sites by the acts and enough inspectors, then the province."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from django.contrib.auth.hashers import make_password
from django.db import transaction

from bench.province.fill import MARK, Province, Size, Tell, fill_province
from bench.province.ground import Apart, without_security
from portal.accounts.enums import Role
from portal.accounts.models import Membership, User
from portal.operations.demo.build import set_stage
from portal.operations.demo.plans import GOOD, Plan
from portal.operations.demo.projects import change_state, register
from portal.operations.demo.stage import Stage
from portal.operations.models import DemoBuild
from portal.tenancy.actors import system_actor
from portal.tenancy.enums import Industry
from portal.tenancy.scope import acting
from projects.enums import ProjectKind, SiteKind
from projects.models import Project

FIRST_SERIAL = 2000  # beyond the stories'
SITES_PER_INSPECTOR = 80
AGE_MONTHS = 13
KINDS = (
    ("样例家园标准地块", Industry.HOUSING, ProjectKind.HOUSING, SiteKind.CLOSED, ("is_private",), 1),
    ("示例道路标准标段", Industry.TRANSPORT, ProjectKind.ROAD, SiteKind.LINEAR, ("is_government_invested",), None),
)


def build(size: Size, *, on: dt.date, seed: int, at: dt.datetime, tell: Tell) -> Province:
    """The tenants of the demonstration, without its stories, in a database of their own."""
    stage = set_stage(DemoBuild(on=on, seed=seed, size="full"), at)
    with transaction.atomic():
        models = [_register(stage, code, number, kind) for number, code in enumerate(sorted(stage.land.places)) for kind in range(len(KINDS))]
        inspectors = _appoint(stage, 1 + size.projects // len(stage.land.places) // SITES_PER_INSPECTOR)
    system = system_actor()
    with without_security():
        made = fill_province(
            [project for project, _ in models], size, on=stage.on, seed=stage.seed, at=stage.instant(stage.on, 1), workdays=stage.workdays, inspectors=inspectors,
            tell=tell, ground=Apart(system),
        )  # fmt: skip
    with transaction.atomic():
        for project, plan in models:
            with acting(stage.inspector(plan.region)) as actor:
                change_state(stage, replace(plan, story=replace(GOOD, state="settled")), actor.with_projects(project.pk), project)
    return made


def _register(stage: Stage, code: str, number: int, kind: int) -> tuple[Project, Plan]:
    name, industry, project_kind, site_kind, flags, owner = KINDS[kind]
    serial = FIRST_SERIAL + number * len(KINDS) + kind
    township = next((town.code for town in stage.place(code).townships), "")
    plan = Plan(
        code, name, industry, project_kind, GOOD, township=township, site_kind=site_kind, flags=flags, owner=owner, months=AGE_MONTHS, amount_wan=3000, workers=0,
    )  # fmt: skip
    return register(stage.at_site(serial), plan, serial).project, plan


def _appoint(stage: Stage, each: int) -> dict[int, Sequence[int]]:
    """Region -> the inspectors its volume is shared out to. Nobody signs in as one of them."""
    found: dict[int, Sequence[int]] = {}
    people = stage.at_site(FIRST_SERIAL).people
    locked, since = make_password(None), stage.on - dt.timedelta(days=400)
    for code in sorted(stage.land.places):
        place = stage.place(code)
        users = [
            User(username=f"demo-{code}-{number:03d}".lower(), name=people.name(), password=locked, created_at=stage.instant(since)) for number in range(each)
        ]
        User.objects.bulk_create(users)
        Membership.objects.bulk_create(
            [Membership(user=user, role=Role.INSPECTOR, organisation=place.bureau, region=place.region, valid_from=since, title=MARK) for user in users]
        )
        found[place.region.pk] = [user.pk for user in users]
    return found
