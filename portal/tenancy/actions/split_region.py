"""Townships or single projects go from one county to another, old or new, with everything that belongs to them."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from portal.lib.errors import Refused
from portal.tenancy.actions.merge_regions import ANSWERING, check_whole, give_time, without_twins
from portal.tenancy.actions.tree import check_day, check_standing, checked_document, hang, note_change
from portal.tenancy.actors import system_actor
from portal.tenancy.enums import RegionChangeKind, RegionLevel
from portal.tenancy.models import Jurisdiction, Region
from portal.tenancy.queries.splitting import count_parts, move_parts
from portal.tenancy.scope import Actor, acting


def preview_split(*, source: Region, target: Region, townships: Sequence[Region], project_codes: Sequence[str] = ()) -> list[tuple[str, int]]:
    """Rows that would go, by table; only numbers come out."""
    check_split(source, target, townships, project_codes)
    with acting(system_actor()):
        return sorted(count_parts(source, [town.pk for town in townships], project_codes).items())


def check_split(source: Region, target: Region, townships: Sequence[Region], project_codes: Sequence[str]) -> None:
    """Between two counties, townships of the first; what goes must find somebody to work on it."""
    check_standing(source)
    check_standing(target)
    if source.pk == target.pk or not {source.level, target.level} <= set(ANSWERING):
        raise Refused("只能在两个县区或功能区之间划转。", "level")
    if not (townships or project_codes):
        raise Refused("请至少选一个乡镇街道，或写一个项目编码。", "nothing")
    for town in townships:
        if town.parent_id != source.pk or town.level != RegionLevel.TOWNSHIP or town.is_closed:
            raise Refused(f"“{town.name}”不是“{source.name}”的乡镇街道。", "township")
    if Jurisdiction.objects.of(source) and not Jurisdiction.objects.of(target):
        raise Refused(f"“{target.name}”及其上级还没有开通，先开通再划转。", "not_open")


def split_region(
    *,
    actor: Actor,
    source: Region,
    target: Region,
    townships: Sequence[Region],
    on: dt.date,
    document: str,
    today: dt.date,
    project_codes: Sequence[str] = (),
) -> dict[str, int]:
    """Move the townships' nodes, their projects and employers, and every row that hangs on those. Returns the rows by table."""
    document = checked_document(document)
    with transaction.atomic():
        give_time()
        locked = {region.pk: region for region in Region.objects.select_for_update(of=("self",)).filter(pk__in=[source.pk, target.pk]).order_by("pk")}
        source, target = locked[source.pk], locked[target.pk]
        check_split(source, target, townships, project_codes)
        check_day(source, on, today)
        with acting(system_actor()):
            moved = without_twins(lambda: move_parts(source, target, [town.pk for town in townships], project_codes))
            check_whole(source, target, all_of_it=False)
        for town in townships:
            hang(town, target)
            note_change(actor, town, RegionChangeKind.MOVED, on=on, document=document, other=target)
        note_change(actor, source, RegionChangeKind.SPLIT, on=on, document=document, other=target, counts=moved)
    return moved
