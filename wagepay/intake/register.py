"""The county's register of workers, which enterprises may not write: the one place that opens the county's scope for them."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from portal.lib import crypto
from portal.lib.names import sort_key
from portal.tenancy.actors import keeper
from portal.tenancy.models import Region
from portal.tenancy.scope import acting
from wagepay.models import Worker
from wagepay.queries.bulk import staged, upsert
from wagepay.queries.writing import KnownWorker, known_workers, vouched_names


@dataclass(frozen=True)
class Identity:
    """What the register keeps of a person."""

    person: bytes
    id_number: str
    name: str
    name_key: str
    birth_on: dt.date | None
    is_migrant: bool | None = None

    @property
    def id_kind(self) -> str:
        """01 resident card; everything else is kept as 其他 until a document kind is given."""
        return "01" if len(self.id_number) == 18 else "08"


COLUMNS = {
    "uid": "uuid", "region_id": "bigint", "name": "text", "name_key": "text", "id_kind": "text", "id_number": "bytea", "id_index": "bytea",
    "birth_on": "date", "is_migrant": "boolean", "recorded_at": "timestamptz",
}  # fmt: skip


def register_workers(region: Region, people: Sequence[Identity], at: dt.datetime, *, employers: Collection[int]) -> dict[bytes, int]:
    """Write the people into the county's register and return their row ids by person.

    A worker is unique by blind index inside a county; a known one is not written again unless something changed. One firm's
    file does not rename a person whom another firm knows by the registered name: each engagement carries its own firm's.
    The scope is the system's own, for exactly this table; the enterprise's act is recorded by the act that calls it.
    """
    table = Worker._meta.db_table
    with acting(keeper(region.pk)):
        known = known_workers(region.pk, [identity.person for identity in people])
        fresh = _fresh(people, known, employers)
        if fresh:
            upsert(table, staged("wagepay_in_workers", COLUMNS, _rows(region, fresh, at)), tuple(COLUMNS), ("region_id", "id_index"), keep=_KEPT)
            known |= known_workers(region.pk, [identity.person for identity in fresh])
    return {person: found[0] for person, found in known.items()}


_KEPT = ("uid", "id_number", "recorded_at", "id_kind", "birth_on")


def _fresh(people: Sequence[Identity], known: dict[bytes, KnownWorker], employers: Collection[int]) -> list[Identity]:
    """The people the register does not have in these words."""
    renamed = [found[0] for person in people if (found := known.get(person.person)) and found[1] != person.name]
    kept = vouched_names(renamed, employers) if renamed else frozenset()
    fresh = []
    for person in people:
        pk, name, is_migrant = known.get(person.person, (None, "", None))
        said = replace(person, name=name, name_key=sort_key(name)[:160]) if pk in kept else person
        if pk is None or said.name != name or (said.is_migrant is not None and said.is_migrant != is_migrant):
            fresh.append(said)
    return fresh


def _rows(region: Region, people: Sequence[Identity], at: dt.datetime) -> list[tuple]:
    uids = [uuid.uuid4() for _ in people]
    sealed = crypto.encrypt_many("id_number", Worker._meta.db_table, "id_number", [(uid, p.id_number) for uid, p in zip(uids, people, strict=True)])
    return [
        (uid, region.pk, p.name, p.name_key, p.id_kind, blob, p.person, p.birth_on, p.is_migrant is not False, at)
        for uid, blob, p in zip(uids, sealed, people, strict=True)
    ]
