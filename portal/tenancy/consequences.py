"""What a changed figure would do, told by the rooms that use it before anything is saved."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from portal.tenancy.models import PolicyRow, Region
from portal.tenancy.policies import PolicySet, policy_sets
from portal.tenancy.policy_keys import PolicyKey
from portal.tenancy.scope import Actor


@dataclass(frozen=True)
class Change:
    """A figure as proposed. ``before`` and ``after`` are the values of each region as if the change held on ``on``."""

    key: PolicyKey
    row: PolicyRow
    regions: tuple[Region, ...]
    on: dt.date

    @cached_property
    def before(self) -> dict[int, PolicySet]:
        return policy_sets(self.regions, self.on)

    @cached_property
    def after(self) -> dict[int, PolicySet]:
        held = PolicyRow(
            region=self.row.region, key=self.row.key, value=self.row.value, source=self.row.source, certainty=self.row.certainty, valid_from=self.on
        )
        return policy_sets(self.regions, self.on, proposed=[held])

    @property
    def touched(self) -> list[Region]:
        """The regions whose value is another afterwards."""
        return [region for region in self.regions if self.before[region.pk][self.key.key].value != self.after[region.pk][self.key.key].value]


@dataclass(frozen=True)
class Consequence:
    """One sentence, and where they help the rows behind it under their headings."""

    title: str
    text: str
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[Any]] = ()


SHOWN = 20  # rows a page shows behind a sentence; the sentence counts them all


def standing_terms(title: str, standing: str, coming: str, count: int, heads: Sequence[str], moved: Sequence[Sequence[Any]]) -> Consequence:
    """Terms that have begun stay as they were told; ``moved`` are those the new figure would have made otherwise."""
    text = f"{standing} {count} 件的期限不变；新的值用于生效以后{coming}。若按新值从起算日重算，有 {len(moved)} 件的期限会不同。"
    return Consequence(title, text, heads, moved[:SHOWN])


Provider = Callable[[Actor, Change], Sequence[Consequence]]
_PROVIDERS: list[tuple[str, Provider]] = []


def tell_consequences(provider: Provider, *prefixes: str) -> None:
    """Declared by a room in ``AppConfig.ready`` for the keys that begin with one of the prefixes; several rooms may tell about one key."""
    _PROVIDERS.extend((prefix, provider) for prefix in prefixes if (prefix, provider) not in _PROVIDERS)


def is_told(key: str) -> bool:
    """Whether some room says what a change of this figure would do."""
    return any(key.startswith(prefix) for prefix, _ in _PROVIDERS)


def consequences(actor: Actor, change: Change) -> list[Consequence]:
    """What every room has to say about the change; nothing when no region's value is another afterwards."""
    if not change.touched:
        return []
    return [told for prefix, provider in _PROVIDERS if change.key.key.startswith(prefix) for told in provider(actor, change)]
