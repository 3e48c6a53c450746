"""Words that people put into cells for a yes, a kind or a state."""

from portal.lib.sheets.faults import CellFault
from portal.lib.sheets.model import Cell
from portal.lib.text import compact

YES = frozenset("是 有 已签 已签订 签订 签 √ ✓ ✔ y yes 1 true 农民工".split())
NO = frozenset("否 无 未签 未签订 没有 没签 × x ✗ n no 0 false 非农民工 非".split())


def plain(cell: Cell) -> str:
    """The cell as one lower-case word."""
    return f"{cell:g}" if isinstance(cell, float) else compact(str(cell)).lower()


def yes_or_no(cell: Cell) -> bool:
    """A plain answer."""
    word = plain(cell)
    if word in YES:
        return True
    if word in NO:
        return False
    raise CellFault("not_yes_no", value=str(cell)[:12])


def one_of(table: dict[str, str], code: str):
    """A parser for a cell that must hold one of the words; ``code`` names the finding for any other."""

    def parse(cell: Cell) -> str:
        word = plain(cell)
        for known, value in table.items():
            if known in word:
                return value
        raise CellFault(code, value=str(cell)[:12])

    return parse
