"""Which written paper a person of an age works on."""

import datetime as dt

from wagepay.enums import ContractKind
from wagepay.payroll.ages import CHILD_BELOW, retirement_day, years_before

OVER_AGE_LAW = "人力资源社会保障部令第56号"
OVER_AGE_SINCE = dt.date(2026, 7, 1)  # the day from which the order is in force
YOUNG = (ContractKind.LABOUR, ContractKind.AGREEMENT)


def fitting_kinds(born_on: dt.date | None, male: bool, on: dt.date) -> tuple[ContractKind, ...]:
    """Nothing for a child; for people of working age a labour contract or a written agreement; past the statutory age the agreement of the order.

    Before the order came into force any written agreement did. Without a date of birth nothing is known to be wrong.
    """
    if born_on is None:
        return (*YOUNG, ContractKind.OVER_AGE)
    if born_on > years_before(on, CHILD_BELOW):
        return ()
    if retirement_day(born_on, male) > on:
        return YOUNG
    return (ContractKind.OVER_AGE,) if on >= OVER_AGE_SINCE else (ContractKind.AGREEMENT, ContractKind.OVER_AGE)


def fits(kind: str, born_on: dt.date | None, male: bool, on: dt.date) -> bool:
    """Whether the paper is the right one; no paper at all is another finding's matter."""
    return kind == ContractKind.NONE or kind in fitting_kinds(born_on, male, on)
