"""Whom a warning concerns by the books, of which wage month, and who of them was not asked yet."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, Q

from earlywarning.models import EarlyWarning, WorkerQuestion
from portal.lib.deadlines import add_months
from portal.tenancy.scope import Actor
from wagepay.models import ProjectMonth, WorkerMonth

MOST = 60  # asked at one press: as many as an inspector can follow up by telephone
YEAR = 12
SHORT = Q(owed__gt=F("paid") + F("paid_outside") + F("advance")) | Q(days__gte=2, paid=0, paid_outside=0)
Person = tuple[bytes, dt.date]  # with the month he is asked about


@dataclass(frozen=True)
class Concerned:
    """``people`` in the order they are asked; ``unasked`` of them."""

    people: tuple[Person, ...]
    unasked: tuple[Person, ...]

    @property
    def asked(self) -> int:
        return len(self.people) - len(self.unasked)

    @property
    def next(self) -> tuple[Person, ...]:
        return self.unasked[:MOST]

    @property
    def left(self) -> int:
        """How many still wait after the next press."""
        return len(self.unasked) - len(self.next)


def concerned_by(warning: EarlyWarning, actor: Actor, on: dt.date) -> Concerned:
    """Each person who is not fully paid, once: of the warning's month, or where it names none of his newest month whose pay day has passed."""
    rows = WorkerMonth.objects.visible_to(actor).filter(SHORT, project=warning.project_id)
    if warning.subcontractor_id:
        rows = rows.filter(employer=warning.subcontractor_id)
    if warning.month:
        people = [(bytes(person), warning.month) for person in rows.filter(month=warning.month).order_by("person").values_list("person", flat=True).distinct()]
    else:
        people = _newest(rows, warning, actor, on)
    known = {bytes(q.person) for q in WorkerQuestion.objects.visible_to(actor).filter(warning=warning)}
    return Concerned(tuple(people), tuple(found for found in people if found[0] not in known))


def _newest(rows, warning: EarlyWarning, actor: Actor, on: dt.date) -> list[Person]:
    """A warning over the whole project (离场未结清、节前未清、停工欠薪) is about months that fell due; somebody is asked about one, the newest he remembers best."""
    since = add_months(on.replace(day=1), -YEAR)
    due = ProjectMonth.objects.visible_to(actor).filter(project=warning.project_id, month__gte=since, due_on__lt=on)
    months = set(due.values_list("employer_id", "month"))
    found: dict[bytes, dt.date] = {}
    for employer, month, person in rows.filter(month__gte=since).order_by("month").values_list("employer_id", "month", "person"):
        if (employer, month) in months:
            found[bytes(person)] = month
    return sorted(found.items())
