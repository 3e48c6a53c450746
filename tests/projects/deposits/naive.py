"""The sum of a deposit a second time: slow, by days and tenths of a fen, in the order of the published text, sharing nothing with the engine but its input."""

import datetime as dt
from fractions import Fraction
from math import ceil
from typing import Any

from projects.deposits.work import Work

DAY = dt.timedelta(days=1)


def naive(work: Work, f: dict[str, Any]) -> tuple[Fraction, bool]:
    """The sum in 元 and whether nothing is to be stored."""
    contract = Fraction(work.contract_amount)
    rate, cap = scale(contract, f)
    base = contract
    if f["use_annual"] and runs_beyond(work, 12) and work.annual_amount is not None:
        base = Fraction(work.annual_amount)
    known = [(day_of(record, f), record) for record in work.records if strong_enough(record.grade, f)]
    known = [(day, record) for day, record in known if day and day <= work.on]
    ups = []
    if any(record.here and in_span(day, work.on, 24) for day, record in known):
        ups.append(Fraction(f["up_arrears"]))
    if f["raise_in_cash"] and any(record.own_project and not (work.started_on and day < work.started_on) for day, record in known):
        ups.append(Fraction(f["up_arrears"]))
    if any(stay.listed_on <= work.on and not (stay.removed_on and stay.removed_on <= work.on) for stay in work.listings):
        ups.append(Fraction(f["up_list"]))
    signed = work.signed_on or work.on
    little = f["small_exempt"] and (contract < f["small_amount"] or (f["short_months"] and not reaches(work, f["short_months"])))
    little = little and not any(in_span(day, signed, 12) for day, _ in known)
    if ups:
        if little and f["small_exempt_beats_2y"]:
            return Fraction(0), True
        rate *= 1 + max(ups)
    else:
        here = [day for day, record in known if record.here]
        if "safe_wage" in work.titles and f["safe_project_exempt"]:
            return Fraction(0), True
        if f["waive_balance_ratio"] and work.balance is not None and work.begun_under_rule:
            year = work.annual_amount if work.annual_amount is not None else work.contract_amount
            if Fraction(work.balance) > Fraction(f["waive_balance_ratio"]) * Fraction(year):
                return Fraction(0), True
        if little:
            return Fraction(0), True
        three = work.is_new and built(work, 36) and not any(in_span(day, work.on, 36) for day in here)
        if three and f["clean3_exempt"] and work.systems_ok:
            return Fraction(0), True
        two = work.is_new and built(work, 24) and not any(in_span(day, work.on, 24) for day in here)
        whole = rate
        if two:
            lowered = Fraction(f["clean2_rate"]) if f["clean2_rate"] else rate * (1 - Fraction(f["down_2y"]))
            rate = min(rate, lowered)
        if work.others_here:
            several = max(Fraction(f["multi_rate"]), Fraction(f["multi_rate_min"]))
            if rate == whole or f["combine"] == "lower":
                rate = min(rate, several)
            elif f["combine"] == "both":
                rate = min(rate, max(rate * several / whole, Fraction(f["multi_rate_min"])))
    if not f["may_exceed_3"]:
        rate = min(rate, Fraction(3, 100))
    due = Fraction(ceil(base * rate * 100), 100)
    if cap and due > cap and not (ups and f["cap_waived_on_up"]):
        due = cap
    return due, False


def scale(contract: Fraction, f: dict[str, Any]) -> tuple[Fraction, Fraction]:
    best = None
    for band in sorted(f["bands"], key=lambda row: row["from_wan"]):
        if contract >= band["from_wan"] * 10_000:
            best = band
    if best:
        return Fraction(best["rate_bp"], 10_000), Fraction(best["cap_wan"] * 10_000)
    return Fraction(f["base_rate"]), Fraction(f["cap_amount"])


def strong_enough(grade: str, f: dict[str, Any]) -> bool:
    return grade in {"verified": ("verified", "filed", "decided"), "filed": ("filed", "decided"), "decided": ("decided",)}[f["arrears_record"]]


def day_of(record, f: dict[str, Any]) -> dt.date | None:
    if f["arrears_date"] == "occurred":
        return record.occurred_on or record.verified_on
    return record.verified_on or record.occurred_on


def in_span(day: dt.date, end: dt.date, months: int) -> bool:
    """Walking back day by day from the end to the corresponding day so many months before."""
    walk = end
    first = corresponding(end, months)
    while walk >= first:
        if walk == day:
            return True
        walk -= DAY
    return False


def corresponding(end: dt.date, months: int) -> dt.date:
    """The same day of the month so many months before, the month's last where it has none."""
    year, month = end.year, end.month
    for _ in range(abs(months)):
        step = 1 if months > 0 else -1
        month -= step
        if month == 0:
            year, month = year - 1, 12
        if month == 13:
            year, month = year + 1, 1
    day = end.day
    while True:
        try:
            return dt.date(year, month, day)
        except ValueError:
            day -= 1


def built(work: Work, months: int) -> bool:
    return work.built_here_since is not None and work.built_here_since <= corresponding(work.on, months)


def runs_beyond(work: Work, months: int) -> bool:
    begins = work.started_on or work.signed_on
    return bool(begins and work.ends_on) and work.ends_on > corresponding(begins, -months)


def reaches(work: Work, months: int) -> bool:
    """Whether the job is as long; one of unknown length counts as long."""
    begins = work.started_on or work.signed_on
    return not (begins and work.ends_on) or work.ends_on >= corresponding(begins, -months)
