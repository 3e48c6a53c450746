"""A division becomes part of another: its rows follow in one transaction, its history stays readable to the successor."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import IntegrityError, connection, transaction

from portal.lib.errors import Refused
from portal.tenancy.actions.tree import check_day, check_standing, checked_document, hang, note_change
from portal.tenancy.actors import system_actor
from portal.tenancy.enums import ANSWERING, RegionChangeKind, RegionLevel
from portal.tenancy.links import Fate
from portal.tenancy.models import Jurisdiction, Region
from portal.tenancy.queries.moving import counts_of, left_behind, move_all, torn
from portal.tenancy.scope import Actor, acting

LONG = "5min"  # a county of a hundred thousand lines takes longer than a page may


@dataclass
class Preview:
    """What a merger would do: rows that follow and rows that stay as history, by table."""

    follow: list[tuple[str, int]] = field(default_factory=list)
    stay: list[tuple[str, int]] = field(default_factory=list)
    townships: list[Region] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return sum(rows for _, rows in self.follow)


def preview_merger(*, source: Region, target: Region) -> Preview:
    """Count, under the scope of all tenants, what belongs to the source; only numbers come out."""
    check_pair(source, target)
    with acting(system_actor()):
        counted = counts_of(source)
    preview = Preview(townships=list(source.children.standing()))
    for label, (rows, fate, name) in counted.items():
        if fate != Fate.STAY:
            preview.follow.append((label, rows))
        elif not name.startswith("tenancy.Region"):
            preview.stay.append((f"{label}：{_why(name)}", rows))
    return preview


WHY = {
    "audit.Entry.region_id": "操作日志不改写",
    "audit.Change.region_id": "数据变更记录不改写",
    "tenancy.Jurisdiction.region": "租户随辖区终止",
    "tenancy.PolicyRow.region": "政策参数以承接方为准",
    "earlywarning.ClearanceDay.region": "日台账已冻结",
    "documents.FileUsage.region": "按文件重新计数",
    "documents.InstrumentTemplate.region": "承接方用自己的文书模板",
}


def _why(name: str) -> str:
    return WHY.get(name, "编号不再使用" if "Counter" in name else "已报送，冻结")


def check_pair(source: Region, target: Region) -> None:
    """Two standing divisions of one kind; a county that has its own tenant goes into a region that has one."""
    check_standing(source)
    check_standing(target)
    if source.pk == target.pk:
        raise Refused("不能并入自己。", "same")
    kind_of = {level: RegionLevel.COUNTY if level in ANSWERING else level for level in RegionLevel}
    if kind_of[RegionLevel(source.level)] != kind_of[RegionLevel(target.level)] or source.level in (RegionLevel.PROVINCE, RegionLevel.COUNTRY):
        raise Refused(
            f"“{source.name}”（{source.get_level_display()}）不能并入“{target.name}”（{target.get_level_display()}）：级别要相同，省级不合并。", "level"
        )
    if target.pk in source.ancestor_ids or source.pk in target.ancestor_ids:
        raise Refused("两个辖区是上下级，不能合并。", "level")
    if source.level == RegionLevel.TOWNSHIP and source.parent_id != target.parent_id:
        raise Refused(f"“{source.name}”和“{target.name}”不在同一个县区，先划转到同一个县区再合并。", "township")
    if Jurisdiction.objects.of(source) and not Jurisdiction.objects.of(target):
        raise Refused(f"“{target.name}”及其上级还没有开通，先开通再并入，否则这些记录没有人办。", "not_open")


def merge_regions(*, actor: Actor, source: Region, target: Region, on: dt.date, document: str, today: dt.date) -> dict[str, int]:
    """Move every row, hang the townships below the successor, close the source below it. Returns the rows by table."""
    document = checked_document(document)
    with transaction.atomic():
        give_time()
        locked = {region.pk: region for region in Region.objects.select_for_update(of=("self",)).filter(pk__in=[source.pk, target.pk]).order_by("pk")}
        source, target = locked[source.pk], locked[target.pk]
        check_pair(source, target)
        check_day(source, on, today)
        with acting(system_actor()):
            moved = without_twins(lambda: move_all(source, target, on))
            check_whole(source, target)
        for child in source.children.standing().select_for_update(of=("self",)):
            hang(child, target)
        hang(source, target)
        source.is_closed, source.successor, source.valid_to = True, target, on
        source.save()
        note_change(actor, source, RegionChangeKind.MERGED, on=on, document=document, other=target, counts=moved)
    return moved


def without_twins(move: Callable[[], dict[str, int]]) -> dict[str, int]:
    """The move, or a refusal when both sides have the same row under a key that allows one."""
    try:
        with transaction.atomic():
            return move()
    except IntegrityError as fault:
        name = getattr(getattr(fault.__cause__, "diag", None), "constraint_name", "") or ""
        raise Refused(f"两边有同一条记录（{twin_words(name)}），请先处理其中一条再合并；本次没有变动任何一行。", "twins") from None


def twin_words(constraint: str) -> str:
    return {"project_once": "同名、同一总包的项目", "lead_external_once": "同一外部编号的线索", "freeze_once": "两边都在数据停用，先恢复一边"}.get(
        constraint, constraint or "唯一编号"
    )


def check_whole(source: Region, target: Region, *, all_of_it: bool = True) -> None:
    """Nothing that should have followed is left, and no row is parted from the row it hangs on."""
    rest, parted = left_behind(source) if all_of_it else {}, torn(source, target)
    if rest or parted:
        told = "、".join(f"{name} {rows} 行" for name, rows in (rest | parted).items())
        raise Refused(f"没有全部随迁：{told}。本次没有变动任何一行，请联系平台开发人员。", "left_behind")


def give_time() -> None:
    """Let the statements of this transaction take longer than a page's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [LONG])
