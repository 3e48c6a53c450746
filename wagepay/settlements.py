"""离场结清: who left, what is open, until when it had to be settled."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse

from portal.accounts.rights import may
from portal.lib.deadlines import add_months
from portal.notices.digest import Due, due_today
from portal.tenancy.policies import PolicySet, policy_sets
from portal.tenancy.scope import Actor
from wagepay.models import Engagement
from wagepay.policies import SETTLEMENT_DAYS
from wagepay.queries.settlement import Open, open_settlements

BACK = 14  # months; what is older stands with its warnings and cases


@dataclass(frozen=True)
class Settlement:
    """One person who left and is not settled; ``due_on`` by the tenant's figure."""

    person: Engagement
    open: Open
    due_on: dt.date
    on: dt.date

    @property
    def is_late(self) -> bool:
        return self.due_on < self.on

    @property
    def words(self) -> str:
        parts = [f"欠 {self.open.owed:,.2f} 元"] if self.open.owed else []
        by_rate = f"（按登记的日工资约 {self.open.estimate:,.2f} 元）" if self.open.estimate else ""
        return "，".join([*parts, *([f"{self.open.months_without_sheet} 个月没有列入工资表{by_rate}"] if self.open.months_without_sheet else [])])


def settlements_of(actor: Actor, on: dt.date, policies: Mapping[int, PolicySet] | None = None) -> list[Settlement]:
    """Open settlements in sight, the earliest deadline first; four queries whatever the number of people.

    All who left are asked about, and only those who are not settled are fetched: a limit on the former would lose whoever left last.
    """
    since = add_months(on.replace(day=1), -BACK)
    left = Engagement.objects.visible_to(actor).filter(left_on__isnull=False, left_on__gte=since, left_on__lte=on)
    found = open_settlements(list(left.values_list("pk", flat=True)), on, since)
    people = {row.pk: row for row in left.filter(pk__in=found).select_related("project__region", "employer")}
    regions = {row.project.region_id: row.project.region for row in people.values()}
    known = policy_sets(regions.values(), on) if policies is None else policies
    days = {pk: dt.timedelta(days=known[pk][SETTLEMENT_DAYS].value) for pk in regions if pk in known}
    rows = [
        Settlement(person, found[pk], person.left_on + days[person.project.region_id], on) for pk, person in people.items() if person.project.region_id in days
    ]
    return sorted(rows, key=lambda row: (row.due_on, row.person.pk))


@due_today
def settlements(actor: Actor, on: dt.date) -> Iterator[Due]:
    """For those who pay: people who left and whose days are over or end today, one line for a project."""
    if not may(actor, "wagepay.submit"):
        return
    by_project: dict[int, list[Settlement]] = {}
    for row in settlements_of(actor, on):
        if row.due_on <= on:
            by_project.setdefault(row.person.project_id, []).append(row)
    for rows in by_project.values():
        late = sum(row.is_late for row in rows)
        words = f"{len(rows)} 人离场没有结清{f'，{late} 人已超过期限' if late else '，今天到期'}"
        yield Due(f"离场结清：{rows[0].person.project.name}", words, reverse("wage_settlements"), bool(late))
