"""节前预测的评分表: six plain counts, each with its reason; what is not known widens the interval instead of being guessed.

Whoever owes wages already is never called safe for having money: one month owed is at least 中等, two are 较高.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from earlywarning.enums import RiskGrade

VERSION = 2  # 2: labour cost that is due before the wages counts for the balance; whoever owes is not 较低
HIGH, MEDIUM = 50, 30
OWING = (0, MEDIUM, HIGH)  # the least sum by months owed
SOON = dt.timedelta(days=60)


@dataclass(frozen=True)
class Facts:
    """What is known of a project on a day; None = nothing was reported."""

    cycles: int = 0  # due labour cost cycles of the last six months
    late_cycles: int = 0
    coming: Decimal = Decimal(0)  # labour cost that falls due in the month to come
    balance: Decimal | None = None
    next_payroll: Decimal | None = None
    reds: int = 0  # red warnings of unpaid wages of the same general contractor in twelve months
    unpaid_months: int | None = None
    ends_on: dt.date | None = None
    is_completed: bool = False
    people: int | None = None


@dataclass(frozen=True)
class Factor:
    """One line of the sheet; ``points`` None where the data are missing."""

    name: str
    most: int
    points: int | None
    words: str

    def as_dict(self) -> dict:
        return {"name": self.name, "most": self.most, "points": self.points, "words": self.words}


@dataclass(frozen=True)
class Score:
    factors: tuple[Factor, ...]
    floor: int = 0

    @property
    def least(self) -> int:
        return max(self.floor, sum(factor.points or 0 for factor in self.factors))

    @property
    def most(self) -> int:
        return max(self.floor, sum(factor.most if factor.points is None else factor.points for factor in self.factors))

    @property
    def points(self) -> int:
        """The middle of the interval; with all data its only point."""
        return (self.least + self.most) // 2

    @property
    def grade(self) -> RiskGrade:
        return RiskGrade.HIGH if self.points >= HIGH else RiskGrade.MEDIUM if self.points >= MEDIUM else RiskGrade.LOW


def score(facts: Facts, on: dt.date, festival: dt.date) -> Score:
    """Pure: the same facts, day and festival give the same sheet."""
    factors = (_rhythm(facts), _balance(facts), _history(facts), _unpaid(facts), _season(on, festival), _progress(facts, festival))
    return Score(factors, OWING[min(facts.unpaid_months or 0, 2)])


def _rhythm(facts: Facts) -> Factor:
    if not facts.cycles:
        return Factor("人工费拨付节奏", 25, None, "近半年没有登记应拨的人工费")
    return Factor("人工费拨付节奏", 25, round(25 * facts.late_cycles / facts.cycles), f"近半年 {facts.cycles} 期，{facts.late_cycles} 期没有按时足额")


def _balance(facts: Facts) -> Factor:
    """An account is empty after every pay day: what comes in before the next counts as far as it used to come in time."""
    if facts.balance is None or not facts.next_payroll:
        return Factor("专户余额与下期工资", 25, None, "没有专户余额，或没有可比的工资表")
    coming = facts.coming * (facts.cycles - facts.late_cycles) / facts.cycles if facts.cycles else Decimal(0)
    share = (facts.balance + coming) / facts.next_payroll
    points = 0 if share >= 1 else 25 if share < Decimal("0.5") else round(25 * (1 - share) * 2)
    what = "余额加一个月内应拨的人工费（按以往按时的比例计）" if coming else "余额"
    return Factor("专户余额与下期工资", 25, int(points), f"{what}够发下期工资的 {int(share * 100)}%")


def _history(facts: Facts) -> Factor:
    points = (0, 8, 14, 20)[min(facts.reds, 3)]
    return Factor("总包欠薪记录", 20, points, f"十二个月内同一总包有 {facts.reds} 条红色欠薪预警" if facts.reds else "十二个月内同一总包没有红色欠薪预警")


def _unpaid(facts: Facts) -> Factor:
    if facts.unpaid_months is None:
        return Factor("现在的拖欠", 15, None, "没有报过考勤和工资")
    if not facts.unpaid_months:
        return Factor("现在的拖欠", 15, 0, "到期的月份都发足了")
    owing = min(facts.unpaid_months, 2)
    return Factor("现在的拖欠", 15, (0, 8, 15)[owing], f"有 {facts.unpaid_months} 个月到期没有发足，总分不低于 {OWING[owing]}")


def _season(on: dt.date, festival: dt.date) -> Factor:
    days = (festival - on).days
    return Factor("离春节的天数", 5, 5 if days <= 30 else 3 if days <= 60 else 1, f"离春节 {days} 天")


def _progress(facts: Facts, festival: dt.date) -> Factor:
    if facts.is_completed:
        return Factor("工程进度", 10, 10, "已完工，尾款和工资要一次结清")
    if facts.ends_on is None:
        return Factor("工程进度", 10, None, "没有登记计划完工日期")
    if facts.ends_on <= festival:
        return Factor("工程进度", 10, 10, f"计划 {facts.ends_on:%Y-%m-%d} 完工，节前集中退场结算")
    near = facts.ends_on <= festival + SOON
    return Factor("工程进度", 10, 6 if near else 2, f"计划 {facts.ends_on:%Y-%m-%d} 完工")


def likely_between(hits: int, total: int) -> tuple[Decimal, Decimal] | None:
    """The share of hits as an interval (Wilson, 90 %): few cases give a wide one, none gives none."""
    if not total:
        return None
    z, n = Decimal("1.645"), Decimal(total)
    share = Decimal(hits) / n
    middle = share + z * z / (2 * n)
    spread = z * ((share * (1 - share) + z * z / (4 * n)) / n).sqrt()
    below = 1 + z * z / n
    return max(Decimal(0), (middle - spread) / below), min(Decimal(1), (middle + spread) / below)
