"""What ``base.html`` needs besides the page's own context: who, where, which menu, which banners."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.interface import menu
from portal.interface.menu import Section, ShownItem

Actor = Any


@dataclass(frozen=True)
class Place:
    """One membership of the signed-in person, chosen in the top bar; ``uid`` is what the form sends."""

    uid: str
    label: str
    note: str = ""
    is_current: bool = False


@dataclass(frozen=True)
class Shell:
    """``actor`` is None for people who are not signed in."""

    actor: Actor = None
    role: str = ""
    organiser: str = ""
    places: Sequence[Place] = ()
    menu: Sequence[Section] = ()
    unread: int = 0
    as_of: str = ""
    version: str = ""
    is_demo: bool = False
    demo_date: str = ""
    notices: Sequence[str] = field(default=())

    @property
    def place(self) -> Place | None:
        """Where the person works now."""
        return next((p for p in self.places if p.is_current), None)

    @property
    def tabs(self) -> tuple[ShownItem, ...]:
        """The bottom bar on a phone."""
        return tuple(item for section in self.menu for item in section.items if item.is_tab)


# Figures of the frame that rooms higher up know; each gets the actor and may ask the database once.
_providers: dict[str, Callable[[Actor], Any]] = {}
PROVIDED = {
    "unread": 0,  # messages not read yet
    "as_of": "",  # up to when the figures are complete, in words
    "notices": (),  # loud banners, e.g. that the holidays of a year are not entered
}


def provide(name: str, ask: Callable[[Actor], Any]) -> None:
    """Told in ``AppConfig.ready`` by the room that knows the figure."""
    if name not in PROVIDED:
        raise ValueError(f"the frame has no figure {name!r}, choose from {tuple(PROVIDED)}")
    _providers[name] = ask


def figures(actor: Actor) -> dict[str, Any]:
    """All provided figures for a signed-in actor; the empty value where nobody provides one."""
    return {name: _providers[name](actor) if name in _providers and actor is not None else empty for name, empty in PROVIDED.items()}


def bare(actor: Actor = None, *, path: str = "") -> Shell:
    """The frame of error pages: it asks the database nothing."""
    return Shell(actor=actor, menu=menu.sections(actor, path=path, counted=False) if actor is not None else ())
