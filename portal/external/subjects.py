"""What a step is about: each room above tells how an object of its own is found, so that none is attached by guess.

register_subject("cases.Case", find_case)       # (actor, uid) -> Subject | None, through visible_to
"""

from collections.abc import Callable
from dataclasses import dataclass

from portal.tenancy.scope import Actor


@dataclass(frozen=True)
class Subject:
    """An object the actor may see: its region, its name, its page, its project."""

    label: str
    uid: str
    name: str
    url: str
    region_id: int
    project_id: int | None = None


Finder = Callable[[Actor, str], Subject | None]
_FINDERS: dict[str, Finder] = {}


def register_subject(label: str, find: Finder) -> None:
    """Called in a room's AppConfig.ready."""
    _FINDERS[label] = find


def find_by_number(actor: Actor, number: str) -> Subject | None:
    """The one object of any kind that bears the number a person wrote: a case, a project, a paper of one's own."""
    return next(filter(None, (find(actor, number) for find in _FINDERS.values())), None) if number else None


def find_subject(actor: Actor, label: str, uid: str) -> Subject | None:
    """The object as the actor sees it; nothing for a kind nobody registered."""
    return _FINDERS[label](actor, uid) if label in _FINDERS and uid else None
