"""The people of a site as imports compare with them: by number, card and name."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import connection
from django.db.models import Q

from portal.lib import crypto
from portal.lib.deadlines import add_months
from portal.tenancy.scope import Actor
from projects.models import Project
from wagepay.models import Engagement, PayrollLine, PayrollSheet, WorkerMonth
from wagepay.versions import ZERO, Line


def persons_of(id_numbers: Sequence[str | None]) -> Sequence[bytes | None]:
    """The persons of a column of identity numbers."""
    return _indexes("id_number", id_numbers)


def cards_of(numbers: Sequence[str | None]) -> Sequence[bytes | None]:
    """The blind indexes of a column of card numbers."""
    return _indexes("bank_card", numbers)


def _indexes(purpose: str, numbers: Sequence[str | None]) -> Sequence[bytes | None]:
    filled = [number for number in numbers if number is not None]
    found = crypto.blind_many(purpose, filled)
    if len(filled) == len(numbers):
        return found
    indexes = iter(found)
    return [None if number is None else next(indexes) for number in numbers]


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


def people_of(actor: Actor, project: Project) -> Site:
    """The engaged people of a project."""
    rows = Engagement.objects.visible_to(actor).filter(project=project).order_by("entered_on", "pk")
    names = ("pk", "id_index", "employer_id", "name", "card_index", "entered_on", "left_on", "registered_on")
    return Site(
        [
            Known(pk, bytes(person), employer, name, bytes_of(card), entered, left, registered is not None)
            for pk, person, employer, name, card, entered, left, registered in rows.values_list(*names)
        ]
    )


@dataclass(frozen=True)
class Roll:
    """One employer's people of a project: the names of all that were ever met, and of those who are registered."""

    names: dict[bytes, str]
    registered: dict[bytes, str]


def roll_of(actor: Actor, project: Project, employer_id: int) -> Roll:
    """A person has one row at an employer. Thousands come as one value of each kind, in one and the same order, and not as a row for each of them."""
    rows = Engagement.objects.visible_to(actor).filter(project=project, employer_id=employer_id).order_by()
    everybody, values = rows.annotate(registered=Q(registered_on__isnull=False)).values("id_index", "name", "registered").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT registered, string_agg(id_index, ''), json_agg(name)::text FROM ({everybody}) AS everybody GROUP BY registered", values)
        found = {registered: dict(zip(indexes_in(bytes(persons)), json.loads(names), strict=True)) for registered, persons, names in cursor.fetchall()}
    registered = found.get(True, {})
    return Roll(registered | found[False] if False in found else registered, registered)


def indexes_in(joined: bytes) -> Iterator[bytes]:
    """Blind indexes that stand one after the other."""
    return (joined[at : at + crypto.INDEX_BYTES] for at in range(0, len(joined), crypto.INDEX_BYTES))


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


def lines_of(actor: Actor, sheet: PayrollSheet) -> dict[bytes, Line]:
    """A version's lines by person, as versions are compared."""
    rows = PayrollLine.objects.visible_to(actor).filter(month=sheet.month, project_id=sheet.project_id, sheet=sheet).order_by()
    names = ("person", "name", "team", "row", "days", "gross", "deduction", "advance", "net", "card_index")
    return {
        bytes(person): Line(name, team, row, days or ZERO, gross, deduction + advance, net, bytes_of(card))
        for person, name, team, row, days, gross, deduction, advance, net, card in rows.values_list(*names)
    }


@dataclass(frozen=True)
class Before:
    """What the sheet of the month before said of a person."""

    name: str
    rate_fen: int | None
    card_index: bytes | None


def month_before(actor: Actor, project: Project, employer_id: int, month: dt.date) -> dict[bytes, Before] | None:
    """The employer's sheet of the month before, if there is one."""
    earlier = add_months(month, -1)
    sheet = PayrollSheet.objects.visible_to(actor).current().filter(project=project, employer_id=employer_id, month=earlier).first()
    if sheet is None:
        return None
    rows = PayrollLine.objects.visible_to(actor).filter(month=earlier, project=project, sheet=sheet).order_by()
    found = rows.values_list("person", "name", "rate", "card_index")
    return {bytes(person): Before(name, None if rate is None else int(rate * 100), bytes_of(card)) for person, name, rate, card in found}


def names_of(actor: Actor, project: Project, persons: Iterable[bytes]) -> dict[bytes, Engagement]:
    """The engagement that names each person, for lists of differences."""
    rows = Engagement.objects.visible_to(actor).filter(project=project, id_index__in=list(persons)).order_by("pk")
    return {bytes(row.id_index): row for row in rows}
