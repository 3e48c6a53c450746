"""The checks of the 17-column table: hard ones stop the sending, soft ones ask.

All of them look at exact persons and yuan, before rounding to 万. Inspections and arrears are separate records here: an
employer found owing without an inspection record is possible, hence 1≥5, 2≥6, 3≥7 and 查实≤检查 only ask.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from campaigns.winter_columns import CLASSES, COLUMNS, ROWS

Cells = dict[str, dict[int, Decimal]]


@dataclass(frozen=True)
class Check:
    """One arithmetic or logical check. ``cells`` are the (row, column) to mark when it failed."""

    hard: bool
    ok: bool
    text: str
    cells: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Sent:
    """The version sent before, to compare a table that only grows."""

    version: int
    as_of: str
    cells: Cells


_AT_LEAST = ((2, 3), (3, 4), (6, 7), (8, 9), (12, 13), (14, 15))
_TOGETHER = ((5, 6), (5, 8), (12, 14), (7, 9), (13, 15))
_EXPECTED = ((1, 5), (2, 6), (3, 7), (6, 12), (7, 13), (16, 17), (10, 16))
_WHOLE = tuple(figure.number for figure in COLUMNS if not figure.is_money)


def checks_of(cells: Cells, other: Sequence[dict], sent: Sent | None = None) -> list[Check]:
    """Every check, row by row, then over the columns, the other facts and the version sent before."""
    found: list[Check] = []
    for row, row_name in ROWS:
        values = cells[row]
        found += [_compare(True, row, row_name, values, a, b) for a, b in _AT_LEAST]
        found += [_both(row, row_name, values, a, b) for a, b in _TOGETHER]
        found += [_compare(False, row, row_name, values, a, b) for a, b in _EXPECTED]
        found += _signs(row, row_name, values)
        found += _measure(row, row_name, values)
    found += [_adds_up(cells, figure.number) for figure in COLUMNS]
    found += _others(cells, other)
    if sent is not None:
        found += [_grows(cells, sent, figure.number) for figure in COLUMNS]
    return found


def _mark(ok: bool, *cells: tuple[str, int]) -> tuple[tuple[str, int], ...]:
    return () if ok else cells


def _compare(hard: bool, row: str, row_name: str, values: dict[int, Decimal], larger: int, smaller: int) -> Check:
    ok = values[larger] >= values[smaller]
    return Check(hard, ok, f"{row_name}：第 {larger} 栏不小于第 {smaller} 栏", _mark(ok, (row, larger), (row, smaller)))


def _both(row: str, row_name: str, values: dict[int, Decimal], first: int, second: int) -> Check:
    ok = (values[first] > 0) == (values[second] > 0)
    return Check(True, ok, f"{row_name}：第 {first} 栏与第 {second} 栏同为零或同不为零", _mark(ok, (row, first), (row, second)))


def _signs(row: str, row_name: str, values: dict[int, Decimal]) -> list[Check]:
    negative = tuple((row, n) for n, v in values.items() if v < 0)
    broken = tuple((row, n) for n in _WHOLE if values[n] != int(values[n]))
    return [
        Check(True, not negative, f"{row_name}：各栏不能为负", negative),
        Check(True, not broken, f"{row_name}：户数、人数、件数是整数", broken),
    ]


def _measure(row: str, row_name: str, values: dict[int, Decimal]) -> list[Check]:
    handled = values[10] + values[11] >= values[5]
    moderate = values[8] <= 0 or values[14] <= 2 * values[8]
    return [
        Check(False, handled, f"{row_name}：第 10、11 栏之和不小于第 5 栏（小于时有欠薪单位还没处理）", _mark(handled, (row, 10), (row, 11))),
        Check(False, moderate, f"{row_name}：第 14 栏不超过第 8 栏的两倍", _mark(moderate, (row, 14))),
    ]


def _adds_up(cells: Cells, column: int) -> Check:
    ok = cells["total"][column] == sum((cells[name][column] for name in CLASSES), Decimal(0))
    return Check(True, ok, f"第 {column} 栏：合计等于三类之和", _mark(ok, ("total", column)))


def _others(cells: Cells, other: Sequence[dict]) -> list[Check]:
    """其他情况 1–3 may overlap, so their sum is checked against nothing (备注3)."""
    found = [Check(False, o["in_arrears"] <= o["inspected"], f"{o['name']}：查实欠薪的项目不多于检查的项目") for o in other]
    return found + [Check(False, o["people"] <= cells["total"][7], f"{o['name']}：涉及人数不多于合计第 7 栏") for o in other]


def _grows(cells: Cells, sent: Sent, column: int) -> Check:
    smaller = tuple((row, column) for row, _ in ROWS if cells[row][column] < sent.cells[row][column])
    return Check(False, not smaller, f"第 {column} 栏：各行不小于第 {sent.version} 版（截至 {sent.as_of}）", smaller)
