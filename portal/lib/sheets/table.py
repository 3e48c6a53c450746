"""The body under a heading, row by row: records, subtotals and totals, team titles, repeated headings, signatures, notes.

Most rows of a real sheet are records, and a record is known at one glance by its keys; only the rest is looked at closely.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from itertools import zip_longest

from portal.lib.sheets.columns import Form, normal_label
from portal.lib.sheets.header import Header
from portal.lib.sheets.model import Cell, Sheet
from portal.lib.text import compact

_SUM = re.compile(r"^(?P<of>.{0,16}?)(?P<word>小计|合计|总计|共计|累计)(?:人数|金额|数|额)?(?:\d{1,6}[人名])?(?:\(.*\))?(?:[:：].*)?$")
_ROLE = "(?:编制|制表|填表|填报|审核|复核|审批|批准|校对|项目经理|负责人|劳资专管员|劳资员|班组长|财务|会计|出纳|经办|领款|签字|签章|盖章|公章|日期)"
_SIGNATURE = re.compile(rf"^.{{0,8}}{_ROLE}(?:人|员)?(?:签字|签章|签名)?(?:\(.*?\))?(?:[:：].*)?$")
_HEAD_COUNT = re.compile(r"(?:共计?|合计|总计|总人数|人数)[:：]?(\d{1,6})[人名]|(?:总人数|人数)[:：](\d{1,6})$")
_TOTAL_WORDS = ("总计", "共计", "累计")
_EVERYTHING = ("", "总", "全部", "全表", "本表", "以上", "工资", "应发", "实发", "项目")
_BLANKS = frozenset({"-", "--", "—", "——", "/", "\\", "无", "空", "*"})


class SumKind(StrEnum):
    """What a sum row adds up: the rows since the last one, or everything above."""

    SECTION = "section"
    GRAND = "grand"


@dataclass(frozen=True, slots=True)
class SumRow:
    """A subtotal or total: its place, what people wrote beside it, how many records stand above it."""

    row: int
    label: str
    of: str
    word: str
    records_above: int
    kind: SumKind = SumKind.SECTION


@dataclass
class Table:
    """What was found below one heading. ``records`` are row numbers from 0."""

    sheet: Sheet
    form: Form
    header: Header
    records: list[int] = field(default_factory=list)
    sums: list[SumRow] = field(default_factory=list)
    titles: list[tuple[int, str]] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)

    @property
    def mapping(self) -> dict[str, int]:
        return self.header.mapping

    def column(self, name: str) -> Sequence[Cell]:
        """The field's cells of all records, in order; of a field without column nothing but empty cells."""
        column = self.mapping.get(name)
        cells = self.cells
        return cells[column] if column is not None and column < len(cells) else ("",) * len(self.records)

    @cached_property
    def cells(self) -> list[tuple[Cell, ...]]:
        """The records turned into columns."""
        rows = self.sheet.rows
        return list(zip_longest(*(rows[at] for at in self.records), fillvalue=""))

    def head_count(self) -> tuple[int, int] | None:
        """(row, number) where the sheet itself says how many people it lists."""
        for row, text in [*self.notes, *((line.row, line.label) for line in self.sums)]:
            if found := _HEAD_COUNT.search(compact(text)):
                return row, int(found[1] or found[2])
        return None


def is_blank(cell: Cell) -> bool:
    """Nothing, only spaces, or one of the signs people put for nothing."""
    return isinstance(cell, str) and (not cell or not (text := compact(cell)) or text in _BLANKS)


def read_table(sheet: Sheet, form: Form, header: Header) -> Table:
    """Sort every row below the heading into what it is."""
    table = Table(sheet, form, header)
    keys = [header.mapping[name] for name in form.keys if name in header.mapping]
    if not keys:
        return table
    first, last = keys[0], keys[-1]
    serial = header.mapping.get(form.serial)
    number, width = (first if serial is None else serial), max(first, last, serial or 0)
    heading = {sheet.cell(header.row + step, first) for step in range(header.depth)}
    for at in range(header.body, len(sheet.rows)):
        row = sheet.rows[at]
        if len(row) > width and row[last] and (name := row[first]).__class__ is str and name not in heading and "计" not in name and name:
            if serial is None or row[number].__class__ is float or (row[number].__class__ is str and row[number].isdigit()):
                table.records.append(at)
                continue
        if row:
            sort_row(table, at, row)
    settle_sums(table)
    return table


def sort_row(table: Table, at: int, row: list[Cell]) -> None:
    """A row that is no record at first glance."""
    filled = {column: cell for column, cell in enumerate(row) if not is_blank(cell)}
    if not filled:
        return
    texts = {column: cell for column, cell in filled.items() if isinstance(cell, str)}
    if found := sum_label(table, texts):
        table.sums.append(SumRow(at, *found, len(table.records)))
    elif is_heading_again(table, texts):
        return
    elif is_record(table, filled):
        table.records.append(at)
    elif len(texts) == 1 and is_title(text := compact(next(iter(texts.values())))):
        table.titles.append((len(table.records), text))
    elif texts:
        table.notes.append((at, "  ".join(texts.values())))
    elif is_bare_sum(table, filled):
        table.sums.append(SumRow(at, "合计", "", "合计", len(table.records)))


def sum_label(table: Table, texts: dict[int, str]) -> tuple[str, str, str] | None:
    """(label, what it sums, its word): ``二班小计`` is about 二班. A row with somebody's number is no sum."""
    if any(len(compact(texts.get(table.mapping.get(name, -1), ""))) >= 15 for name in table.form.keys):
        return None
    for cell in list(texts.values())[:4]:
        text = compact(cell)
        if len(text) <= 24 and (found := _SUM.match(text)):
            return text, found["of"], found["word"]
    return None


def is_heading_again(table: Table, texts: dict[int, str]) -> bool:
    """The heading printed on every page, or its unit line."""
    same = sum(1 for column, cell in texts.items() if column < len(table.header.labels) and normal_label(cell) == table.header.labels[column])
    return same >= 3 or (same == len(texts) and same > 1)


def is_record(table: Table, filled: dict[int, Cell]) -> bool:
    """Somebody stands there: two fields with one of them a key, or a serial number with a figure; not a line for signatures."""
    if any(isinstance(cell, str) and _SIGNATURE.match(compact(cell)) for cell in filled.values()):
        return False
    mapping, form = table.mapping, table.form
    fields = {name for name, column in mapping.items() if column in filled}
    keys = fields.intersection(form.keys)
    if form.serial in fields and not isinstance(filled[mapping[form.serial]], str | bool):
        return any(filled[mapping[name]] for name in fields - {form.serial})
    return bool(keys) and len(fields) >= 2 and all(len(compact(str(filled[mapping[name]]))) <= 30 for name in keys)


def is_title(text: str) -> bool:
    """A team's name on a line of its own."""
    return len(text) <= 12 and text.endswith(("班", "组", "队", "班组", "工种"))


def is_bare_sum(table: Table, filled: dict[int, Cell]) -> bool:
    """Figures with no word beside them."""
    return bool(table.records) and {table.mapping.get(name) for name in table.form.figures}.issuperset(filled)


def settle_sums(table: Table) -> None:
    """A sum is about everything when its word says so, when it is the last and names no part, or when no record stands between it and the sum before."""
    before = 0
    for place, row in enumerate(table.sums):
        names_part = row.word == "小计" or row.of not in _EVERYTHING
        last = place == len(table.sums) - 1
        if row.records_above == before or row.word in _TOTAL_WORDS or (last and not names_part):
            table.sums[place] = replace(row, kind=SumKind.GRAND)
        before = row.records_above
