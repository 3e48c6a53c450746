"""方格图: one square for each project under construction, in blocks of counties, laid out on shelves from left to right.

No boundaries of places are drawn: the number of squares is the number of projects, the ground is the county's level.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from campaigns.queries.county_figures import CountyFigures
from portal.dashboard.warned import LEVELS
from portal.tenancy.models import Region

CELL, GAP, HEAD = 20, 1, 26
NARROWEST = 6  # cells of a county: room for its name and count
WORDS = {"red": "红", "yellow": "黄", "blue": "蓝"}
LEAST, MOST = 2 * NARROWEST + GAP, 40  # cells of the drawing: few projects make large squares


@dataclass(frozen=True)
class Square:
    """One project; ``level`` is empty where nothing is open."""

    x: int
    y: int
    level: str

    @property
    def mark(self) -> str:
        """The path of the level's shape: 红 diamond, 黄 triangle; 蓝 is drawn as a circle."""
        x, y = self.x + CELL // 2, self.y + CELL // 2
        if self.level == "red":
            return f"M{x} {y - 8}L{x + 8} {y}L{x} {y + 8}L{x - 8} {y}Z"
        return f"M{x} {y - 7}L{x + 8} {y + 7}H{x - 8}Z" if self.level == "yellow" else ""

    @property
    def middle(self) -> tuple[int, int]:
        return self.x + CELL // 2, self.y + CELL // 2


@dataclass(frozen=True)
class Block:
    """One county."""

    region: Region
    level: str
    projects: int
    counts: Counter
    x: int
    y: int
    width: int
    squares: list[Square]

    @property
    def words(self) -> str:
        return f"{self.region.name}：在建 {self.projects}，红 {self.counts['red']} 黄 {self.counts['yellow']} 蓝 {self.counts['blue']}"


@dataclass(frozen=True)
class Tiles:
    """The whole drawing."""

    blocks: list[Block]
    height: int
    counts: Counter
    quiet: int
    width: int

    @property
    def legend(self) -> list[tuple[str, str]]:
        """Each mark with its number of projects."""
        return [*((level, f"{WORDS[level]} {self.counts[level]}") for level in LEVELS), ("none", f"无预警 {self.quiet}")]


def tiles(lines: Sequence[CountyFigures], warned: dict[int, Counter]) -> Tiles:
    """Blocks in the order of the counties' codes."""
    total = sum(line.projects for line in lines)
    whole = max(LEAST, min(MOST, ceil(sqrt(total * 1.6)) + NARROWEST))
    blocks, x, y, shelf = [], 0, 0, 0
    for line in sorted(lines, key=lambda line: line.region.code):
        width = min(whole, max(NARROWEST, ceil(sqrt(line.projects * 1.6))))
        if x and x + width > whole:
            x, y, shelf = 0, y + shelf, 0
        blocks.append(_block(line, warned.get(line.region.pk, Counter()), x * CELL, y, width))
        x += width + GAP
        shelf = max(shelf, HEAD + ceil(line.projects / width) * CELL + CELL // 2)
    counts: Counter = sum((block.counts for block in blocks), Counter())
    return Tiles(blocks, y + shelf, counts, max(0, total - counts.total()), whole * CELL)


def _block(line: CountyFigures, counts: Counter, x: int, y: int, width: int) -> Block:
    marked = [level for level in LEVELS for _ in range(counts[level])]
    levels = (marked + [""] * line.projects)[: line.projects]
    squares = [Square(x + n % width * CELL, y + HEAD + n // width * CELL, level) for n, level in enumerate(levels)]
    return Block(line.region, line.level, line.projects, counts, x, y, width * CELL, squares)
