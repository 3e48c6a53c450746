"""Bring in administrative divisions; codes are attributes, so a renumbered or moved node keeps its rows."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from portal.audit.log import record
from portal.tenancy.actions.reading import day, refuse, rows_of
from portal.tenancy.enums import RegionLevel
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor

COLUMNS = ("code", "name", "parent", "level", "valid_from", "valid_to")


@dataclass(frozen=True)
class RegionRow:
    """One line of the table, cleaned."""

    code: str
    name: str
    level: str
    parent: str
    valid_from: dt.date | None
    valid_to: dt.date | None


def import_regions(*, actor: Actor, content: bytes) -> dict[str, int]:
    """Create, rename, move and date divisions as the table says; what the table does not name stays as it is.

    All faults are told at once and then nothing is saved. Repeating an import changes nothing.
    """
    rows = _clean(rows_of(content, COLUMNS))
    counts = {"created": 0, "updated": 0, "unchanged": 0}
    with transaction.atomic():
        known = {region.code: region for region in Region.objects.select_for_update()}
        for row in rows:
            counts[_write(row, known)] += 1
        if counts["created"] or counts["updated"]:
            record(actor, "tenancy.import_regions", detail=counts)
    return counts


def _clean(lines: Sequence[tuple[int, Mapping[str, str]]]) -> list[RegionRow]:
    faults: list[str] = []
    rows: list[RegionRow] = []
    known = set(Region.objects.values_list("code", flat=True))
    seen: set[str] = set()
    for number, line in lines:
        found, row = _row(line)
        faults += [f"第 {number} 行：{text}" for text in found]
        code = line["code"]
        if code in seen:
            faults.append(f"第 {number} 行：区划代码“{code}”重复")
        if line["parent"] and line["parent"] not in known | seen:
            faults.append(f"第 {number} 行：上级“{line['parent']}”不存在，上级要排在前面")
        seen.add(code)
        if row:
            rows.append(row)
    refuse(faults)
    return rows


def _row(line: Mapping[str, str]) -> tuple[list[str], RegionRow | None]:
    faults = [f"缺少“{label}”" for name, label in (("code", "区划代码"), ("name", "名称"), ("level", "级别")) if not line[name]]
    if line["code"] and not (line["code"].isascii() and line["code"].isalnum() and len(line["code"]) in (6, 9, 12)):
        faults.append(f"区划代码“{line['code']}”应为 6、9 或 12 位数字或字母")
    if line["level"] and line["level"] not in RegionLevel.values:
        faults.append(f"级别“{line['level']}”不对，应为 {'、'.join(RegionLevel.values)} 之一")
    if line["parent"] == line["code"] and line["code"]:
        faults.append("上级不能是自己")
    dates: list[dt.date | None] = []
    for name in ("valid_from", "valid_to"):
        try:
            dates.append(day(line[name]))
        except ValueError:
            faults.append(f"日期“{line[name]}”不对，应写成 2026-11-20 的样子")
    if len(dates) == 2 and None not in dates and dates[1] <= dates[0]:
        faults.append("停用日期应晚于启用日期")
    if faults:
        return faults, None
    return [], RegionRow(line["code"], line["name"], line["level"], line["parent"], *dates)


def _write(row: RegionRow, known: dict[str, Region]) -> str:
    parent = known[row.parent] if row.parent else None
    region = known.get(row.code)
    if region is None:
        region = Region(code=row.code, name=row.name, level=row.level, parent=parent, valid_from=row.valid_from, valid_to=row.valid_to)
        region.full_clean()
        region.save()
        known[row.code] = region
        return "created"
    wanted = (row.name, row.level, parent.pk if parent else None, row.valid_from, row.valid_to)
    if wanted == (region.name, region.level, region.parent_id, region.valid_from, region.valid_to):
        return "unchanged"
    before = region.path
    region.name, region.level, region.parent, region.valid_from, region.valid_to = row.name, row.level, parent, row.valid_from, row.valid_to
    region.full_clean()
    region.save()
    if region.path != before:
        _move_subtree(region, before, known)
    return "updated"


def _move_subtree(region: Region, before: str, known: dict[str, Region]) -> None:
    """Everything below moves with its parent."""
    if region.parent_id and str(region.pk) in region.parent.path.strip("/").split("/"):
        refuse([f"“{region.name}”的上级在它自己下面"])
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE tenancy_region SET path = %s || substr(path, %s) WHERE path LIKE %s AND id <> %s",
            [region.path, len(before) + 1, f"{before}%", region.pk],
        )
    for other in known.values():
        if other.path.startswith(before) and other.pk != region.pk:
            other.path = region.path + other.path[len(before) :]
