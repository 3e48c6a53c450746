"""Write a batch in the bank's form, or in the neutral one where no form is kept for the bank."""

import csv
import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from portal.lib.errors import Refused
from portal.lib.sheets.write import MIME, Book, csv_text
from wagepay.bank_files.columns import NEUTRAL, Item, value_of
from wagepay.models import BankLayout

TEXT = "text/csv; charset={}"
NEUTRAL_LAYOUT = BankLayout(name="通用格式", form="xlsx", encoding="utf-8-sig", delimiter=",", has_heading=True, columns=[list(pair) for pair in NEUTRAL])


def bank_file(layout: BankLayout | None, items: Sequence[Item]) -> tuple[bytes, str, str]:
    """(content, ending, media type). The sum of the amounts is the batch's to the fen; numbers of cards stay text."""
    form = layout or NEUTRAL_LAYOUT
    rows = [[_shown(form, source, value_of(source, item)) for source, _ in form.columns] for item in items]
    heads = [heading for _, heading in form.columns]
    if form.form == "xlsx":
        return _workbook(form, heads, rows), "xlsx", MIME
    return _text(form, heads, rows), form.form, TEXT.format("gb18030" if form.encoding == "gb18030" else "utf-8")


def _shown(form: BankLayout, source: str, value: Any) -> Any:
    if source != "amount":
        return value
    return int(value * 100) if form.is_in_fen else value


def _workbook(form: BankLayout, heads: list[str], rows: list[list[Any]]) -> bytes:
    book = Book()
    sheet = book.sheet("代发明细")
    begin = 0
    if form.has_heading:
        book.row(sheet, 0, heads, "head")
        begin = 1
    for place, (source, _) in enumerate(form.columns):
        sheet.set_column(place, place, 24 if source in ("card", "code", "payer_number") else 14)
    for number, row in enumerate(rows, begin):
        for place, value in enumerate(row):
            kinds = ("money",) if isinstance(value, Decimal) else ("whole",) if isinstance(value, int) else ("text",)
            book.put(sheet, number, place, value, *kinds)
    return book.content()


def _text(form: BankLayout, heads: list[str], rows: list[list[Any]]) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=form.delimiter, lineterminator="\r\n")
    if form.has_heading:
        writer.writerow(heads)
    for row in rows:
        writer.writerow([f"{value:.2f}" if isinstance(value, Decimal) else csv_text(value) for value in row])
    try:
        return buffer.getvalue().encode(form.encoding)
    except UnicodeEncodeError as error:
        raise Refused(f"“{buffer.getvalue()[error.start]}”不能写成银行要的编码，请把格式的编码改成 UTF-8。", "encoding") from None
