"""What changed between two versions of a month's sheet: who came on, who went off, whose figures differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

JOINED, LEFT, CHANGED = "新增", "减少", "改动"
ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Line:
    """One person's line as versions are compared: money and days first, then words, the card by its index."""

    name: str
    team: str
    row: int
    days: Decimal
    gross: Decimal
    deduction: Decimal
    net: Decimal
    card: bytes | None


@dataclass(frozen=True)
class Change:
    """One person's change; the side that is missing is ``None``."""

    kind: str
    before: Line | None
    after: Line | None

    @property
    def line(self) -> Line:
        return self.after or self.before

    @property
    def name(self) -> str:
        return self.line.name

    @property
    def net_before(self) -> Decimal:
        return self.before.net if self.before else ZERO

    @property
    def net_after(self) -> Decimal:
        return self.after.net if self.after else ZERO

    @property
    def difference(self) -> Decimal:
        return self.net_after - self.net_before

    @property
    def size(self) -> Decimal:
        return abs(self.difference)

    @property
    def shown(self) -> str:
        """The columns that differ, with both figures; a changed name is only said to be one."""
        if not (self.before and self.after):
            return ""
        parts = [
            f"{label} {getattr(self.before, name)} → {getattr(self.after, name)}"
            for name, label in (("team", "班组"), ("days", "工日"), ("gross", "应发"), ("deduction", "扣款"), ("net", "实发"))
            if getattr(self.before, name) != getattr(self.after, name)
        ]
        words = (("姓名", self.before.name != self.after.name), ("收款卡号", self.before.card != self.after.card))
        return "；".join([*(label for label, differs in words if differs), *parts])


def _same(before: Line, after: Line) -> bool:
    """The row on the paper may be another: that changes nobody's wage."""
    names = ("name", "team", "days", "gross", "deduction", "net", "card")
    return all(getattr(before, name) == getattr(after, name) for name in names)


def changes(before: Mapping[bytes, Line], after: Mapping[bytes, Line]) -> list[Change]:
    """Everybody who differs, the largest sums first."""
    found = [Change(LEFT, line, None) for person, line in before.items() if person not in after]
    for person, line in after.items():
        old = before.get(person)
        if old is None:
            found.append(Change(JOINED, None, line))
        elif not _same(old, line):
            found.append(Change(CHANGED, old, line))
    return sorted(found, key=lambda change: (-change.size, change.line.row))


def summary(found: list[Change]) -> dict[str, str | int]:
    """Counts by kind and the difference of the sums, for a strip or a sentence."""
    counts = {kind: sum(change.kind == kind for change in found) for kind in (JOINED, LEFT, CHANGED)}
    return {"joined": counts[JOINED], "left": counts[LEFT], "changed": counts[CHANGED], "net": str(sum((change.difference for change in found), ZERO))}
