"""Engagement rows in bulk: registered people out of a roster, and people first met on a sheet."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from portal.lib import crypto
from portal.lib.names import sort_key
from portal.tenancy.scope import Actor
from projects.models import Project
from wagepay.enums import ContractKind, PayWay, PersonSource, WageForm, WorkerType
from wagepay.intake.children import alert_children
from wagepay.intake.register import Identity, register_workers
from wagepay.intake.terms import Terms
from wagepay.models import Engagement
from wagepay.queries.bulk import staged, upsert
from wagepay.queries.people import bytes_of
from wagepay.queries.shared_phones import mark_shared_phones
from wagepay.trades import code_of
from wagepay.workbooks.roster import birth_of

COLUMNS = {
    "uid": "uuid", "region_id": "bigint", "project_id": "bigint", "employer_id": "bigint", "worker_id": "bigint", "source": "text", "registered_on": "date",
    "name": "text", "name_key": "text", "id_kind": "text", "id_number": "bytea", "id_index": "bytea", "birth_on": "date",
    "phone": "bytea", "phone_index": "bytea", "card": "bytea", "card_index": "bytea", "bank_name": "text", "team": "text", "trade": "text",
    "worker_type": "smallint", "contract_kind": "text", "contract_signed_on": "date", "wage_form": "text", "daily_rate": "numeric",
    "entered_on": "date", "left_on": "date", "changed_at": "timestamptz", "trade_code": "text", "contract_until": "date", "pay_date": "text",
    "pay_way": "text", "pay_way_reason": "text", "entered_reason": "text", "left_reason": "text", "trained_on": "date", "training_hours": "numeric",
}  # fmt: skip
PLAIN = (
    "registered_on", "name", "bank_name", "team", "trade", "worker_type", "contract_kind", "contract_signed_on", "wage_form", "daily_rate", "entered_on",
    "left_on", "contract_until", "pay_date", "pay_way", "pay_way_reason", "entered_reason", "left_reason", "trained_on", "training_hours",
)  # fmt: skip
# The last columns of a row, in the order in which they are written.
LAST = ("contract_until", "pay_date", "pay_way", "pay_way_reason", "entered_reason", "left_reason", "trained_on", "training_hours")
TABLE = Engagement._meta.db_table

# What a new person has until a file says otherwise.
UNSAID = {
    "bank_name": "", "team": "", "trade": "", "worker_type": WorkerType.BUILDER.value, "contract_kind": ContractKind.NONE.value,
    "wage_form": WageForm.DAY.value, "pay_date": "", "pay_way": PayWay.CARD.value, "pay_way_reason": "", "entered_reason": "", "left_reason": "",
}  # fmt: skip


def engage(actor: Actor, project: Project, people: Sequence[Terms], at: dt.datetime, source: str = PersonSource.ROSTER) -> int:
    """Write new people and what changed of known ones; returns the rows written."""
    known = _known(actor, project, people)
    changed = [(terms, old) for terms in people if (old := known.get((terms.employer_id, terms.person))) is None or _changes(terms, old)]
    if not changed:
        return 0
    alert_children(project, [terms for terms, _ in changed], at)
    identities = {terms.person: _identity(terms) for terms, _ in changed}
    workers = register_workers(project.region, list(identities.values()), at, employers={terms.employer_id for terms, _ in changed})
    rows = _rows(project, changed, identities, workers, source, at)
    written = upsert(
        TABLE, staged("wagepay_in_people", COLUMNS, rows), tuple(COLUMNS), ("project_id", "employer_id", "id_index"), keep=("uid", "id_number", "source")
    )
    if any(terms.phone for terms, _ in changed):
        mark_shared_phones(project.pk)
    return written


def meet(actor: Actor, project: Project, people: Iterable[Terms], at: dt.datetime, source: str) -> int:
    """Give people who are on no roster a row without registration, so that facts about them have a name (条例28 is lit, not enforced)."""
    people = list({(terms.employer_id, terms.person): terms for terms in people}.values())
    if not people:
        return 0
    rows = Engagement.objects.visible_to(actor).filter(project=project, employer_id__in={terms.employer_id for terms in people})
    there = {(employer, bytes(person)) for employer, person in rows.order_by().values_list("employer_id", "id_index")}
    strangers = [replace(terms, registered_on=None) for terms in people if (terms.employer_id, terms.person) not in there]
    return engage(actor, project, strangers, at, source)


def _identity(terms: Terms) -> Identity:
    return Identity(terms.person, terms.id_number, terms.name, sort_key(terms.name)[:160], birth_of(terms.id_number), terms.is_migrant)


def _known(actor: Actor, project: Project, people: Sequence[Terms]) -> dict[tuple[int, bytes], dict[str, Any]]:
    employers = {terms.employer_id for terms in people}
    names = ("uid", "employer_id", "id_index", "phone", "phone_index", "card", "card_index", *PLAIN)
    rows = Engagement.objects.visible_to(actor).filter(project=project, employer_id__in=employers).values(*names)
    return {(row["employer_id"], bytes(row["id_index"])): row for row in rows}


def _changes(terms: Terms, old: dict[str, Any]) -> bool:
    """Whether the file says anything new of a known person."""
    if any((value := getattr(terms, name)) is not None and value != old[name] for name in PLAIN if name != "registered_on"):
        return True
    if terms.registered_on and old["registered_on"] is None:
        return True
    return any(
        (number := getattr(terms, name)) and crypto.blind(kind, number) != bytes(old[f"{name}_index"] or b"")
        for name, kind in (("phone", "phone"), ("card", "bank_card"))
    )


Changed = list[tuple[Terms, dict[str, Any] | None]]


def _rows(project: Project, changed: Changed, identities: dict[bytes, Identity], workers: dict[bytes, int], source: str, at: dt.datetime) -> list[tuple]:
    """Whole rows: what the file says, else what was known, else the plain beginning. Numbers are sealed for the row's own uid, a column at a time."""
    uids = [old["uid"] if old else uuid.uuid4() for _, old in changed]
    ids = crypto.encrypt_many("id_number", TABLE, "id_number", [(uid, terms.id_number) for uid, (terms, _) in zip(uids, changed, strict=True)])
    phones = _numbers("phone", "phone", uids, changed)
    cards = _numbers("card", "bank_card", uids, changed)
    rows = []
    for at_row, (terms, old) in enumerate(changed):
        values, identity = _values(terms, old or {}), identities[terms.person]
        rows.append((
            uids[at_row], project.region_id, project.pk, terms.employer_id, workers[terms.person], source, values["registered_on"],
            values["name"], identity.name_key, identity.id_kind, ids[at_row], terms.person, identity.birth_on,
            *phones[at_row], *cards[at_row], values["bank_name"], values["team"], values["trade"],
            values["worker_type"], values["contract_kind"], values["contract_signed_on"], values["wage_form"], values["daily_rate"],
            values["entered_on"], values["left_on"], at, code_of(values["trade"]), *(values[name] for name in LAST),
        ))  # fmt: skip
    return rows


def _values(terms: Terms, before: dict[str, Any]) -> dict[str, Any]:
    values = {name: getattr(terms, name) if getattr(terms, name) is not None else before.get(name, UNSAID.get(name)) for name in PLAIN}
    values["registered_on"] = before.get("registered_on") or terms.registered_on
    return values


def _numbers(column: str, kind: str, uids: list[uuid.UUID], changed: Changed) -> list[tuple[bytes | None, bytes | None]]:
    """(sealed, index) of a number per row: what was known stays as it was sealed, what is new or other is sealed now."""
    said = [at for at, (terms, _) in enumerate(changed) if getattr(terms, column)]
    indexes = dict(zip(said, crypto.blind_many(kind, [getattr(changed[at][0], column) for at in said]), strict=True))
    found = [((old or {}).get(column), bytes_of((old or {}).get(f"{column}_index"))) for _, old in changed]
    fresh = [at for at in said if found[at][0] is None or found[at][1] != indexes[at]]
    sealed = crypto.encrypt_many(kind, TABLE, column, [(uids[at], getattr(changed[at][0], column)) for at in fresh])
    for at, blob in zip(fresh, sealed, strict=True):
        found[at] = (blob, indexes[at])
    return found
