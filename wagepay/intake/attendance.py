"""An attendance sheet: days on site, or month totals where the days are not known."""

import datetime as dt
from collections import defaultdict
from decimal import Decimal

from portal.lib.deadlines import add_months
from portal.lib.sheets.model import Pages
from wagepay.enums import KEPT_SOURCES, AttendanceSource, PersonSource
from wagepay.intake.engage import meet
from wagepay.intake.target import Confirmation, Read, Target, Written
from wagepay.intake.terms import Terms
from wagepay.models import AttendanceDay, AttendanceMonth, Upload
from wagepay.queries.bulk import staged, upsert
from wagepay.queries.people import Blinder, Site, people_of
from wagepay.queries.single_days import spare_told_days
from wagepay.queries.writing import take_back_days
from wagepay.workbooks.attendance import FORM, KINDS, Known, Worked, read_attendance  # noqa: F401
from wagepay.workbooks.opening import Corrections

VERB = "wagepay.attendance"
PREFIX = "KQ"
STAGED = "wagepay_in_days"
TOLD_MONTHS = 3  # a list of days without a month in its head reaches back so far
DAYS, MONTHS = AttendanceDay._meta.db_table, AttendanceMonth._meta.db_table
_COMMON = {
    "month": "date", "project_id": "bigint", "person": "bytea", "region_id": "bigint", "employer_id": "bigint", "units": "numeric", "hours": "numeric",
    "source": "text", "upload_id": "bigint",
}  # fmt: skip


def read(workbook: Pages, target: Target, corrections: Corrections) -> Read:
    site = people_of(target.actor, target.project)
    known = Known(site.by_name, site.left_on, Blinder(), _told(target))
    parsed = read_attendance(workbook, target.on, known, corrections, target.month)
    worked = [row for row in parsed.rows if row.units]
    months = sorted({row.month for row in parsed.rows})
    figures = {
        "rows": len(parsed.rows),
        "workers": len({row.person for row in worked}),
        "days": f"{sum(row.units for row in worked):.2f}",
        "months": [f"{month:%Y-%m}" for month in months],
        "shape": "days" if any(row.day for row in parsed.rows) else "totals",
    }
    month = months[0] if len(months) == 1 else target.month
    return Read(parsed.rows, parsed.findings, parsed.mapping, parsed.fingerprint, parsed.sheet, parsed.header_row, figures, target.employer, month)


def _told(target: Target) -> dict[tuple[bytes, dt.date], Decimal]:
    """Days that a device or a correction has told: a file that says otherwise is asked about, and does not overwrite them."""
    rows = AttendanceDay.objects.visible_to(target.actor).filter(project=target.project, source__in=KEPT_SOURCES)
    rows = rows.filter(month=target.month) if target.month else rows.filter(month__gte=add_months(target.on.replace(day=1), -TOLD_MONTHS))
    return {(bytes(person), day): units for person, day, units in rows.values_list("person", "day", "units")}


def write(read: Read, target: Target, upload: Upload, confirmation: Confirmation) -> Written:
    """Upsert days and totals; a person's earlier days of the month that the file no longer has are taken back, device days stay."""
    site = people_of(target.actor, target.project)
    rows = [(row, _employer(row, site, target)) for row in read.rows]
    meet(target.actor, target.project, [_stranger(row, employer) for row, employer in rows if row.id_number], target.at, PersonSource.ATTENDANCE)
    changed = _write_days([(row, employer) for row, employer in rows if row.day], target, upload)
    changed += _take_back(read.rows, target, upload)
    changed += _write_totals([(row, employer) for row, employer in rows if row.day is None], target, upload)
    return Written(changed, frozenset(row.month for row in read.rows) if changed else frozenset())


def _employer(row: Worked, site: Site, target: Target) -> int:
    """The employer on the day; for people on no roster the one the file is for, else the sender's firm, else the general contractor."""
    otherwise = target.employer.pk if target.employer else target.actor.enterprise_id or target.project.general_contractor_id
    return site.employer_of(row.person, row.day or row.month, otherwise)


def _stranger(row: Worked, employer_id: int) -> Terms:
    return Terms(person=row.person, id_number=row.id_number, name=row.name, employer_id=employer_id)


def _write_days(rows: list[tuple[Worked, int]], target: Target, upload: Upload) -> int:
    project = target.project
    columns = {**_COMMON, "day": "date"}
    values = [
        (row.month, project.pk, row.person, project.region_id, employer, row.units, row.hours, AttendanceSource.FILE, upload.pk, row.day)
        for row, employer in rows
    ]
    source = staged(STAGED, columns, values, joined=True)
    spare_told_days(source)
    # An unchanged day keeps the upload that first told it.
    return upsert(DAYS, source, tuple(columns), ("month", "project_id", "person", "day"), keep=("upload_id",))


def _take_back(rows: list[Worked], target: Target, upload: Upload) -> int:
    """Days of the file's people and months that stand in no row of it: 0 units, the row itself stays as evidence."""
    people: dict[dt.date, set[bytes]] = defaultdict(set)
    for row in rows:
        people[row.month].add(row.person)
    return sum(take_back_days(target.project.pk, month, persons, STAGED, upload.pk) for month, persons in people.items())


def _write_totals(rows: list[tuple[Worked, int]], target: Target, upload: Upload) -> int:
    project = target.project
    values = [
        (row.month, project.pk, row.person, project.region_id, employer, row.units, row.hours, AttendanceSource.SIGNED, upload.pk) for row, employer in rows
    ]
    return upsert(MONTHS, staged("wagepay_in_totals", _COMMON, values), tuple(_COMMON), ("month", "project_id", "person"), keep=("upload_id",))
