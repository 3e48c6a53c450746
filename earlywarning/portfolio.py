"""Open warnings, with their items of 三日清零, as part of what a person hands to his successor."""

import datetime as dt

from earlywarning.actions.assign import hand_to
from earlywarning.enums import ClearanceKind
from earlywarning.models import ClearanceItem, EarlyWarning
from portal.accounts.handover import Portfolio, Thing
from portal.accounts.models import User
from portal.lib.show import local_date
from portal.tenancy.scope import Actor


def _own(actor: Actor, user_id: int):
    return EarlyWarning.objects.visible_to(actor).open().filter(assigned_to=user_id).order_by("due_at", "pk")


def things(actor: Actor, user_id: int) -> list[Thing]:
    """The open warnings assigned to him."""
    rows = _own(actor, user_id).select_related("project")
    return [Thing(f"{row.title}（{row.project.name}）", f"{row.get_level_display()} · {row.get_state_display()}", _day(row.due_at)) for row in rows]


def move(actor: Actor, giver: User, receiver: User, at: dt.datetime) -> int:
    """Assigned to the successor, with their history and their clearance items."""
    found = list(_own(actor, giver.pk).select_for_update(of=("self",)))
    hand_to(found, receiver, actor=actor, at=at, title="工作移交")
    return len(found)


def clearance_things(actor: Actor, user_id: int) -> list[Thing]:
    """The items of 三日清零 of those warnings; they move with them."""
    uids = _own(actor, user_id).values_list("uid", flat=True)
    items = ClearanceItem.objects.visible_to(actor).pending().filter(kind=ClearanceKind.WARNING, subject_uid__in=list(uids)).order_by("due_on", "pk")
    return [Thing(row.title, row.get_state_display(), row.due_on) for row in items]


def _day(at: dt.datetime | None) -> dt.date | None:
    return local_date(at) if at else None


PORTFOLIOS = (
    Portfolio(19, "三日清零事项", clearance_things, lambda actor, giver, receiver, at: 0),  # listed before, moved with the warnings
    Portfolio(20, "未结预警", things, move),
)
