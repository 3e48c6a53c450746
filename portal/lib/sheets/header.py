"""Where the table's heading stands: anywhere in the first rows, in one row or two, under merged titles, its words spaced apart."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from portal.lib.sheets.columns import Form, assign, corrected, normal_label
from portal.lib.sheets.model import Cell, Sheet
from portal.lib.text import compact

SEARCHED_ROWS = 20
LONG_NUMBER = re.compile(r"\d{8}")
MAX_DEPTH = 3


@dataclass(frozen=True, slots=True)
class Header:
    """The heading of a table: its first row, how many rows it takes, which column holds which field."""

    row: int
    depth: int
    mapping: dict[str, int]
    labels: tuple[str, ...]

    @property
    def body(self) -> int:
        """The first row below."""
        return self.row + self.depth

    @property
    def fingerprint(self) -> str:
        """The same for the same heading: under it a corrected mapping is remembered."""
        return hashlib.sha256("|".join(self.labels).encode()).hexdigest()[:16]


def find_header(sheet: Sheet, form: Form, wishes: Mapping[str, str] | None = None) -> Header | None:
    """The rows that name most fields; of equals the shallower, then the upper. Fewer than two fields are no heading."""
    best: tuple[int, int, int] | None = None
    found: Header | None = None
    width = sheet.width
    for row in range(min(SEARCHED_ROWS, len(sheet.rows))):
        for depth in range(1, MAX_DEPTH + 1):
            if row + depth > min(len(sheet.rows), SEARCHED_ROWS) or looks_like_data(sheet.rows[row + depth - 1]):
                break
            if continues_below(sheet, row + depth - 1):
                continue
            readings = column_readings(sheet, row, depth, width)
            mapping = assign(form, readings)
            score = (sum(form.by_name[field].weight for field in mapping), -depth, -row)
            if len(mapping) >= 2 and covers(form, mapping) and (best is None or score > best):
                best = score
                found = Header(row, depth, mapping, tuple(reading[0] if reading else "" for reading in readings))
    if found and wishes:
        found = Header(found.row, found.depth, corrected(form, found.mapping, wishes), found.labels)
    return found


def covers(form: Form, mapping: Mapping[str, int]) -> bool:
    """At least half of what the form requires, so that a line of a title with two familiar words is not taken for the heading."""
    required = [field.name for field in form.required]
    return 2 * sum(name in mapping for name in required) >= len(required)


def looks_like_data(row: list[Cell]) -> bool:
    """Long numbers stand in people's rows, never in headings; an empty row ends a heading, too."""
    return not any(row) or any(LONG_NUMBER.search(compact(cell)) if isinstance(cell, str) else isinstance(cell, float) and cell >= 1e8 for cell in row)


def continues_below(sheet: Sheet, row: int) -> bool:
    """The next row still belongs to the heading: all words, and some of them under a word that spans several columns, or under nothing."""
    below = sheet.rows[row + 1] if row + 1 < len(sheet.rows) else []
    if looks_like_data(below) or not all(isinstance(cell, str) for cell in below):
        return False
    return any(cell and sheet.cell(row, column) == "" for column, cell in enumerate(below))


def column_readings(sheet: Sheet, row: int, depth: int, width: int) -> list[tuple[str, ...]]:
    """For each column what its heading may say: upper and lower words joined, the lower word, the upper word."""
    layers = [layer(sheet, row + step, width, last=step == depth - 1) for step in range(depth) if row + step < len(sheet.rows)]
    result = []
    for column in range(width):
        words = [words[column] if column < len(words) else "" for words in layers]
        words = [word for at, word in enumerate(words) if word and word not in words[:at]]
        result.append(tuple(dict.fromkeys(["".join(words), *reversed(words)])) if words else ())
    return result


def layer(sheet: Sheet, row: int, width: int, *, last: bool) -> list[str]:
    """The normalised words of one row; in an upper row a word also stands above the empty cells to its right that the merge, or nothing, covers."""
    words = [normal_label(cell) for cell in sheet.rows[row]]
    words += [""] * (width - len(words))
    for top, left, bottom, right in sheet.merges:
        if top <= row <= bottom and left < len(words) and right - left < 40:
            word = normal_label(sheet.cell(top, left))
            for column in range(left, min(right + 1, len(words))):
                words[column] = words[column] or word
    if not last and not sheet.merges:
        for column in range(1, len(words)):
            words[column] = words[column] or words[column - 1]
    return words
