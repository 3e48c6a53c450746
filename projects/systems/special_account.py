"""专用账户: opened in time, agreed and filed; labour cost really comes in (条例 第二十六、二十九条, 53号文 第六条)."""

from decimal import Decimal

from portal.lib import show
from portal.lib.deadlines import due
from projects.facts import ACCOUNT_MONTH
from projects.models import SpecialWageAccount
from projects.systems.evidence import Evidence
from projects.systems.lamps import HALF, OFF, OK, UNKNOWN, Lamp, Missing, SystemRow

NEARLY = Decimal("0.8")  # of what was due: below it the system does not operate


def row(evidence: Evidence) -> SystemRow:
    return SystemRow("special_account", "工资专用账户", "第二十六、二十九条", established(evidence), operating(evidence))


def established(evidence: Evidence) -> Lamp:
    if not evidence.accounts:
        return _absent(evidence)
    account = evidence.accounts[0]
    missing = _missing(account, evidence)
    text = f"{account.bank.short_name or account.bank.name} {account.tail}，{account.opened_on} 开户"
    if account.filed_on:
        text += f"，备案 {account.filed_on}"
    return Lamp(HALF if missing else OK, text, account.filed_on or account.opened_on, tuple(missing))


def _absent(evidence: Evidence) -> Lamp:
    signed_on = evidence.project.contract_signed_on
    if signed_on is None:
        return Lamp(OFF, "没有登记专户，合同签订日期未填，算不出期限", missing=(Missing("开立专用账户并登记", "施工总承包单位"),))
    by = due("D01", signed_on, evidence.calendar).due_on
    late = evidence.on > by
    text = f"未开立，{by} 到期，已超 {(evidence.on - by).days} 天" if late else f"未开立，期限到 {by}"
    return Lamp(OFF if late else HALF, text, None, (Missing("开立专用账户并登记", "施工总承包单位", by, late),), "" if late else "期限内")


def _missing(account: SpecialWageAccount, evidence: Evidence) -> list[Missing]:
    found = []
    if account.agreement_on is None:
        found.append(Missing("签订三方协议", "施工总承包单位、建设单位、开户银行"))
    if account.filed_on is None:
        by = due("D02", account.opened_on, evidence.calendar).due_on
        found.append(Missing("专户备案", "施工总承包单位", by, evidence.on > by))
    if not account.has_proper_name:
        found.append(Missing("户名补上“农民工工资专用账户”", "施工总承包单位、开户银行"))
    return found


def operating(evidence: Evidence) -> Lamp:
    frozen = next((account for account in evidence.accounts if account.frozen_on and account.frozen_on <= evidence.on), None)
    if frozen is not None:
        return Lamp(OFF, f"{frozen.tail}于 {frozen.frozen_on} 被冻结", frozen.frozen_on, (Missing("提交专户性质证明，申请解冻", "施工总承包单位"),))
    fact = evidence.facts.get(ACCOUNT_MONTH)
    if fact is None:
        return Lamp(UNKNOWN, "还没有专户流水")
    value = fact.value
    name = f"{int(value['month'][5:])} 月"
    if value["due"] is None:
        return Lamp(UNKNOWN, f"{name}应拨人工费未知，到账 {show.ten_thousand(Decimal(value['transferred']))} 万元", fact.on)
    return _transfer(name, Decimal(value["due"]), Decimal(value["transferred"]), fact.on)


def _transfer(name: str, owed: Decimal, came: Decimal, on) -> Lamp:
    if came >= owed:
        return Lamp(OK, f"{name}人工费 {show.ten_thousand(owed)} 万元已足额到账", on)
    share = came / owed
    text = f"{name}应拨 {show.ten_thousand(owed)} 万元，到账 {show.rate(share)}"
    return Lamp(HALF if share >= NEARLY else OFF, text, on, (Missing(f"补拨人工费 {show.ten_thousand(owed - came)} 万元", "建设单位"),))
