"""The one way to write an audit entry."""

from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models

from portal.audit.models import Entry

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

    ``actor`` is a portal.tenancy.scope.Actor (or anything with uid, name, role). ``detail`` must hold
    no full identity number, card or phone: pass masked values, whose text form is already masked.
    """
    entry = Entry(
        actor_uid=getattr(actor, "uid", None),
        actor_name=getattr(actor, "name", "") or "",
        actor_role=str(getattr(actor, "role", "") or ""),
        verb=verb,
        region_id=region_id if region_id is not None else getattr(obj, "region_id", None),
        object_type=obj._meta.label if obj is not None else "",
        object_uid=str(getattr(obj, "uid", None) or getattr(obj, "pk", "") or "") if obj is not None else "",
        object_name=str(obj)[:200] if obj is not None else "",
        detail=detail or {},
        address=_address.get(),
        succeeded=succeeded,
    )
    entry.save(force_insert=True)
    return entry
