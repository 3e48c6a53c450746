"""The same workbook back: every value where it stood, the faulty cells coloured with a note, and a list of all findings in front."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from xlsxwriter.worksheet import Worksheet

from portal.lib.sheets.addresses import a1, link
from portal.lib.sheets.findings import Finding, Severity
from portal.lib.sheets.model import Cell, Pages, Sheet
from portal.lib.sheets.write import Book

LIST = "问题清单"
AUTHOR = "根治欠薪监管平台"
MAX_NOTES = 3_000
WORDS = {Severity.BLOCK: "须改正", Severity.WARN: "请核对", Severity.INFO: "提示"}
FILLS = {Severity.BLOCK: "#F6C4BF", Severity.WARN: "#FDE9A9", Severity.INFO: "#D3E8F5"}
ORDER = list(WORDS)
Places = dict[tuple[int, int], list[Finding]]


def mark_up(workbook: Pages, findings: Sequence[Finding]) -> bytes:
    """An xlsx: the list first, then the sheets of the upload as values, the faulty cells red, yellow or blue."""
    book = Book()
    names = {sheet.name: f"{sheet.name} 原表" if sheet.name == LIST else sheet.name for sheet in workbook.sheets}
    write_list(book, findings, names)
    by_sheet: dict[str, Places] = defaultdict(lambda: defaultdict(list))
    for finding in findings:
        by_sheet[finding.sheet][finding.row, finding.column].append(finding)
    for sheet in workbook.sheets:
        write_sheet(book, sheet, names[sheet.name], by_sheet[sheet.name])
    return book.content()


def write_list(book: Book, findings: Sequence[Finding], names: dict[str, str]) -> None:
    """One line per finding, the worst first, each with a link to its cell."""
    page = book.sheet(LIST)
    for column, width in enumerate((6, 9, 16, 46, 52, 30)):
        page.set_column(column, column, width)
    counts = "，".join(f"{WORDS[severity]} {number} 处" for severity in ORDER if (number := sum(f.severity == severity for f in findings)))
    book.put(page, 0, 0, f"{counts}。红格改好后重传整张表，黄格请核对。" if findings else "没有发现问题。", "title", align="left", font_size=12)
    book.row(page, 1, ("序号", "级别", "位置", "问题", "怎么改", "依据"), "head")
    page.freeze_panes(2, 0)
    for number, finding in enumerate(sorted(findings, key=lambda finding: (ORDER.index(finding.severity), finding.sheet, finding.row, finding.column)), 1):
        row = number + 1
        book.put(page, row, 0, number, "wrap")
        book.put(page, row, 1, WORDS[finding.severity], "wrap", bg_color=FILLS[finding.severity])
        target = link(names.get(finding.sheet, finding.sheet), finding.row, finding.column)
        page.write_url(row, 2, target, book.format("wrap", font_color="#1F5AA8", underline=1), a1(finding.row, finding.column))
        book.put(page, row, 3, finding.message, "wrap")
        book.put(page, row, 4, finding.fix, "wrap")
        book.put(page, row, 5, finding.law, "wrap")


def write_sheet(book: Book, sheet: Sheet, name: str, places: Places) -> None:
    """The values of one sheet in their places; a merge within one row is kept, because titles live in them."""
    page = book.sheet(name)
    if sheet.hidden:
        page.hide()
    for column, width in enumerate(widths(sheet)):
        page.set_column(column, column, width)
    columns: dict[int, list[int]] = defaultdict(list)
    for row, column in places:
        columns[row].append(column)
    merges = {
        (top, left): right
        for top, left, bottom, right in sheet.merges
        if top == bottom and right > left and not any(left <= column <= right for column in columns[top])
    }
    notes = 0
    for at in range(max([len(sheet.rows), *(row + 1 for row in columns)])):
        cells = sheet.rows[at] if at < len(sheet.rows) else []
        for column in range(max([len(cells), *(place + 1 for place in columns[at])])):
            value = cells[column] if column < len(cells) else ""
            found = places.get((at, column), ())
            write_cell(book, page, at, column, value, found, merges.get((at, column)))
            if found and notes < MAX_NOTES:
                page.write_comment(at, column, note(found), {"author": AUTHOR, "x_scale": 2, "y_scale": 1.2})
                notes += 1


def write_cell(book: Book, page: Worksheet, row: int, column: int, value: Cell, found: Sequence[Finding], merged_to: int | None) -> None:
    formats = ("text",) if isinstance(value, str) else ()
    fill = {"bg_color": FILLS[worst(found)], "border": 1, "border_color": "#C0241B"} if found else {}
    if merged_to is not None:
        page.merge_range(row, column, row, merged_to, "", book.format("text", align="center"))
        fill = {"align": "center"}
    book.put(page, row, column, value, *formats, **fill)


def worst(found: Iterable[Finding]) -> Severity:
    return min((finding.severity for finding in found), key=ORDER.index)


def note(found: Iterable[Finding]) -> str:
    """What a pointer on the cell shows."""
    return "\n".join(f"【{WORDS[finding.severity]}】{finding.message}{finding.fix}" for finding in found)[:1_000]


def widths(sheet: Sheet) -> list[float]:
    """Wide enough for what stands in the first rows, Chinese signs counting double; long titles do not widen a column."""
    result = [8.0] * sheet.width
    for row in sheet.rows[:60]:
        for column, cell in enumerate(row):
            text = cell if isinstance(cell, str) else f"{cell:g}" if isinstance(cell, float) else str(cell)
            length = sum(2 if ord(sign) > 255 else 1 for sign in text) + 2
            if length <= 34:
                result[column] = max(result[column], length)
    return result
