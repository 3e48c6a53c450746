"""What arrears and the list do to the share (65号文 第十二条): the higher of the increases holds, they are never multiplied."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from projects.deposits.notes import LOCAL, Notes, article
from projects.deposits.spans import YEAR, within
from projects.deposits.work import GRADES, ArrearsRecord, Work

OCCURRED = "occurred"
TWO_YEARS, THREE_YEARS = 2 * YEAR, 3 * YEAR


@dataclass(frozen=True)
class Raised:
    """By how much of itself the share rises; 0 is no increase."""

    by: Decimal = Decimal(0)
    cash_only: bool = False


def raised(work: Work, notes: Notes) -> Raised:
    """The higher of what arrears within two years and a stay on the list add; the works' own arrears ask for cash where the tenant says so."""
    by, cash_only = Decimal(0), False
    dated = counted(work, notes)
    recent = [day for day, record in dated if record.here and within(day, work.on, TWO_YEARS)]
    if recent:
        by = notes.figure("deposit.up_arrears")
        notes.add("R65-11", article("十二"), f"存储前两年内在本地区有欠薪（最近 {max(recent)}），比例提高 {by * 100:.0f}%", notes.source("deposit.up_arrears"))
    if any(_in_works(day, record, work) for day, record in dated) and notes.figure("deposit.raise_in_cash"):
        by, cash_only = max(by, notes.figure("deposit.up_arrears")), True
        notes.add("S0-03", LOCAL, "本工程施工中出现欠薪，提高比例并以现金在本项目专户足额存储，不用保函", notes.source("deposit.raise_in_cash"))
    if any(listing.holds(work.on) for listing in work.listings):
        up = notes.figure("deposit.up_list")
        words = f"列入失信联合惩戒名单，比例提高 {up * 100:.0f}%" + ("，取高不相乘" if by else "")
        by = max(by, up)
        notes.add("R65-11", article("十二"), words, notes.source("deposit.up_list"))
    return Raised(by, cash_only)


def counted(work: Work, notes: Notes) -> list[tuple[dt.date, ArrearsRecord]]:
    """The records that count by the tenant's reading, each with the day by which it counts; nothing is asked where there is none."""
    if not work.records:
        return []
    least, by = notes.figure("deposit.arrears_record"), notes.figure("deposit.arrears_date")
    proved = [record for record in work.records if GRADES.index(record.grade) >= GRADES.index(least)]
    dated = [(_day(record, by), record) for record in proved]
    return [(day, record) for day, record in dated if day is not None and day <= work.on]


def clean_here(work: Work, notes: Notes, months: int) -> bool:
    return not any(record.here and within(day, work.on, months) for day, record in counted(work, notes))


def clean_year_before_signing(work: Work, notes: Notes) -> bool:
    """Nowhere any arrears in the year before the contract; before it is signed, before the day itself."""
    start = work.signed_on or work.on
    return not any(within(day, start, YEAR) for day, _ in counted(work, notes))


def _day(record: ArrearsRecord, by: str) -> dt.date | None:
    first, second = (record.occurred_on, record.verified_on) if by == OCCURRED else (record.verified_on, record.occurred_on)
    return first or second


def _in_works(day: dt.date, record: ArrearsRecord, work: Work) -> bool:
    return record.own_project and (work.started_on is None or day >= work.started_on)
