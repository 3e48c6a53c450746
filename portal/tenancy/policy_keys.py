"""What a policy key is: a figure with its meaning, unit, law and bounds, declared by the room that reads it."""

from dataclasses import dataclass, replace
from typing import Any

NATIONAL = "national"
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PolicyKey:
    """One figure a tenant may set. ``default`` is the national rule; ``None`` must be asked of the tenant.

    ``needed_for`` names the function that reads the figure, and that refuses as long as an open one was not entered;
    ``idle`` says that the function does not work in this installation yet, and so do the pages. ``fixed`` figures are
    national law and no tenant's to change. A list or a table of names and values takes ``choices`` (and ``names``) where only some
    are possible; ``columns`` are the (name, label, int, str or choices) of a list of rows.
    """

    key: str
    label: str
    kind: type = str
    unit: str = ""
    default: Any = None
    source: str = ""
    certainty: str = "A"
    meaning: str = ""
    needed_for: str = ""
    choices: Choices = ()
    names: Choices = ()
    columns: tuple[tuple[str, str, Any], ...] = ()
    least: Any = None
    most: Any = None
    fixed: bool = False
    idle: bool = False

    @property
    def used_for(self) -> str:
        """The function that reads the figure, in words; a figure nobody reads yet says so."""
        return f"{self.needed_for}（尚未启用）" if self.idle else self.needed_for

    @property
    def prefix(self) -> str:
        """The room or the subject the key belongs to."""
        return self.key.split(".", 1)[0]


def idle(function: str, *keys: PolicyKey) -> tuple[PolicyKey, ...]:
    """Figures that only ``function`` reads, which does not work in this installation yet."""
    return tuple(replace(key, needed_for=key.needed_for or function, idle=True) for key in keys)
