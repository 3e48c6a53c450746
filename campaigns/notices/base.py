"""The shape of a template's parts."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stage:
    """A stage of a campaign; days are month-day, counted in the campaign's own years."""

    name: str
    starts: str
    ends: str


@dataclass(frozen=True)
class Task:
    """A task for each unit of a kind. ``each``: county or department; ``due`` as in Stage, or counted from the end."""

    title: str
    clause: str
    each: str
    due: str
