"""专用账户: opened in time, agreed and filed; labour cost really comes in (条例 第二十六、二十九条, 53号文 第六条)."""

import datetime as dt
from decimal import Decimal

from portal.lib import show
from portal.lib.deadlines import due
from portal.tenancy.policies import PolicySet
from projects.facts import ACCOUNT_MONTH
from projects.models import SpecialWageAccount
from projects.systems.evidence import Evidence
from projects.systems.keys import ACCOUNT_FILING, BOTH, PAPER, PLATFORM
from projects.systems.lamps import GENERAL_CONTRACTOR, HALF, OFF, OK, OWNER, UNKNOWN, Lamp, Missing
from projects.systems.mechanism import BUILT, RUNS, Element, Item

NEARLY = Decimal("0.8")  # of what was due: below it the system does not operate
NOT_OPEN = Lamp(UNKNOWN, "", words="未建立")
PARTIES = "施工总承包单位、建设单位、开户银行"
SIGN, FILE = Missing("签订三方协议", PARTIES, act="account_agreement"), Missing("专户备案", GENERAL_CONTRACTOR, act="account_filing")
UPLOAD = Missing("专户信息上传监控预警平台", GENERAL_CONTRACTOR, act="account_upload")


def opened(evidence: Evidence) -> Lamp:
    """30 days after the contract (D01)."""
    account = _account(evidence)
    if account:
        return Lamp(OK, f"{account.bank.short_name or account.bank.name} {account.tail}，{account.opened_on} 开户", account.opened_on)
    text = "开立专用账户并登记"
    signed_on = evidence.project.contract_signed_on
    if signed_on is None:
        missing = Missing(text, GENERAL_CONTRACTOR, act="open_account", then=(SIGN, FILE))
        return Lamp(OFF, "没有登记专户，合同签订日期未填，算不出期限", missing=(missing,))
    by = due("D01", signed_on, evidence.calendar).due_on
    late = evidence.on > by
    said = f"未开立，{by} 到期，已超 {(evidence.on - by).days} 天" if late else f"未开立，期限到 {by}"
    missing = Missing(text, GENERAL_CONTRACTOR, by, late, "open_account", then=(SIGN, FILE))
    return Lamp(OFF if late else HALF, said, None, (missing,), "" if late else "期限内")


def agreed(evidence: Evidence) -> Lamp:
    """三方协议 (53号文 第六条)."""
    account = _account(evidence)
    if account is None:
        return NOT_OPEN
    if account.agreement_on:
        return Lamp(OK, "", account.agreement_on)
    return Lamp(OFF, "没有三方协议", missing=(_of(account, SIGN),))


def filed(evidence: Evidence) -> Lamp:
    """30 days after opening (D02), the way the tenant says: on paper, on the platform, or both (53号文 第六条、第二十八条)."""
    way, account = evidence.policies[ACCOUNT_FILING].value, _account(evidence)
    if account is None:
        return NOT_OPEN
    steps = [_dated(evidence, account, account.filed_on, "备案", FILE)] if way in (PAPER, BOTH) else []
    steps += [_dated(evidence, account, account.uploaded_on, "上传平台", UPLOAD)] if way in (PLATFORM, BOTH) else []
    return next((lamp for mark in (OFF, HALF) for lamp in steps if lamp.mark == mark), steps[0])


def files_on_paper(policies: PolicySet) -> bool:
    return policies[ACCOUNT_FILING].value in (PAPER, BOTH)


def uploaded(evidence: Evidence) -> Lamp:
    """On the monitoring platform within 30 days of opening, where the checklist names it."""
    account = _account(evidence)
    return NOT_OPEN if account is None else _dated(evidence, account, account.uploaded_on, "上传平台", UPLOAD)


def _dated(evidence: Evidence, account: SpecialWageAccount, day: dt.date | None, word: str, step: Missing) -> Lamp:
    if day:
        return Lamp(OK, f"{word} {day}", day)
    by = due("D02", account.opened_on, evidence.calendar).due_on
    late = evidence.on > by
    return Lamp(OFF if late else HALF, f"{word}期限 {by}", missing=(_of(account, step, by, late),), words="" if late else "期限内")


def named(evidence: Evidence) -> Lamp:
    """The name carries the words the rule asks for (53号文 第六条)."""
    account = _account(evidence)
    if account is None:
        return NOT_OPEN
    if account.has_proper_name:
        return Lamp(OK, "")
    missing = Missing("户名补上“农民工工资专用账户”", "施工总承包单位、开户银行", act="account_name", target=str(account.uid))
    return Lamp(OFF, "户名不规范", missing=(missing,))


def _account(evidence: Evidence) -> SpecialWageAccount | None:
    return evidence.accounts[0] if evidence.accounts else None


def _of(account: SpecialWageAccount, what: Missing, by: dt.date | None = None, late: bool = False) -> Missing:
    return Missing(what.text, what.who, by, late, what.act, str(account.uid))


def free(evidence: Evidence) -> Lamp:
    """Money of wages is not frozen for other debts (条例 第三十三条)."""
    frozen = next((account for account in evidence.accounts if account.frozen_on and account.frozen_on <= evidence.on), None)
    if frozen is None:
        return Lamp(OK, "") if evidence.accounts else NOT_OPEN
    missing = Missing("提交专户性质证明，申请解冻", GENERAL_CONTRACTOR, act="unfreeze", target=str(frozen.uid))
    return Lamp(OFF, f"{frozen.tail}于 {frozen.frozen_on} 被冻结", frozen.frozen_on, (missing,))


def transferred(evidence: Evidence) -> Lamp:
    """The owner's labour cost of the last cycle that fell due."""
    fact = evidence.facts.get(ACCOUNT_MONTH)
    if fact is None:
        return Lamp(UNKNOWN, "还没有专户流水")
    value = fact.value
    name = f"{int(value['month'][5:])} 月"
    came = Decimal(value["transferred"])
    if value["due"] is None:
        return Lamp(UNKNOWN, f"{name}应拨人工费未知，到账 {show.ten_thousand(came)} 万元", fact.on)
    owed = Decimal(value["due"])
    if came >= owed:
        return Lamp(OK, f"{name}人工费 {show.ten_thousand(owed)} 万元已足额到账", fact.on)
    share = came / owed
    missing = Missing(f"补拨人工费 {show.ten_thousand(owed - came)} 万元", OWNER, act="transfer")
    text = f"{name}应拨 {show.ten_thousand(owed)} 万元，到账 {show.rate(share)}"
    return Lamp(HALF if share >= NEARLY else OFF, text, fact.on, (missing,))


OPENED = Element("account_opened", "开设专用账户", "条例第二十六条、53号文第六条", BUILT, opened)
AGREED = Element("account_agreed", "三方协议", "53号文第六条", BUILT, agreed)
FILED = Element("account_filed", "专户备案", "53号文第六条", BUILT, filed)
UPLOADED = Element("account_uploaded", "专户信息上传平台", "53号文第六条、第二十八条", BUILT, uploaded)
NAMED = Element("account_named", "户名规范", "53号文第六条", BUILT, named)
FREE = Element("account_free", "专户没有被冻结", "条例第三十三条", RUNS, free)
TRANSFERRED = Element("labour_cost", "人工费拨付", "条例第二十九条", RUNS, transferred)
IN_LAW = (OPENED, AGREED, FILED, NAMED, FREE, TRANSFERRED)
ELEMENTS = (*IN_LAW, UPLOADED)
SYSTEM = Item("special_account", "工资专用账户", "第二十六、二十九条", IN_LAW)
