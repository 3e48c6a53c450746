"""What the sum of a deposit depends on, as plain values, and what the engine answers."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from portal.lib import money

VERIFIED, FILED, DECIDED = "verified", "filed", "decided"
GRADES = (VERIFIED, FILED, DECIDED)  # each step includes the ones before it


@dataclass(frozen=True)
class ArrearsRecord:
    """One record of wages a contractor owed. ``grade`` is how far it was proved; ``here``: inside the same area of management."""

    grade: str
    occurred_on: dt.date | None = None
    verified_on: dt.date | None = None
    here: bool = True
    own_project: bool = False
    place: str = ""


@dataclass(frozen=True)
class Listing:
    """One stay on the national list of joint punishment (45号令)."""

    listed_on: dt.date
    removed_on: dt.date | None = None

    def holds(self, on: dt.date) -> bool:
        return self.listed_on <= on and (self.removed_on is None or self.removed_on > on)


@dataclass(frozen=True)
class Work:
    """One project on the day it is reckoned for (存储日), with what is known of its contractor.

    ``built_here_since``: since when he builds in the area; ``is_new``: the contract was signed after that had been two years;
    ``begun_under_rule``: the works began after the tenant's rule on balances; ``systems_ok``: real-name system and account as they should be.
    """

    on: dt.date
    contract_amount: Decimal | None
    annual_amount: Decimal | None = None
    signed_on: dt.date | None = None
    started_on: dt.date | None = None
    ends_on: dt.date | None = None
    records: tuple[ArrearsRecord, ...] = ()
    listings: tuple[Listing, ...] = ()
    built_here_since: dt.date | None = None
    is_new: bool = True
    systems_ok: bool = True
    others_here: int = 0
    begun_under_rule: bool = True
    balance: Decimal | None = None
    titles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """One thing the engine found: the rule, its article, what it does to the sum, and where the figure comes from."""

    rule: str
    law: str
    effect: str
    source: str

    def as_dict(self) -> dict[str, str]:
        return {"rule": self.rule, "law": self.law, "effect": self.effect, "source": self.source}


@dataclass(frozen=True)
class Assessed:
    """The sum with its reasons. ``waived`` is an exemption that ends when its condition does, ``cash_only`` bars guarantees."""

    required: Decimal
    base: Decimal
    rate: Decimal
    exempt: bool
    steps: tuple[Step, ...]
    passed_over: tuple[Step, ...] = ()
    waived: bool = False
    cash_only: bool = False
    figures: dict[str, Any] = field(default_factory=dict, hash=False)

    def as_dict(self) -> dict[str, Any]:
        """As the command prints it and as it is kept."""
        return {
            "required": money.text(self.required),
            "base": money.text(self.base),
            "rate": format(self.rate.quantize(Decimal("0.00001")), "f"),
            "exempt": self.exempt,
            "waived": self.waived,
            "cash_only": self.cash_only,
            "steps": [step.as_dict() for step in self.steps],
            "passed_over": [step.as_dict() for step in self.passed_over],
        }
