"""The one way to write an audit entry."""

from typing import Any

from django.db import DatabaseError, models

from portal.audit.models import Entry
from portal.audit.occasion import occasion
from portal.lib import mask


class TrailUnavailable(DatabaseError):
    """The entry could not be written: the act it belongs to must not happen, and the person is told to try later (503)."""


def record(
    actor: Any, verb: str, obj: models.Model | None = None, *, region_id: int | None = None, detail: dict | None = None, succeeded: bool = True
) -> Entry:
    """Write one entry in the caller's transaction; if it cannot be written the act fails with it (``TrailUnavailable``).

    ``actor`` is a portal.tenancy.scope.Actor (or anything with uid, name, role). ``detail`` holds no full identity
    number, card or phone: pass masked values; a number typed into a reason, a note or a name is masked here.
    """
    now = occasion()
    entry = Entry(
        actor_uid=getattr(actor, "uid", None),
        actor_name=mask.in_text(getattr(actor, "name", "") or ""),
        actor_role=str(getattr(actor, "role", "") or ""),
        verb=verb,
        region_id=_region(actor, obj) if region_id is None else region_id,
        object_type=obj._meta.label if obj is not None else "",
        object_uid=str(getattr(obj, "uid", None) or getattr(obj, "pk", "") or "") if obj is not None else "",
        object_name=mask.in_text(str(obj)[:200]) if obj is not None else "",
        detail=_without_numbers(detail or {}),
        address=now.address,
        succeeded=succeeded,
        request_id=now.request_id,
    )
    try:
        entry.save(force_insert=True)
    except DatabaseError as fault:
        raise TrailUnavailable(str(fault)) from fault
    return entry


def _region(actor: Any, obj: models.Model | None) -> int | None:
    """The region the act belongs to: the object's, else the actor's own."""
    region_id = getattr(obj, "region_id", None)
    return getattr(actor, "region_id", None) if region_id is None else region_id


def _without_numbers(value: Any) -> Any:
    match value:
        case str():
            return mask.in_text(value)
        case dict():
            return {key: _without_numbers(part) for key, part in value.items()}
        case list() | tuple():
            return [_without_numbers(part) for part in value]
    return value
