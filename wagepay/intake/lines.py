"""The lines of a payroll sheet on their way into the database: column by column, sealed a part at a time while the server takes in the part before."""

from collections.abc import Iterator, Sequence
from itertools import repeat

from portal.lib import crypto
from portal.lib.uids import fresh_uids
from wagepay.models import PayrollLine, PayrollSheet
from wagepay.payroll.rows import ParsedSheet
from wagepay.queries.bulk import blobs, hundredths, insert, staged_lines, text_of, words

TABLE = PayrollLine._meta.db_table
COLUMNS = {
    "month": "date", "project_id": "bigint", "sheet_id": "bigint", "region_id": "bigint", "employer_id": "bigint", "person": "bytea", "row": "integer",
    "name": "text", "team": "text", "trade": "text", "days": "numeric", "rate": "numeric", "gross": "numeric", "deduction": "numeric",
    "advance": "numeric", "deductions": "jsonb", "net": "numeric", "bank_name": "text", "note": "text", "uid": "uuid", "card": "bytea", "card_index": "bytea",
}  # fmt: skip
PART = 500
ZERO = "0.00"


def write_lines(parsed: ParsedSheet, sheet: PayrollSheet) -> int:
    """A sheet is new when its lines are written, so none of them can be there already."""
    return insert(TABLE, staged_lines("wagepay_in_lines", COLUMNS, _lines(parsed, sheet)), tuple(COLUMNS), by="person")


def _lines(parsed: ParsedSheet, sheet: PayrollSheet) -> Iterator[str]:
    rows = parsed.columns
    head = f"{sheet.month}\t{sheet.project_id}\t{sheet.pk}\t{sheet.region_id}\t{sheet.employer_id}"
    columns = (
        repeat(head, len(parsed.rows)), blobs(parsed.persons), map(str, rows.row), words(rows.name), words(rows.team), words(rows.trade),
        hundredths(rows.days_hundredths), hundredths(rows.daily_rate_fen), hundredths(rows.gross_fen, ZERO), hundredths(rows.deduction_fen, ZERO),
        hundredths(rows.advance_fen, ZERO), _kinds(rows.deductions), hundredths(rows.net_fen, ZERO), words(rows.bank), words(rows.remark), _cards(rows.card_number, parsed.cards),
    )  # fmt: skip
    for line in zip(*columns, strict=True):
        yield "\t".join(line) + "\n"


def _kinds(texts: Sequence[str | None]) -> Iterator[str]:
    """Most sheets name no kinds."""
    return map(text_of, texts) if any(texts) else repeat("\\N", len(texts))


def _cards(numbers: Sequence[str | None], indexes: Sequence[bytes | None]) -> Iterator[str]:
    """``uid``, ``card`` and ``card_index`` of each line, a part at a time."""
    for start in range(0, len(numbers), PART):
        part = numbers[start : start + PART]
        uids = fresh_uids(len(part))
        filled = [(uid, number) for uid, number in zip(uids, part, strict=True) if number is not None]
        sealed = iter(blobs(crypto.encrypt_many("bank_card", TABLE, "card", filled)))
        for uid, index in zip(uids, indexes[start : start + PART], strict=True):
            yield f"{uid}\t\\N\t\\N" if index is None else f"{uid}\t{next(sealed)}\t\\\\x{index.hex()}"
