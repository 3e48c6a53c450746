"""Hand out the pay ledger of a month: the one paper that carries every person's numbers in full by law."""

import datetime as dt

from portal.accounts.freezes import refuse_frozen
from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents.exporting import new_serial, stamp_of
from portal.lib.errors import Refused
from portal.lib.sheets.write import MIME
from portal.tenancy.scope import Actor
from wagepay.enums import CURRENT_SHEETS
from wagepay.models import PayrollSheet
from wagepay.pay_ledger import ledger_of, ledger_pdf, ledger_xlsx


def make_ledger(*, actor: Actor, sheet: PayrollSheet, form: str, purpose: str, at: dt.datetime) -> tuple[bytes, str, str]:
    """(content, name, media type). Written down with the purpose and the number of people before it leaves."""
    require(actor, "wagepay.ledger")
    refuse_frozen(actor.region_id, sheet.region_id)
    if sheet.state not in CURRENT_SHEETS:
        raise Refused("这一版已经不算数，请从有效的工资表导出台账。", "wrong_state")
    if len(purpose.strip()) < 5:
        raise Refused("请写明用途（至少 5 个字），例如：监察机构检查时提供。", "purpose")
    ledger = ledger_of(actor, sheet, at.date())
    title = f"{sheet.employer.name_on(at.date())} {sheet.month.year}年{sheet.month.month}月农民工工资支付台账"
    serial = new_serial(at)
    detail = {"receipt": sheet.receipt_number, "people": len(ledger.rows), "reason": purpose.strip(), "serial": serial, "form": form}
    record(actor, "wagepay.ledger", sheet, detail=detail)
    name = f"{sheet.project.name} {sheet.month:%Y-%m} 工资支付台账.{form}"
    if form == "pdf":
        return ledger_pdf(ledger, title, stamp_of(actor, serial, at).line, at.date()), name, "application/pdf"
    return ledger_xlsx(ledger, title), name, MIME
