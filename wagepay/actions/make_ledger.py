"""Hand out the pay ledger of a month: the one paper that carries every person's numbers in full by law. What was handed out is kept as it was."""

import datetime as dt
import hashlib

from django.db import transaction

from portal.accounts.freezes import refuse_frozen
from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents.exporting import new_serial, stamp_of
from portal.lib import crypto
from portal.lib.errors import Refused
from portal.lib.sheets.write import MIME
from portal.tenancy.scope import Actor
from wagepay.enums import CURRENT_SHEETS
from wagepay.models import LedgerCopy, PayrollSheet
from wagepay.pay_ledger import ledger_of, ledger_pdf, ledger_xlsx

TABLE = LedgerCopy._meta.db_table
TYPES = {"pdf": "application/pdf", "xlsx": MIME}
AT_CLOSING = "月度结账时存档"
SHORTEST = 5


def make_ledger(*, actor: Actor, sheet: PayrollSheet, form: str, purpose: str, at: dt.datetime) -> tuple[bytes, str, str]:
    """(content, name, media type). Written down with the purpose and the number of people before it leaves."""
    require(actor, "wagepay.ledger")
    refuse_frozen(actor.region_id, sheet.region_id)
    if sheet.state not in CURRENT_SHEETS:
        raise Refused("这一版已经不算数，请从有效的工资表导出台账；当时导出过的，在存档里。", "wrong_state")
    _check(purpose)
    with transaction.atomic():
        copy, content = _made(actor, sheet, form, purpose, at)
        _told(actor, copy, purpose)
    return content, copy.name, TYPES[form]


def hand_copy(*, actor: Actor, copy: LedgerCopy, purpose: str) -> tuple[bytes, str, str]:
    """A ledger once more, byte by byte as it was; also of a version that counts no more."""
    require(actor, "wagepay.ledger")
    refuse_frozen(actor.region_id, copy.region_id)
    _check(purpose)
    content = crypto.unseal(copy.sealed, crypto.place(TABLE, "sealed", copy.uid))
    if hashlib.sha256(content).hexdigest() != copy.sha256:
        raise RuntimeError("the sealed ledger is not the one that was made")
    _told(actor, copy, purpose)
    return content, copy.name, TYPES[copy.form]


def freeze_ledger(*, actor: Actor, sheet: PayrollSheet, at: dt.datetime) -> LedgerCopy:
    """At the closing of the month, without anybody reading it."""
    with transaction.atomic():
        copy, _ = _made(actor, sheet, "xlsx", AT_CLOSING, at)
        record(actor, "wagepay.freeze_ledger", sheet, detail={"receipt": sheet.receipt_number, "people": copy.people, "sha256": copy.sha256})
    return copy


def _check(purpose: str) -> None:
    if len(purpose.strip()) < SHORTEST:
        raise Refused("请写明用途（至少 5 个字），例如：监察机构检查时提供。", "purpose")


def _made(actor: Actor, sheet: PayrollSheet, form: str, purpose: str, at: dt.datetime) -> tuple[LedgerCopy, bytes]:
    ledger = ledger_of(actor, sheet, at.date())
    title = f"{sheet.employer.name_on(at.date())} {sheet.month.year}年{sheet.month.month}月农民工工资支付台账"
    serial = new_serial(at)
    content = ledger_pdf(ledger, title, stamp_of(actor, serial, at).line, at.date()) if form == "pdf" else ledger_xlsx(ledger, title)
    copy = LedgerCopy(
        region_id=sheet.region_id, project=sheet.project, sheet=sheet, serial=serial, form=form, people=len(ledger.rows), net=ledger.total,
        name=f"{sheet.project.name} {sheet.month:%Y-%m} 工资支付台账.{form}", purpose=purpose.strip()[:200], sha256=hashlib.sha256(content).hexdigest(),
        made_by=actor.name, made_at=at,
    )  # fmt: skip
    copy.sealed = crypto.seal(content, crypto.place(TABLE, "sealed", copy.uid))
    copy.save(force_insert=True)
    return copy, content


def _told(actor: Actor, copy: LedgerCopy, purpose: str) -> None:
    detail = {"receipt": copy.sheet.receipt_number, "people": copy.people, "reason": purpose.strip(), "serial": copy.serial, "form": copy.form}
    record(actor, "wagepay.ledger", copy.sheet, detail=detail | {"sha256": copy.sha256})
