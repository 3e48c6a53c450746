"""A person's age and what it asks of his paper, for his page."""

import datetime as dt
from typing import NamedTuple

from portal.lib.identity import age_on
from wagepay.agreements import OVER_AGE_LAW, fits
from wagepay.models import Engagement
from wagepay.payroll.ages import CHILD_BELOW, MINOR_BELOW, retirement_day


class AgeWords(NamedTuple):
    words: str
    mark: str = ""
    level: str = "x"


def age_words(person: Engagement, on: dt.date) -> AgeWords:
    """Children and minors by the day, people past the statutory age with the paper they ought to have."""
    born = person.birth_on
    if born is None:
        return AgeWords("证件上没有出生日期")
    years = age_on(born, on)
    if years < CHILD_BELOW:
        return AgeWords(f"{years} 周岁", "未满 16 周岁，禁止使用")
    if years < MINOR_BELOW:
        return AgeWords(f"{years} 周岁", "未成年工，注意工种", "half")
    male = person.id_number.plain()[16] in "13579"
    if retirement_day(born, male) > on:
        return AgeWords(f"{years} 周岁", "" if fits(person.contract_kind, born, male, on) else "没有到退休年龄，不应签超龄用工协议", "half")
    if not fits(person.contract_kind, born, male, person.contract_signed_on or on):
        return AgeWords(f"{years} 周岁，已超过法定退休年龄", f"应签超龄劳动者用工协议（{OVER_AGE_LAW}）")
    return AgeWords(f"{years} 周岁，已超过法定退休年龄", "不得安排危险作业", "half")
