"""What is known before the sheet is opened: the month, the thresholds, who is registered, who came to work."""

import calendar
import datetime as dt
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

MONTH_DAYS = Decimal("21.75")  # paid days of a month (人社部发〔2025〕2号)


@dataclass(frozen=True, slots=True)
class Attended:
    """One person's days on site in the month."""

    name: str
    days: Decimal


Persons = Sequence[Hashable | None]


class Earlier(Protocol):
    """What the sheet of the month before said of a person."""

    name: str
    rate_fen: int | None
    card_index: Hashable | None


def themselves(id_numbers: Sequence[str | None]) -> Persons:
    return id_numbers


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything outside the sheet that its rows are held against; what is None is not compared.

    ``roster`` and ``attendance`` are keyed by persons, which ``persons(id_numbers)`` gives for a column: the numbers themselves or their
    blind indexes; ``cards`` does the same for the card numbers.
    """

    month: dt.date
    minimum_wage: Decimal | None = None
    large_amount: Decimal = Decimal(50_000)
    project_names: tuple[str, ...] = ()
    employer_names: tuple[str, ...] = ()
    roster: Mapping[Hashable, str] | None = None
    attendance: Mapping[Hashable, Attended] | None = None
    attended_from: Decimal = Decimal(2)
    shared_phone_from: int = 3
    persons: Callable[[Sequence[str | None]], Persons] = themselves
    last_month: Mapping[Hashable, Earlier] | None = None
    cards: Callable[[Sequence[str | None]], Persons] = themselves

    @property
    def first_day(self) -> dt.date:
        return self.month.replace(day=1)

    @property
    def last_day(self) -> dt.date:
        return self.month.replace(day=self.days_in_month)

    @property
    def days_in_month(self) -> int:
        return calendar.monthrange(self.month.year, self.month.month)[1]

    @property
    def minimum_daily_fen(self) -> int | None:
        """The minimum monthly wage by paid days, in fen, rounded down so that a rounding is nobody's fault."""
        return None if self.minimum_wage is None else int(self.minimum_wage * 100 / MONTH_DAYS)
