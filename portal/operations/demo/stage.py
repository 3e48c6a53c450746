"""What the acts of the demonstration share: the day, its months, the people who act."""

import datetime as dt
import random
from dataclasses import dataclass, field, replace

from portal.accounts.actors import actor_for
from portal.accounts.enums import Role
from portal.accounts.models import Membership
from portal.lib import clock
from portal.lib.calendars import WorkCalendar
from portal.operations.demo.enterprises import Firms
from portal.operations.demo.jurisdictions import Land, Place
from portal.operations.demo.people import People
from portal.tenancy.scope import Actor, Scope
from projects.models import Project

CLOSED_MONTHS = 3
MOST_WORKERS = 40  # of one site


@dataclass
class Stage:
    """Handed from act to act."""

    on: dt.date
    rng: random.Random
    people: People
    land: Land
    firms: Firms
    workdays: WorkCalendar
    seed: int
    closed_months: int = CLOSED_MONTHS
    _actors: dict[tuple[str, str], Actor] = field(default_factory=dict)

    def at_site(self, serial: int) -> "Stage":
        """The stage of one site: its chances and its people follow from its number, whatever was built before it."""
        rng = random.Random(f"{self.seed}/{self.on}/{serial}")
        return replace(self, rng=rng, people=People(rng, self.on, serial * MOST_WORKERS))

    def instant(self, day: dt.date, hour: int = 10) -> dt.datetime:
        """A time of the day in office hours; never later than the demonstration's day."""
        return clock.start_of(min(day, self.on)) + dt.timedelta(hours=hour)

    def month(self, back: int) -> dt.date:
        """The first day of the month so many months ago; 0 is the current one."""
        number = self.on.year * 12 + self.on.month - 1 - back
        return dt.date(number // 12, number % 12 + 1, 1)

    @property
    def closed(self) -> list[dt.date]:
        """The closed months, newest first."""
        return [self.month(back) for back in range(1, self.closed_months + 1)]

    def place(self, code: str) -> Place:
        return self.land.places[code]

    def inspector(self, code: str) -> Actor:
        """Who acts for a county."""
        return self._actor("inspector", code, role=Role.INSPECTOR, region__code=code)

    def office(self, code: str) -> Actor:
        """The leading group's office of a tenant."""
        return self._actor("office", code, role=Role.OFFICE, region__code=code)

    def user(self, username: str) -> Actor:
        """Read anew each time: an enterprise's projects grow while the demonstration is built."""
        return actor_for(Membership.objects.get(user__username=username, deputy_of__isnull=True))

    def wage_officer(self, project: Project) -> Actor:
        """The general contractor's 劳资专管员 of a project; only one of the firms has an account on the portal."""
        firm = frozenset([project.general_contractor_id])
        scope = Scope(read_projects=frozenset([project.pk]), write_projects=frozenset([project.pk]), read_enterprises=firm, write_enterprises=firm)
        return Actor(
            uid=None, username="", name=project.wage_officer_name, role=Role.CONTRACTOR, scope=scope,
            organisation_id=project.general_contractor_id, organisation_name=project.general_contractor.name, enterprise_id=project.general_contractor_id,
        )  # fmt: skip

    def owner_of(self, project: Project) -> Actor:
        """Who enters for the owner of a project what it built and paid."""
        firm, sites = frozenset([project.owner_id]), frozenset([project.pk])
        scope = Scope(read_projects=sites, write_projects=sites, read_enterprises=firm, write_enterprises=firm)
        return Actor(
            uid=None, username="", name="建设单位经办人", role=Role.OWNER, scope=scope, organisation_id=project.owner_id, organisation_name=project.owner.name,
            enterprise_id=project.owner_id,
        )  # fmt: skip

    def _actor(self, kind: str, code: str, **wanted: object) -> Actor:
        if (kind, code) not in self._actors:
            self._actors[kind, code] = actor_for(Membership.objects.filter(deputy_of__isnull=True, **wanted).earliest("pk"))  # whoever was there from the start
        return self._actors[kind, code]
