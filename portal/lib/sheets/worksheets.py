"""One worksheet's XML, scanned as it streams by: how far it reaches, which formulas carry no result, which rows are hidden, which cells are merged.

Excel and WPS write every cell as ``<c r="B7" …>``; one pattern looks quickly whether any of those stands beyond column Z or row 99,999, and only
then all of them are read. Whatever escapes by being written otherwise still meets the limits of the child process.
"""

import re

from portal.lib.sheets.addresses import column_index
from portal.lib.sheets.errors import refusal

MAX_ROWS = 120_000
MAX_COLUMNS = 200
MAX_TROUBLES = 2_000
MAX_MERGES = 5_000
MAX_CARRY = 1 << 20

# No pattern looks beyond the next "<": a text of many tags that never end is then read once and not once for each of them.
FAR = re.compile(rb' r="(?![A-Za-z]?[0-9]{1,5}")')
UNUSUAL = re.compile(rb"""\sr\s*=\s*["']\s*([A-Za-z]*)(\d*)\s*["']""")
DIMENSION = re.compile(rb"""<(?:\w+:)?dimension\s[^<>]*?ref\s*=\s*["'](?:[A-Za-z]+\d+:)?([A-Za-z]+)(\d+)["']""")
NO_RESULT = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"([^<>]*)><f(?:[^<>]*/>|[^<>]*>[^<]*</f>)(?:<v\s*/>|<v>\s*</v>)?</c>')
HIDDEN = re.compile(rb'<row (?=[^<>]*\shidden="(?:1|true)")[^<>]*?\br="(\d{1,6})"')
MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^<>]*?\bref\s*=\s*["']([A-Za-z]{1,3})([1-9]\d{0,6})(?::([A-Za-z]{1,3})([1-9]\d{0,6}))?["']""")
ERROR = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^<>]*\st="e"')


class WorksheetScan:
    """Feed it the part piece by piece; it refuses as soon as a limit is passed."""

    def __init__(self) -> None:
        self.carry = b""
        self.no_result: set[tuple[int, int]] = set()
        self.errors: set[tuple[int, int]] = set()
        self.hidden: set[int] = set()
        self.merges: list[tuple[int, int, int, int]] = []
        self.first = True

    def feed(self, piece: bytes) -> None:
        text = self.carry + piece
        cut = max(text.rfind(b"<c "), text.rfind(b"<row"))
        if cut < 0 or len(text) - cut > MAX_CARRY:
            cut = max(text.rfind(b"<"), 0)
        if len(text) - cut > MAX_CARRY:
            cut = len(text)
        self.carry = text[cut:]
        self._look(text[:cut])

    def close(self) -> None:
        self._look(self.carry)
        self.carry = b""

    def _look(self, text: bytes) -> None:
        """Single bytes are found ten times faster than pairs; so each costly search waits for the byte it needs."""
        if self.first and (found := DIMENSION.search(text)):
            self.first = False
            check_reach(found[1], found[2])
        if FAR.search(text) or (b"'" in text and b" r='" in text):
            for column, row in set(UNUSUAL.findall(text)):
                check_reach(column, row)
        if b"f" in text and b"<f" in text:
            self._note(self.no_result, [match.group(1, 2) for match in NO_RESULT.finditer(text) if b't="str"' not in match[3]])
        if b"h" in text and b" hidden=" in text:
            self.hidden.update(int(row) - 1 for row in HIDDEN.findall(text))
        if b"m" in text and b"mergeCell" in text:
            self.merges += map(merge, MERGED.findall(text)[: MAX_MERGES - len(self.merges)])
        if b"#" in text:
            self._note(self.errors, ERROR.findall(text))

    @staticmethod
    def _note(cells: set[tuple[int, int]], found: list[tuple[bytes, bytes]]) -> None:
        for column, row in found[: MAX_TROUBLES - len(cells)]:
            cells.add((int(row) - 1, column_index(column.decode())))


def merge(corners: tuple[bytes, bytes, bytes, bytes]) -> tuple[int, int, int, int]:
    """Top, left, bottom, right, counted from 0; one corner alone is a cell merged with nothing."""
    left, top, right, bottom = corners
    return int(top) - 1, column_index(left.decode()), int(bottom or top) - 1, column_index((right or left).decode())


def check_reach(column: bytes, row: bytes) -> None:
    """A cell beyond the limits means formatting gone astray or a trap: nobody pays 120,000 people on one sheet."""
    if row and (len(row) > 7 or int(row) > MAX_ROWS):
        raise refusal("too_long", found=f"{int(row[:9]):,}", limit=f"{MAX_ROWS:,}")
    if column and (len(column) > 3 or column_index(column.decode()) >= MAX_COLUMNS):
        raise refusal("too_wide", found=column.decode()[:5].upper(), limit=MAX_COLUMNS)
