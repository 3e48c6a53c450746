"""What all acts on the tree of divisions share: hanging a node elsewhere, noting the change, the dates and codes that hold."""

import datetime as dt

from django.db import connection

from portal.audit.log import record
from portal.lib.errors import Refused
from portal.lib.text import compact, sentence, tidy
from portal.tenancy.enums import RegionChangeKind, RegionLevel
from portal.tenancy.models import Region, RegionChange
from portal.tenancy.scope import Actor

LENGTHS = {RegionLevel.TOWNSHIP: (9, 12)}  # all others: six
# What may hang below what; a zone counts as a county.
ABOVE = {
    RegionLevel.PROVINCE: (None, RegionLevel.COUNTRY),
    RegionLevel.CITY: (RegionLevel.PROVINCE,),
    RegionLevel.COUNTY: (RegionLevel.CITY, RegionLevel.PROVINCE),
    RegionLevel.ZONE: (RegionLevel.CITY, RegionLevel.COUNTY, RegionLevel.PROVINCE),
    RegionLevel.TOWNSHIP: (RegionLevel.COUNTY, RegionLevel.ZONE, RegionLevel.CITY),
}


def checked_code(code: str, level: str) -> str:
    """The code as it is stored; six signs, nine or twelve for townships. Letters are allowed: zones have tenancy codes (1403GX)."""
    code = compact(code).upper()
    lengths = LENGTHS.get(RegionLevel(level), (6,))
    if not (code.isascii() and code.isalnum() and len(code) in lengths):
        raise Refused(f"区划代码“{code}”应为 {' 或 '.join(map(str, lengths))} 位数字或字母；没有国标码的功能区用市码前四位加两个字母，如 1403GX。", "code")
    return code


def check_free(code: str, besides: Region | None = None) -> None:
    """One code, one division: also not one that another division still had yesterday."""
    held = Region.objects.filter(code=code).exclude(pk=besides.pk if besides else None).first()
    if held:
        raise Refused(f"区划代码 {code} 已是“{held.name}”的代码。", "code_taken")


def checked_name(name: str) -> str:
    name = tidy(name)
    if not name:
        raise Refused("名称没有填写。", "name")
    return name


def check_day(region: Region | None, on: dt.date, today: dt.date) -> None:
    """A change is entered on or after its day, after the changes before it."""
    if on > today:
        raise Refused(f"变更日期 {on} 还没有到，请在当日或之后办理。", "future")
    last = region.changes.exclude(kind=RegionChangeKind.ADDED).order_by("-on").first() if region else None
    if last and on < last.on:
        raise Refused(f"“{region.name}”在 {last.on} 已有“{last.get_kind_display()}”，新的变更不能早于它。", "order")
    if region and region.valid_from and on <= region.valid_from:
        raise Refused(f"“{region.name}”自 {region.valid_from} 启用，变更日期应晚于这一天。", "order")


def check_standing(region: Region) -> None:
    if region.is_closed:
        raise Refused(f"“{region.name}”已撤销，不能再变更。", "closed")


def check_above(level: str, parent: Region | None) -> None:
    allowed = ABOVE[RegionLevel(level)]
    if (parent.level if parent else None) not in allowed:
        above = f"“{parent.name}”（{parent.get_level_display()}）" if parent else "空"
        raise Refused(f"{RegionLevel(level).label}的上级不能是{above}。", "parent")
    if parent and parent.is_closed:
        raise Refused(f"上级“{parent.name}”已撤销。", "parent")


def checked_document(document: str) -> str:
    document = sentence(document)
    if len(document) < 2:
        raise Refused("请写明依据文件（批复文号或公告）。", "document")
    return document


def hang(region: Region, parent: Region | None) -> None:
    """Put the node, with everything below it, under another parent."""
    if parent and region.pk in parent.ancestor_ids:
        raise Refused(f"“{region.name}”的上级在它自己下面。", "circle")
    before = region.path
    region.parent = parent
    region.save()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE tenancy_region SET path = %s || substr(path, %s) WHERE path LIKE %s AND id <> %s", [region.path, len(before) + 1, f"{before}%", region.pk]
        )


def note_change(actor: Actor, region: Region, kind: str, *, on: dt.date, document: str, **more: object) -> RegionChange:
    """The event in the division's history and in the audit trail."""
    change = RegionChange(region=region, kind=kind, on=on, document=document, recorded_by=actor.name, **more)
    change.full_clean(exclude=["region", "other"])
    change.save()
    detail = {"on": on.isoformat(), "document": document} | {key: value for key, value in more.items() if isinstance(value, str | dict) and value}
    record(actor, f"tenancy.region_{kind}", region, region_id=region.pk, detail=detail)
    return change
