"""A bank receipt: what became of each transfer of a wage month."""

import datetime as dt
import hashlib
import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from portal.lib import crypto, money
from portal.lib.errors import Refused
from portal.lib.sheets.model import Pages
from wagepay.enums import PaymentState
from wagepay.failures import reason_of
from wagepay.intake.orders import Order, Orders
from wagepay.intake.target import Confirmation, Read, Target, Written
from wagepay.models import PaymentLine, Upload
from wagepay.queries.bulk import staged, upsert
from wagepay.queries.people import Blinder, Listed, Site, listed, people_of
from wagepay.workbooks.opening import Corrections
from wagepay.workbooks.receipts import FORM, KINDS, Payees, Transfer, read_receipts  # noqa: F401

VERB = "wagepay.receipts"
PREFIX = "DF"
TABLE = PaymentLine._meta.db_table
COLUMNS = {
    "month": "date", "project_id": "bigint", "person": "bytea", "line_key": "bytea", "region_id": "bigint", "employer_id": "bigint", "uid": "uuid",
    "amount": "numeric", "paid_on": "date", "state": "text", "returned_on": "date", "reason": "text", "reason_code": "text", "order_uid": "uuid", "channel": "text", "payee": "text", "card": "bytea",
    "card_index": "bytea", "is_other_card": "boolean", "reference": "text", "upload_id": "bigint",
}  # fmt: skip


def read(workbook: Pages, target: Target, corrections: Corrections) -> Read:
    if target.month is None:
        raise Refused("请指明是哪个月工资的代发回单。", "month_missing")
    site = people_of(target.actor, target.project)
    payees = payees_of(site, listed(target.actor, target.project, target.month), Orders(target.actor, target.project, target.month))
    parsed = read_receipts(workbook, target.on, payees, corrections)
    by_state = Counter(row.state for row in parsed.rows)
    figures: dict[str, Any] = {
        "rows": len(parsed.rows),
        "workers": len({row.person for row in parsed.rows}),
        "net": money.text(sum((row.amount for row in parsed.rows if row.state == PaymentState.SUCCESS), Decimal(0))),
        **{state.value: by_state[state] for state in PaymentState},
    }
    return Read(parsed.rows, parsed.findings, parsed.mapping, parsed.fingerprint, parsed.sheet, parsed.header_row, figures, None, target.month)


def payees_of(site: Site, lines: list[Listed], orders: Orders) -> Payees:
    """The listed of the month come first; without a sheet the site's people."""
    by_card: dict[bytes, list[bytes]] = defaultdict(list)
    by_name: dict[str, list[bytes]] = defaultdict(list)
    names: dict[bytes, str] = {}
    cards: dict[bytes, set[bytes]] = defaultdict(set)
    for row in [*lines, *site.people]:
        names.setdefault(row.person, row.name)
        if row.person not in by_name[row.name]:
            by_name[row.name].append(row.person)
        if row.card_index:
            cards[row.person].add(row.card_index)
            if row.person not in by_card[row.card_index]:
                by_card[row.card_index].append(row.person)
    return Payees(by_card, by_name, names, {person: frozenset(own) for person, own in cards.items()}, Blinder(), orders.named, orders.waiting)


@dataclass
class Line:
    """One transfer as it is, or will be, in the table."""

    transfer: Transfer
    key: bytes


class Payers:
    """For which employer's sheet a transfer was made: the one that owes just this sum, else the first that lists the person, else his employer."""

    def __init__(self, lines: list[Listed], site: Site, month: dt.date, otherwise: int) -> None:
        self.site, self.month, self.otherwise = site, month, otherwise
        self.open: dict[bytes, list[Listed]] = defaultdict(list)
        for row in lines:
            self.open[row.person].append(row)

    def of(self, transfer: Transfer) -> int:
        lines = self.open.get(transfer.person)
        if not lines:
            return self.site.employer_of(transfer.person, self.month, self.otherwise)
        best = next((row for row in lines if row.net == transfer.amount), lines[0])
        if len(lines) > 1:
            lines.remove(best)
        return best.employer_id


def write(read: Read, target: Target, upload: Upload, confirmation: Confirmation) -> Written:
    """Insert new transfers; a return of an earlier one changes that one, whatever file told it first."""
    month, project = read.month, target.project
    site, sheet_lines = people_of(target.actor, project), listed(target.actor, project, month)
    payers = Payers(sheet_lines, site, month, project.general_contractor_id)
    existing, orders = _existing(target, month), Orders(target.actor, project, month)
    rows, taken = [], set()
    for line in _keyed(read.rows):
        old = existing.get((line.transfer.person, line.key)) or _returned_now(line.transfer, existing, taken)
        if old:
            taken.add((old["person"], old["line_key"]))
            rows.append(_changed(line.transfer, old, orders))
        else:
            order = orders.take(line.transfer)
            employer_id = order.employer_id if order else payers.of(line.transfer)
            rows.append(_fresh(line, employer_id, month, target, upload, order, orders))
    rows = [row for row in rows if row]
    changed = (
        upsert(TABLE, staged("wagepay_in_payments", COLUMNS, rows), tuple(COLUMNS), ("month", "project_id", "person", "line_key"), keep=_KEPT) if rows else 0
    )
    return Written(changed, frozenset([month]) if changed else frozenset())


_KEPT = ("region_id", "employer_id", "uid", "paid_on", "channel", "payee", "card", "card_index", "is_other_card", "reference", "upload_id", "amount")


def _keyed(transfers: list[Transfer]) -> list[Line]:
    """The bank's own number tells a transfer, then the number our file gave it; else person, day, amount and which of several equal ones."""
    seen: Counter = Counter()
    lines = []
    for transfer in transfers:
        if transfer.reference or transfer.order:
            text = f"ref|{transfer.reference}" if transfer.reference else f"order|{transfer.order}"
        else:
            alike = (transfer.person, transfer.paid_on, transfer.amount)
            seen[alike] += 1
            text = f"{transfer.paid_on}|{transfer.amount}|{seen[alike]}"
        lines.append(Line(transfer, hashlib.blake2b(text.encode(), digest_size=16).digest()))
    return lines


def _existing(target: Target, month: dt.date) -> dict[tuple[bytes, bytes], dict[str, Any]]:
    rows = PaymentLine.objects.visible_to(target.actor).filter(month=month, project=target.project).values(*COLUMNS)
    found = ({**row, "person": bytes(row["person"]), "line_key": bytes(row["line_key"])} for row in rows)
    return {(row["person"], row["line_key"]): row for row in found}


def _returned_now(transfer: Transfer, existing: dict, taken: set) -> dict[str, Any] | None:
    """A return without a number of its own belongs to an earlier successful transfer of the same sum to the same person."""
    if transfer.state != PaymentState.RETURNED:
        return None
    return next(
        (
            row
            for key, row in sorted(existing.items(), key=lambda item: item[1]["paid_on"])
            if key not in taken
            and row["person"] == transfer.person
            and row["amount"] == transfer.amount
            and row["state"] == PaymentState.SUCCESS
            and row["paid_on"] <= transfer.paid_on
        ),
        None,
    )


def _changed(transfer: Transfer, old: dict[str, Any], orders: Orders) -> tuple | None:
    """The old line with its newer outcome; money that came back is never made paid again by an older file, nor is a proof undone by it."""
    if transfer.state == PaymentState.UNPROVEN or (old["state"] == PaymentState.RETURNED and transfer.state == PaymentState.SUCCESS):
        return None
    again = orders.take(transfer) if transfer.state == PaymentState.SUCCESS != old["state"] else None
    newly_returned = transfer.state == PaymentState.RETURNED and old["state"] == PaymentState.SUCCESS
    values = {
        **old,
        "state": transfer.state,
        "reason": transfer.reason[:120] or old["reason"],
        "order_uid": again.uid if again else old["order_uid"],
        "reason_code": reason_of(transfer.reason, orders.reasons) or old["reason_code"],
        "returned_on": transfer.paid_on if newly_returned else old["returned_on"],
    }
    return tuple(values[name] for name in COLUMNS)


def _fresh(line: Line, employer_id: int, month: dt.date, target: Target, upload: Upload, order: Order | None, orders: Orders) -> tuple:
    transfer, uid = line.transfer, uuid.uuid4()
    card = card_index = None
    if transfer.card_number:
        card = crypto.encrypt_many("bank_card", TABLE, "card", [(uid, transfer.card_number)])[0]
        card_index = crypto.blind("bank_card", transfer.card_number)
    code = "" if transfer.state in (PaymentState.SUCCESS, PaymentState.UNPROVEN) else reason_of(transfer.reason, orders.reasons)
    return (
        month, target.project.pk, transfer.person, line.key, target.project.region_id, employer_id, uid,
        transfer.amount, transfer.paid_on, transfer.state, None, transfer.reason[:120], code,
        order.uid if order else None, transfer.channel, transfer.payee[:80], card,
        card_index, transfer.is_other_card, transfer.reference[:60], upload.pk,
    )  # fmt: skip
