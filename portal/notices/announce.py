"""Which outbox messages become messages to people: each room says so for its own kinds.

    @announce("earlywarning.earlywarning.escalate")
    def escalated(message, actor, on):
        warning = EarlyWarning.objects.visible_to(actor).get(pk=message.payload["pk"])
        return Announcement(people_above(warning.region_id, (Role.OFFICE, Role.LEADER), on), "红色预警已升级", str(warning), warning.get_absolute_url())

    declare(MessageKind("earlywarning.earlywarning.escalate", "预警升级", urgent=True))

A kind nobody announces is delivered to nobody; that is no fault.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from portal.accounts.models import Membership
from portal.jobs.models import OutboxMessage
from portal.tenancy.scope import Actor


@dataclass(frozen=True)
class Announcement:
    """One message to several memberships: ready words, or ``values`` for the places of the kind's words (``kinds.declare``)."""

    to: Iterable[Membership]
    title: str = ""
    text: str = ""
    url: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


Announcer = Callable[[OutboxMessage, Actor, dt.date], Announcement | None]

_ANNOUNCERS: dict[str, Announcer] = {}


def announce(*kinds: str) -> Callable[[Announcer], Announcer]:
    """Declare the announcer of these kinds; two for one kind is a fault."""

    def declare(function: Announcer) -> Announcer:
        for kind in kinds:
            if _ANNOUNCERS.setdefault(kind, function) is not function:
                raise ValueError(f"messages of {kind} are announced twice")
        return function

    return declare


def announced() -> list[str]:
    return sorted(_ANNOUNCERS)


def announcer_of(kind: str) -> Announcer | None:
    return _ANNOUNCERS.get(kind)
