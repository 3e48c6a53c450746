"""计件: what a team is paid for by the piece, and what each of it gets of that.

The team sheet stands in the same workbook as the payroll. What a team made has to be what its people are paid together, to the fen.
"""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from portal.lib.sheets import values
from portal.lib.sheets.choose import table_of
from portal.lib.sheets.columns import Field, Form
from portal.lib.sheets.faults import CellFault
from portal.lib.sheets.findings import Findings
from portal.lib.sheets.model import Cell, Pages
from portal.lib.sheets.records import read_columns
from portal.lib.sheets.table import Table
from portal.lib.text import compact
from wagepay.payroll.reading import Reading, yuan
from wagepay.payroll.rows import decimal_of


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


MOST = 10**9  # thousandths


def thousandths(cell: Cell) -> int:
    """A quantity as people measure it: up to three decimals."""
    try:
        exact = Decimal(repr(cell) if isinstance(cell, float) else compact(str(cell)).replace(",", "")) * 1000
    except InvalidOperation:
        raise CellFault("not_number", value=values.shown(cell)) from None
    if not exact.is_finite() or not 0 <= exact < MOST:
        raise CellFault("not_number", value=values.shown(cell))
    if abs(exact - round(exact)) > Decimal("0.001"):
        raise CellFault("decimals")
    return int(round(exact))


PIECES = Form(
    name="计件单",
    fields=(
        Field("team", "班组", _words("班组名称 作业班组 施工班组"), required=True, parse=values.text, weight=2),
        Field("item", "分项", _words("分项工程 计件项目 工作内容 分项名称 施工内容 部位"), required=True, parse=values.text, weight=2),
        Field("unit", "计量单位", _words("单位"), parse=values.text),
        Field("quantity", "工程量", _words("数量 完成数量 完成工程量 计件数量"), required=True, parse=thousandths, weight=2),
        Field("price", "单价", _words("计件单价 综合单价"), required=True, parse=values.fen, weight=2),
        Field("amount", "金额", _words("结算金额 合价 计件工资 计件金额"), parse=values.fen),
    ),
    keys=("team", "item"),
    figures=("amount",),
    ignored=_words("序号 备注"),
)


class Piece(NamedTuple):
    """One item of one team; quantities in thousandths, money in fen."""

    team: str
    item: str
    unit: str
    quantity: int
    price: int
    at: tuple[Any, int, int]  # sheet, row and column of its amount, for a finding

    @property
    def amount(self) -> int:
        """Half up to the fen."""
        return (self.quantity * self.price + 500) // 1000

    def stored(self) -> dict[str, str]:
        money = {name: f"{decimal_of(value):.2f}" for name, value in (("price", self.price), ("amount", self.amount))}
        return {"team": self.team, "item": self.item, "unit": self.unit, "quantity": self.measured} | money

    @property
    def measured(self) -> str:
        """The quantity as it is written: 12.5."""
        return f"{Decimal(self.quantity).scaleb(-3).normalize():f}"


def read_pieces(workbook: Pages, payroll: str, findings: Findings) -> list[Piece]:
    """Of every other visible sheet that is one; a line whose amount is not quantity by price is told."""
    found: list[Piece] = []
    for sheet in workbook.filled:
        if sheet.name != payroll and not sheet.hidden and (table := table_of(sheet, PIECES)):
            found += _of_table(table, findings)
    return found


def _of_table(table: Table, findings: Findings) -> list[Piece]:
    columns, found = read_columns(table, findings), []
    column = table.mapping.get("amount", table.mapping["price"])
    for place, row in enumerate(table.records):
        team, item, quantity, price = (columns[name][place] for name in ("team", "item", "quantity", "price"))
        if None in (team, item, quantity, price):
            continue
        piece = Piece(team, item, columns["unit"][place] or "", quantity, price, (table.sheet, row, column))
        stated = columns["amount"][place]
        if stated is not None and stated != piece.amount:
            findings.add("piece_amount", *piece.at, expected=yuan(piece.amount), stated=yuan(stated))
        found.append(piece)
    return found


def totals_of(pieces: Sequence[Piece]) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for piece in pieces:
        sums[piece.team] += piece.amount
    return dict(sums)


def check_pieces(reading: Reading, pieces: Sequence[Piece]) -> None:
    """What a team made is what its people get together."""
    if not pieces:
        return
    paid: dict[str, int] = defaultdict(int)
    for team, gross in zip(reading.columns["team"], reading.known("gross"), strict=True):
        paid[team or ""] += gross
    first = {piece.team: piece for piece in reversed(pieces)}
    for team, made in totals_of(pieces).items():
        if team not in paid:
            reading.findings.add("piece_team", *first[team].at, team=team)
        elif paid[team] != made:
            direction = "少" if paid[team] < made else "多"
            reading.findings.add(
                "piece_total", *first[team].at, team=team, made=yuan(made), paid=yuan(paid[team]), direction=direction, difference=yuan(made - paid[team])
            )


def split(total: int, weights: Sequence[Decimal]) -> list[int]:
    """The total in fen by weight, whole fen each, together exactly the total: who is cut off most gets the next fen."""
    whole = sum(weights, Decimal(0))
    shares = [total * weight / whole for weight in weights]
    parts = [int(share) for share in shares]
    order = sorted(range(len(parts)), key=lambda place: (parts[place] - shares[place], place))
    for place in order[: total - sum(parts)]:
        parts[place] += 1
    return parts
