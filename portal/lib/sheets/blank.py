"""The empty list to download: its headings, a line of examples, and choices to pick from."""

from collections.abc import Mapping, Sequence

from portal.lib.sheets.write import Book

LAST_ROW = 500
EXAMPLE = {"num_format": "@", "italic": True, "font_color": "#626E7F"}


def blank_list(name: str, columns: Sequence[tuple[str, float, str]], choices: Mapping[str, list[str]], *, fixed: int) -> bytes:
    """One sheet of (heading, width, example); everything is text, so that accounts of digits and long numbers stay as they are typed.

    The first ``fixed`` columns stay in sight.
    """
    book = Book()
    sheet = book.sheet(name)
    book.row(sheet, 0, [heading for heading, _, _ in columns], "head")
    for column, (heading, width, example) in enumerate(columns):
        sheet.set_column(column, column, width, book.format("text", num_format="@"))
        book.put(sheet, 1, column, example, "text", **EXAMPLE)
        if heading in choices:
            sheet.data_validation(1, column, LAST_ROW, column, {"validate": "list", "source": choices[heading], "error_type": "warning"})
    sheet.freeze_panes(1, fixed)
    return book.content()
