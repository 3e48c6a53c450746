"""How much of a wage security deposit a project has to store: a pure function of its facts and the tenant's figures.

The order is the law's (65号文 第十一至十三条): arrears and the list raise the share and bar every reduction and exemption;
without them the tenant's own exemptions come first, then small works, then three clean years; what is left is reduced by two clean
years and by several works at once. A figure the tenant has not entered is refused only where it is needed.
"""

from collections.abc import Mapping
from decimal import Decimal

from portal.lib import show
from portal.lib.errors import Refused
from portal.lib.money import fen_up
from portal.tenancy.policies import PolicyValue
from projects.deposits import arrears
from projects.deposits.exemptions import Exemption, exemption, small_exemption
from projects.deposits.notes import LOCAL, Notes, article, percent
from projects.deposits.reductions import reduced
from projects.deposits.spans import beyond_a_year
from projects.deposits.work import Assessed, Work

Figures = Mapping[str, PolicyValue]
ZERO = Decimal("0.00")


def assess(work: Work, figures: Figures) -> Assessed:
    """The required sum, step by step."""
    if work.contract_amount is None:
        raise Refused("施工合同额没有填写，不能核定保证金；请先在项目资料中补填。", "amount_missing")
    notes = Notes(figures)
    share, cap = _scale(work, notes)
    base = _base(work, notes)
    raised = arrears.raised(work, notes)
    free = small_exemption(work, notes, raised=True) if raised.by else exemption(work, notes)
    if free:
        return _free(base, free, notes)
    if raised.by:
        rate = share * (1 + raised.by)
        notes.passed_over("R65-11", article("十二"), "有加成，不享受下浮和免存", notes.source("deposit.up_arrears"))
    else:
        rate = reduced(work, share, notes)
    rate = _within_bounds(rate, notes)
    required = _within_cap(fen_up(base * rate), cap, raised=bool(raised.by), notes=notes)
    notes.add("R65-06", article("十一"), f"应存 {show.money(base)} × {percent(rate)} = {show.money(required)} 元", notes.source("deposit.base_rate"))
    return Assessed(required, base, rate, False, notes.steps, notes.others, cash_only=raised.cash_only, figures=notes.used)


def _free(base: Decimal, free: Exemption, notes: Notes) -> Assessed:
    return Assessed(ZERO, base, Decimal(0), True, notes.steps, notes.others, waived=free.revocable, figures=notes.used)


def _scale(work: Work, notes: Notes) -> tuple[Decimal, Decimal]:
    """The share and the cap: of the tenant's band where it has bands, else its one share."""
    bands = [band for band in notes.figure("deposit.bands") if work.contract_amount >= Decimal(band["from_wan"]) * 10000]
    if bands:
        band = max(bands, key=lambda row: row["from_wan"])
        rate, cap = Decimal(band["rate_bp"]) / 10000, Decimal(band["cap_wan"]) * 10000
        notes.add("R65-06", article("十一"), f"合同额 {band['from_wan']} 万元以上一档，基准比例 {percent(rate)}", notes.source("deposit.bands"))
        return rate, cap
    rate = notes.figure("deposit.base_rate")
    notes.add("R65-06", article("十一"), f"基准比例 {percent(rate)}", notes.source("deposit.base_rate"))
    return rate, notes.figure("deposit.cap_amount")


def _base(work: Work, notes: Notes) -> Decimal:
    """The year's part of a contract that runs beyond twelve months where the tenant says so; else the whole."""
    if beyond_a_year(work) and notes.figure("deposit.use_annual"):
        if work.annual_amount is not None:
            notes.add("R65-06", article("十一"), f"工期超过十二个月，按年度合同额 {show.money(work.annual_amount)} 元计", notes.source("deposit.use_annual"))
            return work.annual_amount
        notes.passed_over("R65-06", article("十一"), "工期超过十二个月，但年度合同额没有填写，按施工合同额计", notes.source("deposit.use_annual"))
    notes.add("R65-06", article("十一"), f"按施工合同额 {show.money(work.contract_amount)} 元计", "项目资料")
    return work.contract_amount


def _within_bounds(rate: Decimal, notes: Notes) -> Decimal:
    most = notes.figure("deposit.rate_max")
    if rate <= most or notes.figure("deposit.may_exceed_3"):
        return rate
    notes.add("R65-06", article("十一"), f"比例 {percent(rate)} 超过上限，按 {percent(most)} 计", notes.source("deposit.may_exceed_3"))
    return most


def _within_cap(required: Decimal, cap: Decimal, *, raised: bool, notes: Notes) -> Decimal:
    if not cap or required <= cap:
        return required
    if raised and notes.figure("deposit.cap_waived_on_up"):
        notes.add("R65-11", LOCAL, f"因欠薪提高的，不受 {show.ten_thousand(cap)} 万元上限限制", notes.source("deposit.cap_waived_on_up"))
        return required
    notes.add("R65-06", article("十一"), f"超过单个工程上限，按上限 {show.money(cap)} 元计", notes.source("deposit.cap_amount"))
    return cap
