"""The fast lane: whole columns of clean cells, at a fraction of a microsecond per cell.

Each function returns one value per cell, or ``SLOW`` for every cell it is not sure of; those go through ``values``, which decides and explains.
A fast lane may send a good cell to the slow one, never the other way round; a test holds the two against each other.
"""

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Sequence

from portal.lib.identity import CHECK_DIGITS, WEIGHTS
from portal.lib.sheets.model import Cell
from portal.lib.sheets.values import MAX_AMOUNT

SLOW = object()
NEVER = float("nan")  # equal to nothing, so a number with such a part is never taken for good
MAX_MEMORY = 40_000
_HAN = re.compile(r"[\u4e00-\u9fff]{2,4}").fullmatch
_WORD = re.compile(r"[\u4e00-\u9fff]{1,20}").fullmatch
_WORDS = re.compile(r"[\u4e00-\u9fff]+").fullmatch
_MOBILE = re.compile(r"1[3-9][0-9]{9}").fullmatch


NOT_A_DIGIT = 255


def table_of(value: Callable[[int], int]) -> bytes:
    """A translation of the ten digits; every other sign becomes 255."""
    return bytes(value(code - 48) if 48 <= code <= 57 else NOT_A_DIGIT for code in range(256))


class Lanes:
    """Many numbers of one length side by side: a digit of each is one byte of a large integer, so that one addition adds them all."""

    def __init__(self, text: bytes, length: int) -> None:
        self.text = text
        self.length = length

    @classmethod
    def of(cls, cells: Sequence[Cell], length: int) -> "Lanes | None":
        """None unless all cells are ASCII texts of this length."""
        text = joined(cells)
        if not text or not text.isascii() or set(map(len, cells)) != {length}:
            return None
        return cls(text.encode(), length)

    def place(self, at: int) -> bytes:
        """The signs at one place of all numbers."""
        return self.text[at :: self.length]

    def sums(self, tables: Sequence[bytes]) -> bytes:
        """For each number the sum of its translated digits, from the first on; at most 255. A sign that is no digit makes all of them 255."""
        count, total = len(self.text) // self.length, 0
        for at, table in enumerate(tables):
            values = self.place(at).translate(table)
            if NOT_A_DIGIT in values:
                return bytes([NOT_A_DIGIT]) * count
            total += int.from_bytes(values, "little")
        return total.to_bytes(count, "little")


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
GOOD_BIRTHS: set[str] = set()
ID_LENGTH = 18
ID_TABLES = tuple(table_of(lambda digit, weight=weight: digit * weight % 11) for weight in WEIGHTS)
CHECK_TABLE = bytes(CHECK_DIGITS.index(chr(code)) if chr(code) in CHECK_DIGITS else 255 for code in range(256))
MOD_11 = bytes(number % 11 for number in range(256))


def id_numbers(cells: Sequence[Cell]) -> list:
    """Resident identity numbers whose form, date and check digit are right."""
    if all_right_ids(cells):
        return list(cells)
    areas, births, tails = AREAS, BIRTHS, TAILS
    return [
        cell if cell.__class__ is str and len(cell) == 18 and (areas[cell[:6]] + births[cell[6:14]]) % 11 == tails[cell[14:]] else SLOW
        for cell in cells
    ]  # fmt: skip


def all_right_ids(cells: Sequence[Cell]) -> bool:
    """Whether every cell is a right number: all check digits in one reckoning, every distinct birth date once."""
    lanes = Lanes.of(cells, ID_LENGTH)
    if lanes is None or lanes.sums(ID_TABLES).translate(MOD_11) != lanes.place(ID_LENGTH - 1).translate(CHECK_TABLE):
        return False
    unknown = {cell[6:14] for cell in cells} - GOOD_BIRTHS
    if len(GOOD_BIRTHS) > MAX_MEMORY:
        GOOD_BIRTHS.clear()
    GOOD_BIRTHS.update(born for born in unknown if BIRTHS[born] == BIRTHS[born])
    return unknown <= GOOD_BIRTHS


def fens(cells: Sequence[Cell]) -> list:
    """Amounts that stand as numbers with two decimals at most."""
    return hundredfold(cells, MAX_AMOUNT / 100)


def hundredths(cells: Sequence[Cell]) -> list:
    """Days that stand as numbers."""
    return hundredfold(cells, 1e4)


def hundredfold(cells: Sequence[Cell], limit: float) -> list:
    """Numbers of two decimals as whole hundredths; a column of few different numbers is reckoned once for each of them."""
    different = set(cells) if set(map(type, cells)) == {float} else cells
    if len(different) * 4 > len(cells):
        different = cells
    values = [
        part if cell.__class__ is float and -limit < cell < limit and -1e-4 < (exact := cell * 100) - (part := round(exact)) < 1e-4 else SLOW
        for cell in different
    ]  # fmt: skip
    return values if different is cells else list(map(dict(zip(different, values, strict=True)).__getitem__, cells))


def wholes(cells: Sequence[Cell]) -> list:
    """Small counts that stand as numbers."""
    return [int(cell) if cell.__class__ is float and cell.is_integer() and 0 <= cell < 1e6 else SLOW for cell in cells]


def card_numbers(cells: Sequence[Cell]) -> list:
    """Thirteen to nineteen digits kept as text."""
    text = joined(cells)
    if text is not None and text.isdigit() and text.isascii() and {13, 14, 15, 16, 17, 18, 19}.issuperset(map(len, cells)):
        return list(cells)
    return [cell if cell.__class__ is str and 13 <= len(cell) <= 19 and cell.isdigit() and cell.isascii() else SLOW for cell in cells]


def person_names(cells: Sequence[Cell]) -> list:
    """Two to four Chinese characters."""
    text = joined(cells)
    if text is not None and _WORDS(text) and {2, 3, 4}.issuperset(map(len, cells)):
        return list(cells)
    return [cell if cell.__class__ is str and _HAN(cell) else SLOW for cell in cells]


def joined(cells: Sequence[Cell]) -> str | None:
    """All cells as one text, when all of them are texts: one look then does for all."""
    try:
        return "".join(cells)
    except TypeError:
        return None


def phone_numbers(cells: Sequence[Cell]) -> list:
    """Mobile numbers kept as text."""
    return [cell if cell.__class__ is str and _MOBILE(cell) else SLOW for cell in cells]


def words(cells: Sequence[Cell]) -> list:
    """Short Chinese words without spaces: trades, teams, banks."""
    known = {cell: cell if cell.__class__ is str and _WORD(cell) else SLOW for cell in set(cells)}
    return [known[cell] for cell in cells]


LUHN = (table_of(lambda digit: digit), table_of(lambda digit: sum(divmod(2 * digit, 10))))
MOD_10 = bytes(number % 10 for number in range(256))


def failing_luhn(numbers: Sequence[str | None]) -> list[int]:
    """Places of the card numbers (digits only) whose Luhn sum is no multiple of ten; cards of one length are reckoned together."""
    by_length: dict[int, list[int]] = defaultdict(list)
    for place, number in enumerate(numbers):
        if number:
            by_length[len(number)].append(place)
    failing: list[int] = []
    for length, places in by_length.items():
        lanes = Lanes("".join([numbers[place] for place in places]).encode(), length)
        rests = lanes.sums([LUHN[(length - at) % 2 == 0] for at in range(length)]).translate(MOD_10)
        if rests.count(0) < len(places):
            failing += [place for place, rest in zip(places, rests, strict=True) if rest]
    return sorted(failing)
