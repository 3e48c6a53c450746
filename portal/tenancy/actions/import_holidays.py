"""Enter the State Council's arrangement of a year's holidays."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from portal.audit.log import record
from portal.lib import calendar_seed
from portal.lib.errors import Refused
from portal.tenancy.actions.reading import day, refuse, rows_of
from portal.tenancy.models import Holiday, HolidayKind
from portal.tenancy.scope import Actor

COLUMNS = ("day", "kind", "name")
_KINDS = {**{kind.value: kind for kind in HolidayKind}, **{kind.label: kind for kind in HolidayKind}}
DAYS_OFF = 11  # statutory days of a year before 2025; 13 since

Row = tuple[dt.date, str, str, str]


def import_holidays(*, actor: Actor, content: bytes, year: int, source: str = "") -> dict[str, int]:
    """Put the table in the place of what is known of the year. ``kind`` is statutory, rest, workday or their Chinese names."""
    source = source or f"国务院办公厅关于{year}年部分节假日安排的通知"
    rows = _clean(rows_of(content, COLUMNS), year, source)
    return _replace(actor, {year: rows})


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


def _clean(lines: Iterable[tuple[int, dict[str, str]]], year: int, source: str) -> list[Row]:
    faults: list[str] = []
    rows: dict[dt.date, Row] = {}
    for number, line in lines:
        try:
            on = day(line["day"])
        except ValueError:
            on = None
        if on is None:
            faults.append(f"第 {number} 行：日期“{line['day']}”不对，应写成 {year}-01-01 的样子")
        elif on.year != year:
            faults.append(f"第 {number} 行：{on} 不在 {year} 年")
        elif on in rows:
            faults.append(f"第 {number} 行：{on} 重复")
        elif line["kind"] not in _KINDS:
            faults.append(f"第 {number} 行：性质“{line['kind']}”不对，应为 {'、'.join(kind.label for kind in HolidayKind)} 之一")
        elif _KINDS[line["kind"]] == HolidayKind.WORKDAY and on.weekday() < 5:
            faults.append(f"第 {number} 行：{on} 本来就是工作日，不能写成调休上班")
        else:
            rows[on] = (on, _KINDS[line["kind"]], line["name"] or "节假日", source)
    refuse(faults)
    _check_year(rows, year)
    return list(rows.values())


def _check_year(rows: dict[dt.date, Row], year: int) -> None:
    statutory = [row for row in rows.values() if row[1] == HolidayKind.STATUTORY]
    if rows.get(dt.date(year, 10, 1), (None, ""))[1] != HolidayKind.STATUTORY or len(statutory) < DAYS_OFF:
        raise Refused(f"{year} 年的安排不完整：法定节假日不足 {DAYS_OFF} 天，或缺少国庆节 10 月 1 日。请对照国务院办公厅的通知补全。", "incomplete")
