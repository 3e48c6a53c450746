"""The three people whose payroll is made in every disguise, and the programmes that write it."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import openpyxl
import xlsxwriter

from tests.make.payrolls import HEAD, id_number, person

TITLE, LINE = "某某花园项目农民工工资支付表", "总包单位：示例建设集团有限公司    工资月份：2026年10月    单位：元"
X = next(place for place in range(20, 60) if id_number(place).endswith("X"))
PLACES = (0, 1, X)
DAYS, GROSS, TAKEN = (20.0, 22.0, 18.5), (6000.0, 6600.0, 5550.0), (0.0, 100.0, 0.0)
TEAM = "一班"


@dataclass
class Made:
    """One workbook: how it is called, its bytes, the findings it must raise, and what of the people must come out otherwise than written."""

    title: str
    build: Callable[[], bytes]
    name: str = "工资表.xlsx"
    codes: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()  # fields that cannot be read
    teams: tuple[str, ...] | None = None
    names: tuple[str, ...] | None = None
    options: dict[str, Any] = field(default_factory=dict)


BOOKS: dict[str, Made] = {}


def made(title: str, name: str = "工资表.xlsx", codes: str = "", lost: str = "", **more: Any) -> Callable:
    def keep(build: Callable[[], bytes]) -> Callable[[], bytes]:
        assert title not in BOOKS, title
        BOOKS[title] = Made(title, build, name, frozenset(codes.split()), frozenset(lost.split()), **more)
        return build

    return keep


def people(**changes: Callable[[Any, int], Any]) -> list[list]:
    """The three clean rows; ``changes`` by the short names of the columns, each a function of the value and the place."""
    rows = []
    for at, place in enumerate(PLACES):
        values = {"serial": at + 1.0, "team": TEAM, "days": DAYS[at], "gross": GROSS[at], "deduction": TAKEN[at], "net": GROSS[at] - TAKEN[at]}
        row = person(place, **values)
        for short, change in changes.items():
            column = ["serial", "name", "id", "trade", "team", "days", "rate", "gross", "deduction", "net", "card", "bank", "phone"].index(short)
            row[column] = change(row[column], at)
        rows.append(row)
    return rows


def total(label: str = "合计") -> list:
    return [label, "", "", "", "", sum(DAYS), "", sum(GROSS), sum(TAKEN), sum(GROSS) - sum(TAKEN)]


def table(*rows: list, head: list | None = None) -> list[list]:
    return [[TITLE], [LINE], head or HEAD, *(rows or people())]


def excel(rows: list[list], touch: Callable | None = None, options: dict | None = None, name: str | None = "工资表") -> bytes:
    """As Excel writes it; ``touch(book, page)`` adds what the kind is about."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, **(options or {})}) as book:
        page = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    page.write_string(at, column, cell)
                elif isinstance(cell, dt.date):
                    page.write_datetime(at, column, dt.datetime(cell.year, cell.month, cell.day), book.add_format({"num_format": "yyyy-mm-dd"}))
                elif cell is not None:
                    page.write(at, column, cell)
        if touch:
            touch(book, page)
    return stream.getvalue()


def other(rows: list[list], touch: Callable | None = None) -> bytes:
    """As another programme (openpyxl) writes it."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if touch:
        touch(book, book.active)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_parts(content: bytes, **parts: str) -> bytes:
    """The package with parts added or replaced; ``__`` stands for a slash and ``_xml`` for the ending."""
    stream = io.BytesIO()
    named = {name.replace("__", "/").removesuffix("_xml") + ".xml": text for name, text in parts.items()}
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {*old.namelist(), *named}:
            new.writestr(name, named[name] if name in named else old.read(name))
    return stream.getvalue()


def comma(rows: list[list], sign: str = ",", mark: str = "") -> str:
    return "\r\n".join(sign.join(f'"{mark if len(text) > 12 and text[:6].isdigit() else ""}{text}"' for text in map(shown, row)) for row in rows)


def shown(cell: Any) -> str:
    return f"{cell:g}" if isinstance(cell, float) else "" if cell is None else str(cell)
