"""How each row of a project stands on a platform: never sent, sent, accepted, refused, changed since."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from portal.tenancy.scope import Actor
from projects.models import Project
from wagepay.enums import ExchangeStanding
from wagepay.exchange.codes import Coder, dictionary
from wagepay.exchange.objects import OBJECTS, Asked, ExchangeObject, Unit
from wagepay.models import ExchangeRow

NOT_SENT, CHANGED = "not_sent", "changed"
WORDS = {NOT_SENT: "未上报", CHANGED: "上报后有变化", **dict(ExchangeStanding.choices)}


@dataclass(frozen=True)
class Standing:
    """One row with what the platform has of it."""

    unit: Unit
    record: ExchangeRow | None
    state: str

    @property
    def words(self) -> str:
        return WORDS[self.state]

    @property
    def sent_at(self) -> dt.datetime | None:
        return self.record.sent_at if self.record else None

    @property
    def is_due(self) -> bool:
        """To be sent, or to be sent again."""
        return self.state in (NOT_SENT, CHANGED, ExchangeStanding.REFUSED)


@dataclass(frozen=True)
class ObjectStanding:
    """One object of the platform with all its rows."""

    object: ExchangeObject
    rows: list[Standing]
    counts: Counter = field(default_factory=Counter)

    @property
    def lines(self) -> int:
        return sum(len(row.unit.lines) for row in self.rows)


def standings(actor: Actor, project: Project, platform: str, month: dt.date) -> tuple[list[ObjectStanding], Coder]:
    """Every object, and the coder that knows which values have no code there."""
    coder = Coder(dictionary(platform))
    asked = Asked(actor, project, month, coder)
    known = {(row.kind, row.row_key): row for row in ExchangeRow.objects.visible_to(actor).filter(project=project, platform=platform)}
    found = []
    for one in OBJECTS.values():
        rows = [_standing(unit, known.get((one.kind, unit.key))) for unit in one.units(asked)]
        found.append(ObjectStanding(one, rows, Counter(row.state for row in rows)))
    return found, coder


def _standing(unit: Unit, record: ExchangeRow | None) -> Standing:
    if record is None:
        return Standing(unit, None, NOT_SENT)
    return Standing(unit, record, record.standing if bytes(record.digest) == unit.digest else CHANGED)


def upload_states(projects: QuerySet, actor: Actor, platform: str) -> QuerySet:
    """Projects with the counts of their rows on a platform: sent, accepted, refused, waiting for an answer; one query."""
    rows = ExchangeRow.objects.visible_to(actor).filter(project=OuterRef("pk"), platform=platform).order_by().values("project")

    def count(*standings: str) -> Coalesce:
        found = rows.filter(standing__in=standings) if standings else rows
        return Coalesce(Subquery(found.annotate(count=Count("pk")).values("count")), 0)

    return projects.annotate(
        rows_sent=count(), rows_accepted=count(ExchangeStanding.ACCEPTED), rows_refused=count(ExchangeStanding.REFUSED),
        rows_waiting=count(ExchangeStanding.SENT), last_sent_at=Subquery(rows.annotate(last=Max("sent_at")).values("last")),
    )  # fmt: skip
