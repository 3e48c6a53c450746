"""工资保证金: stored in time in the required sum, and good for as long as the works last (条例 第三十二条, 65号文)."""

import datetime as dt

from portal.lib import show
from portal.lib.deadlines import due
from projects.enums import DepositForm
from projects.models import WageSecurityDeposit
from projects.systems.evidence import Evidence
from projects.systems.lamps import HALF, OFF, OK, UNKNOWN, Lamp, Missing, SystemRow

REMIND = 60  # days before a guarantee ends; the law asks for a reminder one month ahead (65号文 第十七条)


def row(evidence: Evidence) -> SystemRow:
    return SystemRow("deposit", "工资保证金", "第三十二条", established(evidence), operating(evidence))


def established(evidence: Evidence) -> Lamp:
    if not evidence.deposits:
        return _absent(evidence)
    deposit = evidence.deposits[-1]
    if deposit.form == DepositForm.EXEMPT:
        return Lamp(OK, f"免存：{deposit.exempt_basis}", deposit.deposited_on, words="免存")
    text = f"{deposit.get_form_display()} {show.ten_thousand(_total(evidence))} 万元"
    if deposit.required_amount and _total(evidence) < deposit.required_amount:
        gap = show.ten_thousand(deposit.required_amount - _total(evidence))
        return Lamp(HALF, f"{text}，少 {gap} 万元", deposit.deposited_on, (Missing(f"补足保证金 {gap} 万元", "施工总承包单位"),))
    return Lamp(OK, text, deposit.deposited_on)


def _total(evidence: Evidence):
    return sum(deposit.amount for deposit in evidence.deposits)


def start_of_term(evidence: Evidence) -> dt.date | None:
    """The permit; where none is needed, the contract."""
    project = evidence.project
    if project.permit_issued_on is None and not project.needs_permit:
        return project.contract_signed_on
    return project.permit_issued_on


def _absent(evidence: Evidence) -> Lamp:
    start = start_of_term(evidence)
    if start is None:
        return Lamp(OFF, "没有登记保证金，施工许可日期未填，算不出期限", missing=(Missing("存储工资保证金并登记", "施工总承包单位"),))
    by = due("D06", start, evidence.calendar).due_on
    late = evidence.on > by
    text = f"未存储，{by} 到期，已超 {(evidence.on - by).days} 天" if late else f"未存储，期限到 {by}"
    return Lamp(OFF if late else HALF, text, None, (Missing("存储工资保证金并登记", "施工总承包单位", by, late),), "" if late else "期限内")


def operating(evidence: Evidence) -> Lamp:
    if not evidence.deposits:
        return Lamp(UNKNOWN, "还没有保证金", words="未建立")
    deposit = evidence.deposits[-1]
    if deposit.expires_on is None:
        return Lamp(OK, "专款存储，没有动用" if deposit.form == DepositForm.CASH else "按规定免存", deposit.deposited_on)
    return _guarantee(deposit, evidence)


def _guarantee(deposit: WageSecurityDeposit, evidence: Evidence) -> Lamp:
    left = (deposit.expires_on - evidence.on).days
    if left < 0:
        return Lamp(OFF, f"{deposit.expires_on} 已过期", deposit.expires_on, (Missing("更换或延长保函", "施工总承包单位", deposit.expires_on, True),))
    missing = []
    if left <= REMIND:
        missing.append(Missing("更换或延长保函", "施工总承包单位", deposit.expires_on))
    if not deposit.is_on_demand:
        missing.append(Missing("换成不可撤销、见索即付的保函", "施工总承包单位"))
    text = f"有效至 {deposit.expires_on}" + ("" if deposit.is_on_demand else "，未注明见索即付")
    return Lamp(HALF if missing else OK, text, deposit.deposited_on, tuple(missing))
