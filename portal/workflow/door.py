"""The one door through which every life-cycle moves: state, right, lock, write, record, message."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from portal.accounts.rights import may
from portal.audit.log import record
from portal.jobs import outbox
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor


@dataclass(frozen=True)
class Move:
    """One row of a life-cycle table.

    ``sources`` are the states it may start from, ``target`` the state it ends in, ``right`` the verb needed,
    ``law`` the citation, ``within`` the deadline code (portal.lib.deadlines) that runs for it.
    """

    verb: str
    label: str
    sources: tuple[str, ...]
    target: str
    right: str
    law: str = ""
    within: str = ""


def table_of(obj: models.Model | type[models.Model]) -> tuple[Move, ...]:
    return obj.moves


def find(obj: models.Model | type[models.Model], verb: str) -> Move:
    """The row of the table; a verb the table lacks is a fault."""
    step = next((m for m in table_of(obj) if m.verb == verb), None)
    if step is None:
        raise LookupError(f"{obj._meta.label} has no move {verb!r}")
    return step


def why_not(obj: models.Model, step: Move, actor: Actor) -> str:
    """The Chinese reason why the actor cannot make the move now; empty when he can."""
    state_field = obj._meta.get_field(getattr(obj, "state_field", "state"))
    state = getattr(obj, state_field.name)
    labels = dict(state_field.flatchoices)
    if state not in step.sources:
        allowed = "、".join(str(labels.get(s, s)) for s in step.sources)
        return f"现在是“{labels.get(state, state)}”，不能“{step.label}”；要先到“{allowed}”。"
    if not may(actor, step.right):
        return f"您没有“{step.label}”的权限。"
    return ""


def available(obj: models.Model, actor: Actor) -> list[Move]:
    """The moves the actor can make now, in the order of the table: the buttons of a page."""
    return [step for step in table_of(obj) if not why_not(obj, step, actor)]


def move(obj: models.Model, verb: str, *, actor: Actor, at: dt.datetime, note: str = "", detail: dict | None = None, **changes: Any) -> models.Model:
    """Make one move and return the fresh row.

    The row is locked and its state read again, so of two people one is told what the other did. ``changes``
    are further fields written with the state. The audit entry and the message are in the same transaction.
    """
    step = find(obj, verb)
    state_name = getattr(obj, "state_field", "state")
    with transaction.atomic():
        locked = _lock(obj)
        reason = why_not(locked, step, actor)
        if reason:
            raise Refused(reason, "wrong_state")
        before = getattr(locked, state_name)
        for name, value in {**changes, state_name: step.target}.items():
            setattr(locked, name, value)
        locked.save()
        facts = {"from": before, "to": step.target, "note": note, **(detail or {})}
        entry = record(actor, f"{obj._meta.label_lower}.{verb}", locked, detail=facts)
        outbox.post(
            f"{obj._meta.label_lower}.{verb}",
            str(entry.uid),
            {"object": obj._meta.label, "pk": locked.pk, "verb": verb, "by": actor.name, "at": at.isoformat()},
            getattr(locked, "region_id", None),
        )
    return locked


def _lock(obj: models.Model) -> models.Model:
    locked = type(obj)._base_manager.select_for_update(of=("self",)).filter(pk=obj.pk).first()
    if locked is None:
        raise Refused("这条记录已不在您的权限范围内。", "gone")
    return locked
