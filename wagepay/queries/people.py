"""The people of a site as imports compare with them: by number, card and name."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from portal.lib import crypto
from portal.tenancy.scope import Actor
from projects.models import Project
from wagepay.models import Engagement, PayrollLine, PayrollSheet, WorkerMonth


class Blinder:
    """Identity numbers to persons; a file asks for the same number again and again."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}
        self._vault = crypto.vault()

    def __call__(self, number: str) -> bytes:
        found = self._known.get(number)
        if found is None:
            found = self._known[number] = self._vault.index("id_number", crypto.plain_of("id_number", number))
        return found


@dataclass(frozen=True)
class Known:
    """One person at one employer of the site."""

    pk: int
    person: bytes
    employer_id: int
    name: str
    card_index: bytes | None
    entered_on: dt.date | None
    left_on: dt.date | None
    is_registered: bool

    def covers(self, day: dt.date) -> bool:
        return (self.entered_on is None or self.entered_on <= day) and (self.left_on is None or self.left_on >= day)


@dataclass
class Site:
    """Everybody the actor sees on a project."""

    people: list[Known]
    by_person: dict[bytes, list[Known]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[str, list[bytes]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for known in self.people:
            self.by_person[known.person].append(known)
            if known.person not in self.by_name[known.name]:
                self.by_name[known.name].append(known.person)

    def employer_of(self, person: bytes, day: dt.date, otherwise: int) -> int:
        """For whom the person worked on a day: the engagement that covers it, else the latest one."""
        found = self.by_person.get(person, [])
        best = next((known for known in found if known.covers(day)), found[-1] if found else None)
        return best.employer_id if best else otherwise

    @property
    def left_on(self) -> dict[bytes, dt.date | None]:
        """Registered persons with the day they left for good."""
        registered = {person: [k for k in known if k.is_registered] for person, known in self.by_person.items()}
        return {person: None if any(k.left_on is None for k in known) else max(k.left_on for k in known) for person, known in registered.items() if known}


def bytes_of(value: object) -> bytes | None:
    return None if value is None else bytes(value)


def people_of(actor: Actor, project: Project, employer_id: int | None = None) -> Site:
    """The engaged people of a project, or of one employer there."""
    rows = Engagement.objects.visible_to(actor).filter(project=project).order_by("entered_on", "pk")
    if employer_id is not None:
        rows = rows.filter(employer_id=employer_id)
    names = ("pk", "id_index", "employer_id", "name", "card_index", "entered_on", "left_on", "registered_on")
    return Site(
        [
            Known(pk, bytes(person), employer, name, bytes_of(card), entered, left, registered is not None)
            for pk, person, employer, name, card, entered, left, registered in rows.values_list(*names)
        ]
    )


def attended(actor: Actor, project: Project, employer_id: int, month: dt.date) -> dict[bytes, Decimal]:
    """Days on site by person."""
    rows = WorkerMonth.objects.visible_to(actor).filter(month=month, project=project, employer_id=employer_id, days__gt=0)
    return {bytes(person): days for person, days in rows.values_list("person", "days")}


@dataclass(frozen=True)
class Listed:
    """One person on the month's current sheet."""

    person: bytes
    employer_id: int
    name: str
    card_index: bytes | None
    net: Decimal


def listed(actor: Actor, project: Project, month: dt.date) -> list[Listed]:
    """Who stands on the sheets that count, of all employers."""
    sheets = list(PayrollSheet.objects.visible_to(actor).filter(project=project, month=month).current().values_list("pk", flat=True))
    rows = PayrollLine.objects.visible_to(actor).filter(month=month, project=project, sheet_id__in=sheets)
    found = rows.order_by("employer_id").values_list("person", "employer_id", "name", "card_index", "net")
    return [Listed(bytes(person), employer, name, bytes_of(card), net) for person, employer, name, card, net in found]


def names_of(actor: Actor, project: Project, persons: Iterable[bytes]) -> dict[bytes, Engagement]:
    """The engagement that names each person, for lists of differences."""
    rows = Engagement.objects.visible_to(actor).filter(project=project, id_index__in=list(persons)).order_by("pk")
    return {bytes(row.id_index): row for row in rows}
