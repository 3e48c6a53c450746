"""By how much the share falls: two clean years (the law's must), several works at once (its may)."""

from decimal import Decimal

from projects.deposits.arrears import TWO_YEARS, clean_here
from projects.deposits.notes import Notes, article, percent
from projects.deposits.spans import building_for
from projects.deposits.work import Work

LOWER, BOTH = "lower", "both"


def reduced(work: Work, share: Decimal, notes: Notes) -> Decimal:
    """The share of works without any increase."""
    rate = _two_clean_years(work, share, notes)
    if not work.others_here:
        return rate
    return _several(work, share, rate, notes)


def _two_clean_years(work: Work, share: Decimal, notes: Notes) -> Decimal:
    if not (work.is_new and building_for(work, TWO_YEARS) and clean_here(work, notes, TWO_YEARS)):
        return share
    fixed: Decimal = notes.figure("deposit.clean2_rate")
    rate = fixed or share * (1 - notes.figure("deposit.down_2y"))
    source = notes.source("deposit.clean2_rate" if fixed else "deposit.down_2y")
    notes.add("R65-09", article("十二"), f"自 {work.built_here_since} 在本地区承建满两年没有欠薪，新增工程比例降为 {percent(rate)}", source)
    return min(rate, share)


def _several(work: Work, share: Decimal, rate: Decimal, notes: Notes) -> Decimal:
    """By the tenant's reading: the lower of both, one on top of the other, or only one, the reduction that is a must first."""
    floor: Decimal = notes.figure("deposit.multi_rate_min")
    several = max(notes.figure("deposit.multi_rate"), floor)
    how = notes.figure("deposit.combine") if rate < share else LOWER
    source = notes.source("deposit.multi_rate")
    words = f"本地区另有 {work.others_here} 个在建工程"
    if how == BOTH:
        result = min(rate, max(rate * several / share, floor))
        notes.add("R65-07", article("十一"), f"{words}，叠加下浮为 {percent(result)}", source)
    elif how == LOWER:
        result = min(rate, several)
        notes.add("R65-07", article("十一"), f"{words}，多工程比例 {percent(several)}，取低为 {percent(result)}", source)
    else:
        result = rate
        notes.passed_over("R65-07", article("十一"), f"{words}，已按两年没有欠薪降低，两项择一不再下浮", notes.source("deposit.combine"))
    return result
