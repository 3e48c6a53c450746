"""How far a warning has come towards its end: what it was about when it began, and what is left of it."""

from dataclasses import dataclass
from decimal import Decimal

from portal.lib import show


@dataclass(frozen=True)
class Progress:
    """``first`` people or 元 when the warning began, ``left`` now; more than at first is told and is no progress."""

    first: Decimal
    left: Decimal
    unit: str

    @property
    def percent(self) -> int:
        """Rounded down: only what is done whole is a hundred."""
        return int(max(self.first - self.left, Decimal(0)) * 100 / self.first)

    @property
    def words(self) -> str:
        first, left = (f"{show.short_money(number)} {self.unit}" for number in (self.first, self.left))
        if self.left > self.first:
            return f"产生时 {first}，现在增加到 {left}"
        return f"产生时 {first}，现在还有 {left}"

    @property
    def short(self) -> str:
        return f"已解决 {self.percent}%" if self.left <= self.first else "比产生时增加"


def progress_of(people: tuple[int | None, int | None], amount: tuple[Decimal | None, Decimal | None]) -> Progress | None:
    """By people where both ends are known, else by money; each pair is at first and now."""
    for (first, left), unit in ((people, "人"), (amount, "元")):
        if first and left is not None:
            return Progress(Decimal(first), Decimal(left), unit)
    return None
