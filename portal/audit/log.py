"""The one way to write an audit entry."""

from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models

from portal.audit.models import Entry
from portal.lib import mask

_address: ContextVar[str] = ContextVar("audit_address", default="")


@contextmanager
def from_address(address: str):
    """Entries written inside carry the network address of the request."""
    token = _address.set(address)
    try:
        yield
    finally:
        _address.reset(token)


def record(
    actor: Any, verb: str, obj: models.Model | None = None, *, region_id: int | None = None, detail: dict | None = None, succeeded: bool = True
) -> Entry:
    """Write one entry in the caller's transaction; if it cannot be written the act fails with it.

    ``actor`` is a portal.tenancy.scope.Actor (or anything with uid, name, role). ``detail`` holds no full identity
    number, card or phone: pass masked values; a number typed into a reason, a note or a name is masked here.
    """
    entry = Entry(
        actor_uid=getattr(actor, "uid", None),
        actor_name=mask.in_text(getattr(actor, "name", "") or ""),
        actor_role=str(getattr(actor, "role", "") or ""),
        verb=verb,
        region_id=region_id if region_id is not None else getattr(obj, "region_id", None),
        object_type=obj._meta.label if obj is not None else "",
        object_uid=str(getattr(obj, "uid", None) or getattr(obj, "pk", "") or "") if obj is not None else "",
        object_name=mask.in_text(str(obj)[:200]) if obj is not None else "",
        detail=_without_numbers(detail or {}),
        address=_address.get(),
        succeeded=succeeded,
    )
    entry.save(force_insert=True)
    return entry


def _without_numbers(value: Any) -> Any:
    match value:
        case str():
            return mask.in_text(value)
        case dict():
            return {key: _without_numbers(part) for key, part in value.items()}
        case list() | tuple():
            return [_without_numbers(part) for part in value]
    return value
