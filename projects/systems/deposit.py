"""工资保证金: stored in time in the required sum, and good for as long as the works last (条例 第三十二条, 65号文)."""

import datetime as dt
from decimal import Decimal

from portal.lib import show
from portal.lib.deadlines import due
from projects.deposits.guarantees import faults
from projects.enums import DepositForm
from projects.models import WageSecurityDeposit
from projects.systems.evidence import Evidence
from projects.systems.lamps import GENERAL_CONTRACTOR, HALF, OFF, OK, UNKNOWN, Lamp, Missing
from projects.systems.mechanism import BUILT, RUNS, Element, Item

REMIND = 60  # days before a guarantee ends; the law asks for a reminder one month ahead (65号文 第十七条)
NONE_YET = Lamp(UNKNOWN, "还没有保证金", words="未建立")
STORE = "存储工资保证金并登记"


def stored(evidence: Evidence) -> Lamp:
    """20 working days after the permit (D06), or an exemption with its basis."""
    if not evidence.deposits:
        return _absent(evidence)
    deposit = evidence.deposits[-1]
    if deposit.form == DepositForm.EXEMPT:
        return Lamp(OK, f"免存：{deposit.exempt_basis}", deposit.deposited_on, words="免存")
    return Lamp(OK, f"{deposit.get_form_display()} {show.ten_thousand(_total(evidence))} 万元", deposit.deposited_on)


def enough(evidence: Evidence) -> Lamp:
    """Not below the sum that was assessed."""
    if not evidence.deposits or evidence.deposits[-1].form == DepositForm.EXEMPT:
        return Lamp(UNKNOWN, "")
    required = evidence.deposits[-1].required_amount
    if not required or _total(evidence) >= required:
        return Lamp(OK, "")
    gap = show.ten_thousand(required - _total(evidence))
    return Lamp(OFF, f"少 {gap} 万元", None, (Missing(f"补足保证金 {gap} 万元", GENERAL_CONTRACTOR, act="store_deposit"),))


def _total(evidence: Evidence) -> Decimal:
    return sum((deposit.amount for deposit in evidence.deposits), Decimal(0))


def start_of_term(evidence: Evidence) -> dt.date | None:
    """The permit; where none is needed, the contract."""
    project = evidence.project
    if project.permit_issued_on is None and not project.needs_permit:
        return project.contract_signed_on
    return project.permit_issued_on


def _absent(evidence: Evidence) -> Lamp:
    start = start_of_term(evidence)
    if start is None:
        return Lamp(OFF, "没有登记保证金，施工许可日期未填，算不出期限", missing=(Missing(STORE, GENERAL_CONTRACTOR, act="store_deposit"),))
    by = due("D06", start, evidence.calendar).due_on
    late = evidence.on > by
    text = f"未存储，{by} 到期，已超 {(evidence.on - by).days} 天" if late else f"未存储，期限到 {by}"
    missing = Missing(STORE, GENERAL_CONTRACTOR, by, late, "store_deposit")
    return Lamp(OFF if late else HALF, text, None, (missing,), "" if late else "期限内")


def valid(evidence: Evidence) -> Lamp:
    """A guarantee is renewed before it ends."""
    if not evidence.deposits:
        return NONE_YET
    deposit = evidence.deposits[-1]
    used = next((row for row in evidence.deposits if row.drawn_amount), None)
    if used is not None:
        gap = show.ten_thousand(used.drawn_amount)
        return Lamp(OFF, f"已动用 {gap} 万元，还没有补足", used.deposited_on, (Missing(f"补足保证金 {gap} 万元", GENERAL_CONTRACTOR, act="store_deposit"),))
    if deposit.expires_on is None:
        return Lamp(OK, "专款存储，没有动用" if deposit.form == DepositForm.CASH else "按规定免存", deposit.deposited_on)
    return _guarantee(deposit, evidence)


def _guarantee(deposit: WageSecurityDeposit, evidence: Evidence) -> Lamp:
    left = (deposit.expires_on - evidence.on).days
    renew = "更换或延长保函"
    if left < 0:
        missing = Missing(renew, GENERAL_CONTRACTOR, deposit.expires_on, True, "store_deposit")
        return Lamp(OFF, f"{deposit.expires_on} 已过期", deposit.expires_on, (missing,))
    missing = (Missing(renew, GENERAL_CONTRACTOR, deposit.expires_on, act="store_deposit"),) if left <= REMIND else ()
    return Lamp(HALF if missing else OK, f"有效至 {deposit.expires_on}", deposit.deposited_on, missing)


def on_demand(evidence: Evidence) -> Lamp:
    """不可撤销、见索即付，受益人和期限对 (65号文 第十五至十七条); the sums laid down in cash pay by themselves."""
    if not evidence.deposits or evidence.deposits[-1].expires_on is None:
        return Lamp(OK, "") if evidence.deposits else Lamp(UNKNOWN, "", words="未建立")
    # The sum and the coming end are lamps of their own.
    wrong = [fault for fault in faults(evidence.deposits[-1], evidence.project, None) if fault.code != "term"]
    if not wrong:
        return Lamp(OK, "")
    missing = tuple(Missing(fault.mend, GENERAL_CONTRACTOR, act="store_deposit") for fault in wrong)
    return Lamp(HALF, "，".join(fault.text for fault in wrong), None, missing)


def copied(evidence: Evidence) -> Lamp:
    """材料副本报人社部门备案, where the checklist names it; no term is set."""
    return _copy(evidence, "agreement_filed_on", "副本备案", "保证金材料副本报人社部门备案")


def uploaded(evidence: Evidence) -> Lamp:
    """电子版上传监控预警平台."""
    return _copy(evidence, "uploaded_on", "上传平台", "保证金材料电子版上传监控预警平台")


def _copy(evidence: Evidence, name: str, word: str, step: str) -> Lamp:
    if not evidence.deposits:
        return NONE_YET
    deposit = evidence.deposits[-1]
    day = getattr(deposit, name)
    if day:
        return Lamp(OK, f"{word} {day}", day)
    return Lamp(OFF, f"没有{word}", missing=(Missing(step, GENERAL_CONTRACTOR, act="deposit_copies", target=str(deposit.uid)),))


STORED = Element("deposit_stored", "存储保证金", "条例第三十二条、65号文第八条", BUILT, stored)
ENOUGH = Element("deposit_enough", "金额足额", "65号文第十一条", BUILT, enough)
VALID = Element("deposit_valid", "保函在有效期内", "65号文第十七条", RUNS, valid)
ON_DEMAND = Element("deposit_on_demand", "保函见索即付", "65号文第十五条", RUNS, on_demand)
COPIED = Element("deposit_copied", "材料副本备案", "本地规定", BUILT, copied)
UPLOADED = Element("deposit_uploaded", "材料电子版上传平台", "本地规定", BUILT, uploaded)
IN_LAW = (STORED, ENOUGH, VALID, ON_DEMAND)
ELEMENTS = (*IN_LAW, COPIED, UPLOADED)
SYSTEM = Item("deposit", "工资保证金", "第三十二条", IN_LAW)
