"""What one person answers for: each room offers its own things here, so that they can be handed to his successor in one act.

A room registers a ``Portfolio`` in its ``AppConfig.ready``. The actor it gets is the administrator with the scope of the
region in which the things are handed over; the room lists and moves them and writes an entry for each.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from portal.accounts.models import User
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor


@dataclass(frozen=True)
class Thing:
    """One thing on the list: what it is, how it stands, and by when it must be done."""

    name: str
    note: str = ""
    due_on: dt.date | None = None


@dataclass(frozen=True)
class Portfolio:
    """One kind of things. ``things(actor, user_id)`` lists, ``move(actor, giver, receiver, at)`` hands them over and says how many."""

    order: int
    label: str
    things: Callable[[Actor, int], list[Thing]]
    move: Callable[[Actor, User, User, dt.datetime], int]


_PORTFOLIOS: dict[str, Portfolio] = {}


def register(*portfolios: Portfolio) -> None:
    """Called by a room's AppConfig.ready; two of one label are a fault."""
    for portfolio in portfolios:
        if _PORTFOLIOS.setdefault(portfolio.label, portfolio) != portfolio:
            raise ValueError(f"portfolio {portfolio.label} is registered twice")


def portfolios() -> list[Portfolio]:
    return sorted(_PORTFOLIOS.values(), key=lambda portfolio: portfolio.order)


def keeper_of(actor: Actor, region: Region) -> Actor:
    """The administrator with the scope of a region below his own, where he otherwise reads only: for handing over, and nothing else."""
    return replace(actor, scope=system_actor(region).scope)


def things_of(keeper: Actor, user_id: int) -> list[tuple[Portfolio, list[Thing]]]:
    """Every portfolio that is not empty; the caller has opened the keeper's scope."""
    found = [(portfolio, portfolio.things(keeper, user_id)) for portfolio in portfolios()]
    return [(portfolio, things) for portfolio, things in found if things]
