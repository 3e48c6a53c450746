"""The fast lane: whole columns of clean cells, at a fraction of a microsecond per cell.

Each function returns one value per cell, or ``SLOW`` for every cell it is not sure of; those go through ``values``, which decides and explains.
A fast lane may send a good cell to the slow one, never the other way round; a test holds the two against each other.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Sequence

from portal.lib.identity import CHECK_DIGITS, WEIGHTS
from portal.lib.sheets.model import Cell
from portal.lib.sheets.values import MAX_AMOUNT

SLOW = object()
NEVER = float("nan")  # equal to nothing, so a number with such a part is never taken for good
MAX_MEMORY = 40_000
_HAN = re.compile(r"[\u4e00-\u9fff]{2,4}").fullmatch
_WORD = re.compile(r"[\u4e00-\u9fff]{1,20}").fullmatch
_MOBILE = re.compile(r"1[3-9][0-9]{9}").fullmatch


class Memory(dict):
    """What ``work`` said of a piece of text, remembered up to a limit."""

    def __init__(self, work: Callable[[str], float]) -> None:
        super().__init__()
        self.work = work

    def __missing__(self, piece: str) -> float:
        if len(self) >= MAX_MEMORY:
            self.clear()
        value = self[piece] = self.work(piece)
        return value


def weighted(piece: str, start: int) -> int:
    return sum(int(digit) * WEIGHTS[start + place] for place, digit in enumerate(piece))


def area_sum(piece: str) -> float:
    """Digits 1 to 6 of an identity number, weighted; the area itself is not judged."""
    return weighted(piece, 0) if piece.isascii() and piece.isdigit() and len(piece) == 6 else NEVER


def birth_sum(piece: str) -> float:
    """Digits 7 to 14, weighted, if they are a date that the slow lane would accept without a second look."""
    if not (piece.isascii() and piece.isdigit() and len(piece) == 8):
        return NEVER
    month, day = int(piece[4:6]), int(piece[6:8])
    real = piece[:2] in ("19", "20") and 1 <= month <= 12 and 1 <= day <= monthrange(int(piece[:4]), month)[1]
    return weighted(piece, 6) if real else NEVER


def tail_rest(piece: str) -> float:
    """From the last four: which rest of the first fourteen digits the check digit belongs to."""
    if len(piece) != 4 or not piece.isascii() or not piece[:3].isdigit() or piece[3] not in CHECK_DIGITS:
        return NEVER
    return (CHECK_DIGITS.index(piece[3]) - weighted(piece[:3], 14)) % 11


AREAS, BIRTHS, TAILS = Memory(area_sum), Memory(birth_sum), Memory(tail_rest)


def id_numbers(cells: Sequence[Cell]) -> list:
    """Resident identity numbers whose form, date and check digit are right."""
    areas, births, tails = AREAS, BIRTHS, TAILS
    return [
        cell if cell.__class__ is str and len(cell) == 18 and (areas[cell[:6]] + births[cell[6:14]]) % 11 == tails[cell[14:]] else SLOW
        for cell in cells
    ]  # fmt: skip


def fens(cells: Sequence[Cell]) -> list:
    """Amounts that stand as numbers with two decimals at most."""
    limit = MAX_AMOUNT / 100
    return [
        fen if cell.__class__ is float and -limit < cell < limit and -1e-4 < (exact := cell * 100) - (fen := round(exact)) < 1e-4 else SLOW
        for cell in cells
    ]  # fmt: skip


def hundredths(cells: Sequence[Cell]) -> list:
    """Days that stand as numbers."""
    return [
        part if cell.__class__ is float and -1e4 < cell < 1e4 and -1e-4 < (exact := cell * 100) - (part := round(exact)) < 1e-4 else SLOW
        for cell in cells
    ]  # fmt: skip


def wholes(cells: Sequence[Cell]) -> list:
    """Small counts that stand as numbers."""
    return [int(cell) if cell.__class__ is float and cell.is_integer() and 0 <= cell < 1e6 else SLOW for cell in cells]


def card_numbers(cells: Sequence[Cell]) -> list:
    """Thirteen to nineteen digits kept as text."""
    return [cell if cell.__class__ is str and 13 <= len(cell) <= 19 and cell.isdigit() and cell.isascii() else SLOW for cell in cells]


def person_names(cells: Sequence[Cell]) -> list:
    """Two to four Chinese characters."""
    return [cell if cell.__class__ is str and _HAN(cell) else SLOW for cell in cells]


def phone_numbers(cells: Sequence[Cell]) -> list:
    """Mobile numbers kept as text."""
    return [cell if cell.__class__ is str and _MOBILE(cell) else SLOW for cell in cells]


def words(cells: Sequence[Cell]) -> list:
    """Short Chinese words without spaces: trades, teams, banks."""
    known = {cell: cell if cell.__class__ is str and _WORD(cell) else SLOW for cell in set(cells)}
    return [known[cell] for cell in cells]


def luhn_sum(piece: str) -> float:
    """Right-aligned Luhn sum of up to four digits."""
    total = 0
    for place, digit in enumerate(reversed(piece)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total


LUHN = Memory(luhn_sum)


def failing_luhn(numbers: Sequence[str | None]) -> list[int]:
    """Places of the card numbers (digits only) whose Luhn sum is no multiple of ten."""
    part = LUHN
    return [
        at
        for at, card in enumerate(numbers)
        if card and (part[card[-4:]] + part[card[-8:-4]] + part[card[-12:-8]] + part[card[-16:-12]] + part[card[:-16]]) % 10
    ]
