"""Bring in administrative divisions and their changes over time; codes are attributes, so a renumbered or moved node keeps its rows.

A line tells how a division is: a code known already with another name or parent is a change, ``former_code`` says which
division has been renumbered, ``merged_into`` which one takes over what has ended, and a township under another county
takes its projects with it. A trial run does everything and takes it back.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.actions.close_region import close_region
from portal.tenancy.actions.merge_regions import ANSWERING, merge_regions
from portal.tenancy.actions.reading import Fault, TableRefused, day, named, refuse_cells
from portal.tenancy.actions.rename_region import rename_region
from portal.tenancy.actions.split_region import split_region
from portal.tenancy.actions.tree import hang, note_change
from portal.tenancy.enums import RegionChangeKind, RegionLevel
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor

COLUMNS = ("code", "name", "parent", "valid_from", "valid_to")
OPTIONAL = ("level", "former_code", "merged_into", "document")
NAMES = {
    "区划代码": "code", "代码": "code", "名称": "name", "上级": "parent", "上级代码": "parent", "启用日期": "valid_from", "停用日期": "valid_to",
    "级别": "level", "原代码": "former_code", "并入": "merged_into", "并入代码": "merged_into", "依据文件": "document",
}  # fmt: skip
LEVELS = {**{level.value: level.value for level in RegionLevel}, **{level.label: level.value for level in RegionLevel}}
TABLE = "行政区划表导入"


@dataclass(frozen=True)
class RegionRow:
    """One line of the table, cleaned."""

    number: int
    code: str
    name: str
    level: str
    parent: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    former_code: str = ""
    merged_into: str = ""
    document: str = ""


@dataclass
class Outcome:
    """Counts, and what was done line by line."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    changes: list[dict[str, object]] = field(default_factory=list)

    def note(self, row: RegionRow, kind: str, text: str) -> None:
        self.changes.append({"line": row.number, "code": row.code, "kind": kind, "text": text})

    @property
    def counts(self) -> dict[str, int]:
        return {"created": self.created, "updated": self.updated, "unchanged": self.unchanged}


class _TakenBack(Exception):
    """Ends a trial run."""


def import_regions(*, actor: Actor, content: bytes, on: dt.date, document: str = TABLE, dry_run: bool = False) -> Outcome:
    """Create, rename, renumber, move, merge and end divisions as the table says; what it does not name stays as it is.

    All faults are told at once and then nothing is saved. Repeating an import changes nothing.
    """
    lines, letters = named(content, COLUMNS, OPTIONAL, NAMES)
    rows = _clean(lines, letters)
    outcome = Outcome()
    try:
        with transaction.atomic():
            _apply(actor, rows, letters, outcome, on, document)
            if dry_run:
                raise _TakenBack
            if outcome.created or outcome.updated:
                record(actor, "tenancy.import_regions", detail=outcome.counts)
    except _TakenBack:
        pass
    return outcome


def _apply(actor: Actor, rows: Sequence[RegionRow], letters: Mapping[str, str], outcome: Outcome, on: dt.date, document: str) -> None:
    """Line after line in the order of the file, endings last, so that what takes over is there."""
    known = {region.code: region for region in Region.objects.select_for_update(of=("self",)).select_related("parent")}
    faults: list[Fault] = []
    ending = [row for row in rows if row.merged_into or (row.valid_to and row.valid_to <= on)]
    for row in [*(row for row in rows if row not in ending), *ending]:
        try:
            with transaction.atomic():
                changed = _write(actor, row, known, outcome, on, document) if row not in ending else _end(actor, row, known, outcome, on, document)
        except Refused as refusal:
            faults.append(Fault(row.number, letters.get("code", "A"), refusal.reason))
            continue
        outcome.unchanged += not changed
    refuse_cells(faults)


def _clean(lines: Sequence[tuple[int, Mapping[str, str]]], letters: Mapping[str, str]) -> list[RegionRow]:
    faults: list[Fault] = []
    rows: list[RegionRow] = []
    known = set(Region.objects.values_list("code", flat=True))
    seen: set[str] = set()
    for number, line in lines:
        found, row = _row(number, line)
        code = line["code"]
        if code in seen:
            found.append(("code", f"区划代码“{code}”重复"))
        if line["parent"] and line["parent"] not in known | seen:
            found.append(("parent", f"上级“{line['parent']}”不存在，上级要排在前面"))
        if line["former_code"] and line["former_code"] not in known and code not in known:
            found.append(("former_code", f"原代码“{line['former_code']}”不存在"))
        seen.add(code)
        faults += [Fault(number, letters.get(column, "A"), text) for column, text in found]
        rows += [row] if row else []
    codes = known | seen
    faults += [
        Fault(row.number, letters["merged_into"], f"并入的“{row.merged_into}”不存在") for row in rows if row.merged_into and row.merged_into not in codes
    ]
    refuse_cells(faults)
    return rows


def _row(number: int, line: Mapping[str, str]) -> tuple[list[tuple[str, str]], RegionRow | None]:
    faults = [(name, f"缺少“{label}”") for name, label in (("code", "区划代码"), ("name", "名称")) if not line[name]]
    code, level = line["code"], line["level"]
    if code and not (code.isascii() and code.isalnum() and len(code) in (6, 9, 12)):
        faults.append(("code", f"区划代码“{code}”应为 6、9 或 12 位数字或字母"))
    if level and level not in LEVELS:
        faults.append(("level", f"级别“{level}”不对，应为 {'、'.join(RegionLevel.values)} 之一"))
    if line["parent"] == code and code:
        faults.append(("parent", "上级不能是自己"))
    if line["merged_into"] and not line["valid_to"]:
        faults.append(("valid_to", "写了并入，还要写停用日期"))
    dates: list[dt.date | None] = []
    for name in ("valid_from", "valid_to"):
        try:
            dates.append(day(line[name]))
        except ValueError:
            faults.append((name, f"日期“{line[name]}”不对，应写成 2026-11-20 的样子"))
    if len(dates) == 2 and None not in dates and dates[1] <= dates[0]:
        faults.append(("valid_to", "停用日期应晚于启用日期"))
    if faults:
        return faults, None
    more = {name: line[name] for name in ("former_code", "merged_into", "document")}
    return [], RegionRow(number, code, line["name"], LEVELS.get(level) or level_of(code), line["parent"], *dates, **more)


def level_of(code: str) -> str:
    """What a code without a level stands for, by its form."""
    if len(code) > 6:
        return RegionLevel.TOWNSHIP
    if not code.isdecimal():
        return RegionLevel.ZONE
    return RegionLevel.PROVINCE if code.endswith("0000") else RegionLevel.CITY if code.endswith("00") else RegionLevel.COUNTY


def _write(actor: Actor, row: RegionRow, known: dict[str, Region], outcome: Outcome, on: dt.date, document: str) -> bool:
    """Whether the line changed anything."""
    parent = known[row.parent] if row.parent else None
    region = known.get(row.code)
    if region is None and row.former_code in known:
        region = _renumber(actor, row, known, outcome, on, document)
        _rest(actor, region, row, parent, outcome, on, document)
        outcome.updated += 1
        return True
    if region is None:
        region = Region(code=row.code, name=row.name, level=row.level, parent=parent, valid_from=row.valid_from, valid_to=row.valid_to)
        region.full_clean()
        region.save()
        known[row.code] = region
        outcome.created += 1
        outcome.note(row, RegionChangeKind.ADDED, f"新增{region.get_level_display()}“{row.name}”")
        return True
    changed = _rest(actor, region, row, parent, outcome, on, document)
    outcome.updated += changed
    return changed


def _renumber(actor: Actor, row: RegionRow, known: dict[str, Region], outcome: Outcome, on: dt.date, document: str) -> Region:
    region = known.pop(row.former_code)
    since = row.valid_from or on
    outcome.note(row, RegionChangeKind.RENUMBERED, f"“{region.name}” {row.former_code} 换码为 {row.code}，自 {since}")
    changed = rename_region(actor=actor, region=region, name=row.name, code=row.code, on=since, document=row.document or document, today=on)
    known[row.code] = changed
    return changed


def _rest(actor: Actor, region: Region, row: RegionRow, parent: Region | None, outcome: Outcome, on: dt.date, document: str) -> bool:
    """Name, parent, level and dates of a division that is there."""
    changed, paper, since = False, row.document or document, row.valid_from or on
    if region.name != row.name:
        outcome.note(row, RegionChangeKind.RENAMED, f"“{region.name}”更名为“{row.name}”，自 {since}")
        note_change(actor, region, RegionChangeKind.RENAMED, on=since, document=paper, old_name=region.name, new_name=row.name)
        region.name, changed = row.name, True
    if region.parent_id != (parent.pk if parent else None):
        outcome.note(row, RegionChangeKind.MOVED, f"“{region.name}”改隶“{parent.name if parent else '（无）'}”，自 {since}")
        _move(actor, region, parent, since, paper, on)
        changed = True
    if (region.level, region.valid_from, region.valid_to) != (row.level, row.valid_from, row.valid_to):
        if not changed:
            outcome.note(row, "dated", f"“{region.name}”的级别或起止日期")
        region.level, region.valid_from, region.valid_to, changed = row.level, row.valid_from, row.valid_to, True
    if changed:
        region.full_clean()
        region.save()
    return changed


def _move(actor: Actor, region: Region, parent: Region | None, since: dt.date, document: str, on: dt.date) -> None:
    """A township between two counties takes its rows along; every other node keeps its own and is hung elsewhere."""
    before = region.parent
    if region.level == RegionLevel.TOWNSHIP and before and parent and {before.level, parent.level} <= set(ANSWERING):
        split_region(actor=actor, source=before, target=parent, townships=[region], on=since, document=document, today=on)
    else:
        hang(region, parent)
        note_change(actor, region, RegionChangeKind.MOVED, on=since, document=document, other=parent)
    region.refresh_from_db()


def _end(actor: Actor, row: RegionRow, known: dict[str, Region], outcome: Outcome, on: dt.date, document: str) -> bool:
    region = known.get(row.code)
    if region is None:
        raise Refused(f"要停用的“{row.code}”不在区划表里", "unknown")
    if region.is_closed and (region.successor.code if region.successor_id else "") == row.merged_into:
        return False
    paper = row.document or document
    if row.merged_into:
        target = Region.objects.get(code=row.merged_into)
        moved = merge_regions(actor=actor, source=region, target=target, on=row.valid_to, document=paper, today=on)
        outcome.note(row, RegionChangeKind.MERGED, f"“{region.name}”并入“{target.name}”，自 {row.valid_to}，随迁 {sum(moved.values())} 行")
    else:
        close_region(actor=actor, region=region, on=row.valid_to, document=paper, today=on)
        outcome.note(row, RegionChangeKind.CLOSED, f"“{region.name}”撤销，自 {row.valid_to}")
    outcome.updated += 1
    return True


__all__ = ["COLUMNS", "NAMES", "OPTIONAL", "Outcome", "TableRefused", "import_regions", "level_of"]
