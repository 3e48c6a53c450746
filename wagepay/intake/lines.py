"""The lines of a payroll sheet on their way into the database: column by column, sealed a part at a time while the server takes in the part before."""

from collections.abc import Iterator, Sequence
from itertools import repeat

from portal.lib import crypto
from portal.lib.uids import fresh_uids
from wagepay.models import PayrollLine, PayrollSheet
from wagepay.payroll.rows import ParsedSheet
from wagepay.queries.bulk import blobs, encoded, hundredths, insert, kinds_of, staged_lines, text_of, words

TABLE = PayrollLine._meta.db_table
OF_THE_SHEET = ("month", "project_id", "region_id", "employer_id")
COLUMNS = (
    "person", "row", "days", "rate", "gross", "deduction", "advance", "net",
    "uid", "card", "card_index",
    "name", "team", "trade", "bank_name", "note", "deductions",
)  # fmt: skip
PART = 500
ZERO = "0.00"


def write_lines(parsed: ParsedSheet, sheet: PayrollSheet) -> int:
    """A sheet is new when its lines are written, so none of them can be there already."""
    same = {"sheet_id": sheet.pk, **{name: getattr(sheet, name) for name in OF_THE_SHEET}}
    return insert(TABLE, staged_lines("wagepay_in_lines", kinds_of(PayrollLine, COLUMNS), _lines(parsed)), COLUMNS, by="person", same=same)


def _lines(parsed: ParsedSheet) -> Iterator[bytes]:
    """Figures and words apart: a line that had both would take twice the room, and longer, until it is encoded."""
    rows = parsed.columns
    figures = (
        blobs(parsed.persons), map(str, rows.row), hundredths(rows.days_hundredths), hundredths(rows.daily_rate_fen),
        hundredths(rows.gross_fen, ZERO), hundredths(rows.deduction_fen, ZERO), hundredths(rows.advance_fen, ZERO), hundredths(rows.net_fen, ZERO),
        _cards(rows.card_number, parsed.cards),
    )  # fmt: skip
    said = words(rows.name), words(rows.team), words(rows.trade), words(rows.bank), words(rows.remark), _kinds(rows.deductions)
    for line, text in zip(map("\t".join, zip(*figures, strict=True)), encoded(map("\t".join, zip(*said, strict=True))), strict=True):
        yield line.encode() + b"\t" + text


def _kinds(texts: Sequence[str | None]) -> Iterator[str]:
    """Most sheets name no kinds."""
    return map(text_of, texts) if any(texts) else repeat("\\N", len(texts))


def _cards(numbers: Sequence[str | None], indexes: Sequence[bytes | None]) -> Iterator[str]:
    """``uid``, ``card`` and ``card_index`` of each line, a part at a time."""
    for start in range(0, len(numbers), PART):
        part = numbers[start : start + PART]
        uids = fresh_uids(len(part))
        cards = {uid: number for uid, number in zip(uids, part, strict=True) if number is not None}
        sealed = dict(zip(cards, crypto.encrypt_many("bank_card", TABLE, "card", cards.items()), strict=True))
        yield from map("\t".join, zip(uids, blobs(map(sealed.get, uids)), blobs(indexes[start : start + PART]), strict=True))
