"""Who stands on the sheet: numbers, ages, duplicates, roster and attendance."""

import datetime as dt
from functools import lru_cache

from portal.lib.names import mask_name
from wagepay.payroll.ages import CHILD_BELOW, MINOR_BELOW, retirement_day, years_before
from wagepay.payroll.reading import Reading, plain_days

ODD = "13579"
LENGTH = 18


def check_people(reading: Reading) -> None:
    numbers = reading.columns["id_number"]
    births = [number[6:14] if number is not None and len(number) == LENGTH else "" for number in numbers]
    check_documents(reading, births)
    check_ages(reading, births)
    check_duplicates(reading)


def check_documents(reading: Reading, births: list[str]) -> None:
    """A passport or permit is taken as it is, with the question whether it is meant."""
    if "" in births:
        for place, number in enumerate(reading.columns["id_number"]):
            if number is not None and len(number) != LENGTH:
                reading.flag("id_other", place, "id_number")


def check_ages(reading: Reading, births: list[str]) -> None:
    """Ages on the last day of the month for the young, on its first day for the old: what is flagged is certain for the whole month."""
    facts = reading.facts
    newest, minor, child = (compact_day(years_before(facts.last_day, years)) for years in (0, MINOR_BELOW, CHILD_BELOW))
    if max(births, default="") > minor:
        for place, born in enumerate(births):
            if born > minor:
                reading.flag("id_future" if born > newest else "child_labour" if born > child else "minor", place, "id_number")
    men, women = (latest_birth_of_retired(facts.first_day, male) for male in (True, False))
    numbers = reading.columns["id_number"]
    retired = [at for at, born in enumerate(births) if "" < born <= women and (born <= men or numbers[at][16] not in ODD)]
    if retired:
        reading.flag_heading("over_age", "id_number", count=len(retired), rows=reading.rows_named(retired))


def compact_day(day: dt.date) -> str:
    return day.strftime("%Y%m%d")


@lru_cache(maxsize=64)
def latest_birth_of_retired(day: dt.date, male: bool) -> str:
    """The youngest who have reached their retirement age by ``day``, as eight digits."""
    low, high = day.toordinal() - 80 * 366, day.toordinal() - 40 * 365
    while high - low > 1:
        middle = (low + high) // 2
        if retirement_day(dt.date.fromordinal(middle), male) <= day:
            low = middle
        else:
            high = middle
    return compact_day(dt.date.fromordinal(low))


def check_duplicates(reading: Reading) -> None:
    """One person, one row."""
    for group in reading.groups("id_number", 2):
        for place in group:
            reading.flag("id_duplicate", place, "id_number", rows=reading.other_rows(group, place))


def check_roster(reading: Reading) -> None:
    """Registered at all, and under this name."""
    roster, names = reading.facts.roster, reading.columns["name"]
    if roster is None or (None not in names and list(map(roster.get, reading.persons)) == names):
        return
    for place, (person, name) in enumerate(zip(reading.persons, names, strict=True)):
        if person is None:
            continue
        registered = roster.get(person)
        if registered is None:
            reading.flag("not_on_roster", place, "name", name=mask_name(name or "") or "这一行的人")
        elif name is not None and registered != name:
            reading.flag("name_differs", place, "name")


def check_attendance(reading: Reading) -> None:
    """The days on the sheet against the days on site, and those on site who are not on the sheet."""
    attendance = reading.facts.attendance
    if attendance is None:
        return
    listed = set(reading.persons)
    columns = reading.columns
    for place, (person, name, days) in enumerate(zip(reading.persons, columns["name"], columns["days"], strict=True)):
        if person is None:
            continue
        attended = attendance.get(person)
        if attended is None:
            reading.flag("not_attended", place, "name", name=mask_name(name or "") or "这一行的人")
        elif days is not None and days > attended.days * 100:
            reading.flag("days_over_attendance", place, "days", days=plain_days(days), attended=f"{attended.days.normalize():f}")
    for person, attended in attendance.items():
        if person not in listed and attended.days >= reading.facts.attended_from:
            reading.flag_heading("attended_missing", "name", name=mask_name(attended.name), days=f"{attended.days.normalize():f}")
