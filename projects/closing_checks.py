"""What keeps a special wage account from being closed, in words that say what to do."""

import datetime as dt
from decimal import Decimal

from portal.lib.show import short_money
from projects.enums import HoldKind
from projects.enums_accounts import PaperKind
from projects.facts import ARREARS, PAYMENT_MONTH
from projects.models import AccountClosing, AccountFreeze, Fact, Hold, Project, ProjectPaper


def obstacles(closing: AccountClosing, *, on: dt.date, at: dt.datetime) -> list[str]:
    """Every reason at once: the notice runs, the pledge is missing, the account is frozen, or wages are owed (53号文 第九条、第十条)."""
    found = []
    if on <= closing.notice_until:
        found.append(f"公示到 {closing.notice_until} 期满，还有 {(closing.notice_until - on).days + 1} 天")
    if not has_pledge(closing.project):
        found.append("没有上传无拖欠承诺书")
    if AccountFreeze.objects.of(closing.project).filter(account=closing.account, thawed_on__isnull=True).exists():
        found.append("专户还在冻结中")
    return found + owed_words(closing.project, at)


def has_pledge(project: Project) -> bool:
    return ProjectPaper.objects.of(project).in_force().filter(kind=PaperKind.NO_ARREARS).exists()


def owed_words(project: Project, at: dt.datetime) -> list[str]:
    """Cases, lawsuits, months and arrears that stand; a month that is held is not named a second time."""
    holds = list(Hold.objects.of(project).in_force(at))
    found = [hold.reason for hold in holds]
    held = {hold.source_uid.rpartition(":")[2] for hold in holds if hold.kind == HoldKind.UNPAID_MONTH}
    facts = {fact.item: fact.value for fact in Fact.objects.of(project).filter(item__in=(ARREARS, PAYMENT_MONTH))}
    arrears, month = facts.get(ARREARS), facts.get(PAYMENT_MONTH)
    if arrears and Decimal(arrears["amount"]) > 0:
        found.append(f"查实欠薪 {arrears['people']} 人 {short_money(Decimal(arrears['amount']))} 元没有付清")
    month = None if month and month["month"] in held else month
    # A month that is paid up by other proven ways is paid, whatever went through the account.
    if month and not month["full_paid_on"] and (short := max(Decimal(month["net"]) - Decimal(month["paid"]), Decimal(0))) > 0:
        found.append(f"{int(month['month'][:4])} 年 {int(month['month'][5:])} 月工资还差 {short_money(short)} 元没有到卡")
    return found
