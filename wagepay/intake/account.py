"""An account statement with the plan of labour-cost transfers."""

import hashlib
import uuid
from collections import Counter
from decimal import Decimal
from typing import Any

from portal.lib import crypto, money
from portal.lib.errors import Refused
from portal.lib.sheets.model import Pages
from portal.lib.text import compact
from projects.models import Project, SpecialWageAccount
from wagepay.enums import EntryDirection
from wagepay.intake.target import Confirmation, Read, Target, Written
from wagepay.models import AccountEntry, LabourCostCycle, Upload
from wagepay.queries.bulk import staged, upsert
from wagepay.queries.cycles import settle_cycles
from wagepay.workbooks.account import ENTRIES as FORM  # noqa: F401
from wagepay.workbooks.account import KINDS, AccountUse, Cycle, Entry, read_account  # noqa: F401
from wagepay.workbooks.opening import Corrections

VERB = "wagepay.entries"
PREFIX = "ZH"
TABLE = AccountEntry._meta.db_table
COLUMNS = {
    "month": "date", "project_id": "bigint", "line_key": "bytea", "account_id": "bigint", "region_id": "bigint", "uid": "uuid", "booked_on": "date",
    "direction": "text", "kind": "text", "amount": "numeric", "balance": "numeric", "counterparty": "text", "counterparty_number": "bytea",
    "counterparty_index": "bytea", "summary": "text", "reference": "text", "upload_id": "bigint",
}  # fmt: skip


def read(workbook: Pages, target: Target, corrections: Corrections) -> Read:
    parsed = read_account(workbook, target.on, use_of(target), corrections)
    entries = [row for row in parsed.rows if isinstance(row, Entry)]
    cycles = [row for row in parsed.rows if isinstance(row, Cycle)]
    flows = {way: sum((row.amount for row in entries if row.direction == way), Decimal(0)) for way in EntryDirection}
    figures: dict[str, Any] = {
        "rows": len(entries),
        "cycles": len(cycles),
        "workers": 0,
        "income": money.text(flows[EntryDirection.IN]),
        "outgo": money.text(flows[EntryDirection.OUT]),
        "due": money.text(sum((row.due_amount for row in cycles), Decimal(0))),
    }
    return Read(parsed.rows, parsed.findings, parsed.mapping, parsed.fingerprint, parsed.sheet, parsed.header_row, figures)


def accounts_of(target: Target) -> list[SpecialWageAccount]:
    """The rows of one account number; an account may serve several projects (53号文 第六条)."""
    if target.account is None:
        raise Refused("请指明是哪个专用账户的流水。", "account_missing")
    same = SpecialWageAccount.objects.visible_to(target.actor).filter(account_index=bytes(target.account.account_index))
    return list(same.select_related("project__owner"))


def use_of(target: Target) -> AccountUse:
    projects: dict[str, int] = {}
    for account in accounts_of(target):
        projects |= {compact(account.project.code): account.project_id, compact(account.project.name): account.project_id}
    owners = frozenset(compact(name) for account in accounts_of(target) if account.project.owner for name in account.project.owner.known_names)
    return AccountUse(projects, owners)


def write(read: Read, target: Target, upload: Upload, confirmation: Confirmation) -> Written:
    """Insert booked lines and the plan, then set the transfers against the cycles in the order they fell due."""
    accounts = {account.project_id: account for account in accounts_of(target)}
    entries = [row for row in read.rows if isinstance(row, Entry)]
    cycles = [row for row in read.rows if isinstance(row, Cycle)]
    changed = _write_entries(entries, accounts, upload) + _write_cycles(cycles, accounts, upload)
    if changed:
        for project in {row.project for row in read.rows}:
            settle_cycles([project])
    return Written(changed)


def _write_entries(entries: list[Entry], accounts: dict[int, SpecialWageAccount], upload: Upload) -> int:
    if not entries:
        return 0
    seen: Counter = Counter()
    rows = []
    for entry in entries:
        account = accounts[entry.project]
        uid = uuid.uuid4()
        number, index = None, None
        if entry.counterparty_number:
            number = crypto.encrypt_many("bank_card", TABLE, "counterparty_number", [(uid, entry.counterparty_number)])[0]
            index = crypto.blind("bank_card", entry.counterparty_number)
        rows.append((
            entry.booked_on.replace(day=1), entry.project, _key(entry, seen, account), account.pk, account.region_id, uid, entry.booked_on,
            entry.direction, entry.kind, entry.amount, entry.balance, entry.counterparty[:120], number,
            index, entry.summary[:200], entry.reference[:60], upload.pk,
        ))  # fmt: skip
    kept = ("uid", "counterparty_number", "counterparty_index", "upload_id")
    return upsert(TABLE, staged("wagepay_in_entries", COLUMNS, rows), tuple(COLUMNS), ("month", "project_id", "line_key"), keep=kept)


def _key(entry: Entry, seen: Counter, account: SpecialWageAccount) -> bytes:
    """The bank's number tells a line; else day, way, amount, other side and which of several equal ones."""
    alike = (entry.booked_on, entry.direction, entry.amount, entry.counterparty, entry.summary)
    seen[alike] += 1
    text = f"ref|{entry.reference}|{entry.direction}|{entry.amount}" if entry.reference else "|".join(map(str, (*alike, seen[alike])))
    return hashlib.blake2b(f"{account.pk}|{text}".encode(), digest_size=16).digest()


def _write_cycles(cycles: list[Cycle], accounts: dict[int, SpecialWageAccount], upload: Upload) -> int:
    columns = {
        "uid": "uuid", "region_id": "bigint", "project_id": "bigint", "month": "date", "due_amount": "numeric", "due_on": "date", "transferred": "numeric",
        "full_on": "date", "source": "text", "upload_id": "bigint",
    }  # fmt: skip
    rows = [
        (uuid.uuid4(), accounts[row.project].region_id, row.project, row.month, row.due_amount, row.due_on, 0, None, row.source[:120], upload.pk)
        for row in cycles
    ]
    if not rows:
        return 0
    kept = ("uid", "transferred", "full_on", "upload_id")
    return upsert(LabourCostCycle._meta.db_table, staged("wagepay_in_cycles", columns, rows), tuple(columns), ("project_id", "month"), keep=kept)


def project_ids(read: Read) -> list[int]:
    return sorted({row.project for row in read.rows})


def projects_of(target: Target, ids: list[int]) -> list[Project]:
    return list(Project.objects.visible_to(target.actor).filter(pk__in=ids))
