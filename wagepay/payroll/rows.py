"""What comes out of a payroll workbook: rows, control totals, findings."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from portal.lib.mask import BankCard, IdNumber
from portal.lib.sheets.findings import Finding
from wagepay.payroll.facts import Persons
from wagepay.payroll.heading import Heading

AMOUNTS = ("days", "daily_rate", "gross", "advance", "deduction", "net")
COLUMNS = ("name", "id_number", "trade", "team", *AMOUNTS, "card_number", "bank", "phone", "payee", "remark", "deductions")


def decimal_of(hundredths: int | None) -> Decimal | None:
    """Whole hundredths as a Decimal with two places."""
    return None if hundredths is None else Decimal(hundredths).scaleb(-2)


class PayrollRow(NamedTuple):
    """One person's line. Days are kept in hundredths and money in fen, whole numbers both; the properties give them as Decimals."""

    row: int
    name: str | None
    id_number: str | None
    trade: str | None
    team: str | None
    days_hundredths: int | None
    daily_rate_fen: int | None
    gross_fen: int | None
    advance_fen: int | None
    deduction_fen: int | None
    net_fen: int | None
    card_number: str | None
    bank: str | None
    phone: str | None
    payee: str | None
    remark: str | None
    deductions: str | None = None

    @property
    def days(self) -> Decimal | None:
        return decimal_of(self.days_hundredths)

    @property
    def daily_rate(self) -> Decimal | None:
        return decimal_of(self.daily_rate_fen)

    @property
    def gross(self) -> Decimal | None:
        return decimal_of(self.gross_fen)

    @property
    def advance(self) -> Decimal | None:
        return decimal_of(self.advance_fen)

    @property
    def deduction(self) -> Decimal | None:
        return decimal_of(self.deduction_fen)

    @property
    def net(self) -> Decimal | None:
        return decimal_of(self.net_fen)

    def __repr__(self) -> str:
        return f"<PayrollRow {self.row} {IdNumber(self.id_number)} {BankCard(self.card_number)}>"


class ControlTotals(NamedTuple):
    """What the rows add up to; the same figures must come out of the database afterwards. Advances count with the deductions."""

    rows: int = 0
    days: Decimal = Decimal("0.00")
    gross: Decimal = Decimal("0.00")
    deduction: Decimal = Decimal("0.00")
    net: Decimal = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class ParsedSheet:
    """Everything the upload needs to know of one workbook: ``findings`` block or ask, ``notes`` only tell, ``persons`` and ``cards`` stand beside the rows."""

    rows: list[PayrollRow]
    mapping: dict[str, str]
    fingerprint: str
    sheet: str
    header_row: int
    heading: Heading
    totals: ControlTotals
    findings: list[Finding]
    notes: list[Finding]
    persons: Persons = field(default=(), repr=False)
    pieces: list[dict[str, str]] = field(default_factory=list)
    cards: Persons = field(default=(), repr=False)

    @property
    def columns(self) -> PayrollRow:
        """The rows turned over: each field with its values of all rows."""
        return PayrollRow._make(zip(*self.rows, strict=True)) if self.rows else PayrollRow._make([()] * len(PayrollRow._fields))

    @property
    def blocks(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.blocks]

    @property
    def acceptable(self) -> bool:
        """All or nothing: one block keeps the whole sheet out."""
        return not self.blocks
