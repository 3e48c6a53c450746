"""Enter the State Council's arrangement of a year's holidays."""

import datetime as dt

from django.db import transaction

from portal.audit.log import record
from portal.lib import calendar_seed
from portal.lib.errors import Refused
from portal.lib.sheets.reader import read_workbook
from portal.tenancy.actors import SYSTEM_ROLE
from portal.tenancy.holiday_sheet import NOTICE, HolidaySheet, read_holidays
from portal.tenancy.models import Holiday
from portal.tenancy.scope import Actor

SHOWN = 20  # faults told in one refusal
Row = tuple[dt.date, str, str, str]


def import_holidays(*, actor: Actor, content: bytes, year: int, source: str = "", name: str = "holidays.csv") -> dict[str, int]:
    """Put the table in the place of what is known of the year. ``kind`` is statutory, rest, workday or their Chinese names."""
    return enter_holidays(actor=actor, sheet=read_holidays(read_workbook(content, name), year), source=source)


def enter_holidays(*, actor: Actor, sheet: HolidaySheet, source: str = "") -> dict[str, int]:
    """The calendar is everybody's: a tenant's administrator may enter a year nobody has entered, the operator may put it right."""
    faults = [finding for finding in sheet.findings.sorted() if finding.blocks]
    if faults:
        more = f"……共 {len(faults)} 处" if len(faults) > SHOWN else ""
        told = "；".join(f"{fault.cell}：{fault.message.rstrip('。')}" for fault in faults[:SHOWN])
        raise Refused(f"{told}{more}。请改正后重新导入，本次没有保存任何一行。", "incomplete" if faults[0].code == "incomplete" else "rows")
    if actor.role != SYSTEM_ROLE and is_known(sheet.year):
        raise Refused(f"{sheet.year} 年的放假安排已经录入。它是各租户共用的，要更正请联系平台运维，写明依据。", "known_year")
    document = source.strip() or NOTICE.format(year=sheet.year)
    return _replace(actor, {sheet.year: [(*row, document) for row in sheet.rows.values()]})


def is_known(year: int) -> bool:
    """A year is known by its National Day: single days around New Year also come with the neighbouring year's notice."""
    return Holiday.objects.filter(day=dt.date(year, 10, 1)).exists()


def seed_holidays(*, actor: Actor) -> dict[str, int]:
    """The years the calendar package knows, as far as the table has nothing of them yet."""
    known = set(Holiday.objects.values_list("day__year", flat=True))
    by_year: dict[int, list[Row]] = {}
    for row in calendar_seed.rows():
        if row[0].year not in known:
            by_year.setdefault(row[0].year, []).append(row)
    return _replace(actor, by_year)


def _replace(actor: Actor, by_year: dict[int, list[Row]]) -> dict[str, int]:
    made = [Holiday(day=on, kind=kind, name=name, source=source) for rows in by_year.values() for on, kind, name, source in rows]
    with transaction.atomic():
        before = set(Holiday.objects.filter(day__year__in=by_year).values_list("day", "kind", "name"))
        changed = before != {(row.day, row.kind, row.name) for row in made}
        if changed:
            Holiday.objects.filter(day__year__in=by_year).delete()
            Holiday.objects.bulk_create(made)
            record(actor, "tenancy.import_holidays", detail={"years": sorted(by_year), "days": len(made)})
    return {"years": len(by_year), "days": len(made), "changed": int(changed)}
