"""When nothing has to be stored: the tenant's own rules, small works, three clean years."""

from dataclasses import dataclass
from decimal import Decimal

from portal.lib import show
from projects.deposits.arrears import THREE_YEARS, clean_here, clean_year_before_signing
from projects.deposits.notes import LOCAL, Notes, article, percent
from projects.deposits.spans import building_for, shorter_than
from projects.deposits.work import Work

SAFE_WAGE = "safe_wage"
BALANCE_RULE = "S0-01"


@dataclass(frozen=True)
class Exemption:
    """``revocable``: it ends by itself when its condition does."""

    revocable: bool = False


def exemption(work: Work, notes: Notes) -> Exemption | None:
    """The first that holds; the others are not asked."""
    for rule in (_titled, _by_balance, small_exemption, _three_clean_years):
        found = rule(work, notes)
        if found:
            return found
    return None


def _titled(work: Work, notes: Notes) -> Exemption | None:
    if SAFE_WAGE not in work.titles or not notes.figure("deposit.safe_project_exempt"):
        return None
    notes.add("S0-02", LOCAL, "“安薪项目”免于存储；称号取消的恢复应存", notes.source("deposit.safe_project_exempt"))
    return Exemption(revocable=True)


def _by_balance(work: Work, notes: Notes) -> Exemption | None:
    """More than the share, exactly the share is not enough; only works begun under the rule."""
    share = notes.figure("deposit.waive_balance_ratio")
    line = balance_line(work, share)
    if line is None:
        return None
    words = f"专户余额 {show.money(work.balance)} 元，年度施工合同额的 {percent(share)} 为 {show.money(line)} 元"
    if work.balance <= line:
        notes.passed_over(BALANCE_RULE, LOCAL, f"{words}，没有超过，不暂免", notes.source("deposit.waive_balance_ratio"))
        return None
    notes.add(BALANCE_RULE, LOCAL, f"{words}，可以暂免；余额回落即恢复应存", notes.source("deposit.waive_balance_ratio"))
    return Exemption(revocable=True)


def balance_line(work: Work, share: Decimal | None) -> Decimal | None:
    """What the balance has to exceed; none where the tenant has no such rule or nothing is known."""
    if not share or work.balance is None or not work.begun_under_rule:
        return None
    return share * (work.annual_amount if work.annual_amount is not None else work.contract_amount)


def small_exemption(work: Work, notes: Notes, *, raised: bool = False) -> Exemption | None:
    """Below the sum (exactly it is not below), or a very short job, and nobody unpaid anywhere in the year before the contract."""
    line: Decimal = notes.figure("deposit.small_amount")
    months = notes.figure("deposit.short_months")
    is_small = work.contract_amount < line
    if not (is_small or shorter_than(work, months)) or not notes.figure("deposit.small_exempt"):
        return None
    what = f"施工合同额低于 {show.ten_thousand(line, 0)} 万元" if is_small else f"工期不足 {months} 个月"
    if raised and not notes.figure("deposit.small_exempt_beats_2y"):
        notes.passed_over("R65-08", article("十一"), f"{what}，但有提高比例的情形，不免存", notes.source("deposit.small_exempt_beats_2y"))
        return None
    if not clean_year_before_signing(work, notes):
        notes.passed_over("R65-08", article("十一"), f"{what}，但签订合同前一年内有欠薪，不免存", notes.source("deposit.small_exempt"))
        return None
    notes.add("R65-08", article("十一"), f"{what}，签订合同前一年内没有欠薪，免存", notes.source("deposit.small_exempt"))
    return Exemption()


def _three_clean_years(work: Work, notes: Notes) -> Exemption | None:
    if not (work.is_new and building_for(work, THREE_YEARS)) or not notes.figure("deposit.clean3_exempt") or not clean_here(work, notes, THREE_YEARS):
        return None
    source = notes.source("deposit.clean3_exempt")
    if not work.systems_ok:
        notes.passed_over("R65-10", article("十二"), "连续三年没有欠薪，但实名制或专用账户没有落实，不免存", source)
        return None
    notes.add("R65-10", article("十二"), f"自 {work.built_here_since} 在本地区承建满三年没有欠薪，实名制和专用账户落实，新增工程免存", source)
    return Exemption()
