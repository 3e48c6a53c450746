"""What changed figures about instruments and files would do to those that are there, told before they are saved."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import TruncDate

from portal.documents.addressee import HANDLING_UNIT, choice_of_unit
from portal.documents.enums import InstrumentState, ScanState
from portal.documents.kinds import UNIT, instrument_kind
from portal.documents.models import FileUsage, Instrument, StoredFile
from portal.documents.reply_days import answer_due
from portal.documents.retention import CLASSES, in_class
from portal.lib.deadlines import add_months
from portal.tenancy.consequences import SHOWN, Change, Consequence, standing_terms
from portal.tenancy.policies import PolicySet
from portal.tenancy.scope import Actor

MB, GB = 1 << 20, 1 << 30
LATELY = dt.timedelta(days=90)
DRAFTS = (InstrumentState.DRAFTED, InstrumentState.SUBMITTED, InstrumentState.REVIEWED)


def _places(change: Change) -> list[int]:
    return [region.pk for region in change.touched]


# -- instruments --------------------------------------------------------------------------------
def of_reply_terms(actor: Actor, change: Change) -> Sequence[Consequence]:
    """Letters that wait for an answer keep the day that stands in their text."""
    waiting = Instrument.objects.visible_to(actor).awaiting_reply().filter(region__in=_places(change)).order_by("reply_due_on", "pk")
    if change.key.key.startswith("instruments.reply_days."):
        waiting = waiting.filter(kind=change.key.key.rpartition(".")[2])
    found = [(row, *(_due(row, sets[row.region_id]) for sets in (change.before, change.after))) for row in waiting]
    moved = [(row.number, row.addressee_text, _day(old), _day(new)) for row, old, new in found if old != new]
    return [standing_terms("回复期限", "等待回复的文书", "送达的文书", len(found), ("文号", "主送", "原期限", "新期限"), moved)]


def _due(row: Instrument, policies: PolicySet) -> dt.date | None:
    return answer_due(row.kind, row.effective_on or row.served_on, policies)


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else "不要求回复"


def of_kinds(actor: Actor, change: Change) -> Sequence[Consequence]:
    """Drafts of a kind that is switched off can still be finished; new ones cannot be begun."""
    rows = []
    for region in change.touched:
        before, after = (set(sets[region.pk]["instruments.kinds"].value) for sets in (change.before, change.after))
        counts = dict(_drafts(actor, [region.pk]).values_list("kind").annotate(n=Count("pk")))
        rows += [(region.name, instrument_kind(code).title, "停用" if code in before else "启用", counts.get(code, 0)) for code in sorted(before ^ after)]
    text = f"{sum(row[3] for row in rows)} 份在办的稿件照常办完；停用的文种不能再拟稿，已签发的不变。"
    return [Consequence("文种", text, ("辖区", "文种", "改后", "在办稿件"), rows)]


def of_drafts(actor: Actor, change: Change) -> Sequence[Consequence]:
    """The default addressee is taken when a draft is begun."""
    kind = change.key.key.rpartition(".")[2]
    count = _drafts(actor, _places(change)).filter(kind=kind).count()
    return [Consequence("在办稿件", f"在办的{instrument_kind(kind).title} {count} 份主送不变；新的默认主送用于生效以后的拟稿。")]


def of_handling_unit(actor: Actor, change: Change) -> Sequence[Consequence]:
    """Whether the named unit is one of those a letter may be addressed to; a name nobody bears chooses nothing."""
    rows = []
    for region in change.touched:
        named = change.after[region.pk][HANDLING_UNIT].value
        choice = choice_of_unit(UNIT, region, change.on, unit=named) if named else None
        chosen = "按案件的承办单位" if choice is None else choice.unit.name if choice.unit else f"没有登记“{named}”，要手工选"
        rows.append((region.name, change.before[region.pk][HANDLING_UNIT].value or "按案件的承办单位", chosen))
    return [Consequence("默认的承办单位", "在办的稿件主送不变；生效以后拟稿时先选中下面的单位。", ("辖区", "原来", "改后"), rows)]


def of_second_person(actor: Actor, change: Change) -> Sequence[Consequence]:
    """Drafts before their review, by who has drafted them: those persons would, or would no longer, have to leave it to another."""
    waiting = _drafts(actor, _places(change)).filter(state__in=[InstrumentState.DRAFTED, InstrumentState.SUBMITTED])
    rows = list(waiting.order_by("drafted_by").values_list("drafted_by").annotate(n=Count("pk")))
    text = f"未审核的稿件 {sum(count for _, count in rows)} 份，生效后按新规定审核；已审核的不重审。"
    return [Consequence("审核", text, ("拟稿人", "未审核的稿件"), rows[:SHOWN])]


def _drafts(actor: Actor, regions: list[int]) -> QuerySet[Instrument]:
    return Instrument.objects.visible_to(actor).filter(region__in=regions, state__in=DRAFTS).order_by()


# -- files --------------------------------------------------------------------------------------
def of_file_size(actor: Actor, change: Change) -> Sequence[Consequence]:
    """Files of the last months that would not have been taken in."""
    counts = []
    for region in change.touched:
        limits = [sets[region.pk]["files.max_mb"].value * MB for sets in (change.before, change.after)]
        rows = _files(actor, [region.pk]).filter(created_at__date__gt=change.on - LATELY)
        counts.append((region.name, *(rows.filter(size__gt=limit).count() for limit in limits)))
    text = f"近 90 天存入的文件里，超过新上限的有 {sum(row[2] for row in counts)} 个；已存的不受影响，以后这样大的传不上来。"
    return [Consequence("文件大小", text, ("辖区", "超过原上限（个）", "超过新上限（个）"), counts)]


def of_daily_quota(actor: Actor, change: Change) -> Sequence[Consequence]:
    """Days on which somebody sent more than he might send then."""
    rows = []
    for region in change.touched:
        limits = [sets[region.pk]["files.user_daily_mb"].value * MB for sets in (change.before, change.after)]
        days = _files(actor, [region.pk]).filter(created_at__date__gt=change.on - LATELY, uploader_uid__isnull=False)
        sums = [row["n"] for row in days.annotate(day=TruncDate("created_at")).values("uploader_uid", "day").annotate(n=Sum("size"))]
        rows.append((region.name, *(sum(size > limit for size in sums) for limit in limits)))
    text = f"近 90 天里，一人一天上传超过新限额的有 {sum(row[2] for row in rows)} 次；已存的不受影响。"
    return [Consequence("每日上传", text, ("辖区", "超过原限额（次）", "超过新限额（次）"), rows)]


def of_space(actor: Actor, change: Change) -> Sequence[Consequence]:
    """What is used against the old and the new quota."""
    used = dict(FileUsage.objects.filter(region__in=_places(change)).values_list("region_id", "bytes"))
    rows, full = [], 0
    for region in change.touched:
        before, after = (sets[region.pk]["files.tenant_gb"].value for sets in (change.before, change.after))
        full += used.get(region.pk, 0) >= after * GB
        rows.append((region.name, f"{used.get(region.pk, 0) / GB:.2f} GB", f"{before} GB", f"{after} GB"))
    return [Consequence("文件空间", f"{full} 个辖区已用空间达到新的限额，达到的不能再存文件。", ("辖区", "已用", "原限额", "新限额"), rows)]


def of_unscanned(actor: Actor, change: Change) -> Sequence[Consequence]:
    count = _files(actor, _places(change)).filter(scan_state=ScanState.UNSCANNED).count()
    return [Consequence("未扫描文件", f"现有未扫描的文件 {count} 个，生效后按新规定决定谁能下载；本单位上传的，本单位一直能下载。")]


def of_retention(actor: Actor, change: Change) -> Sequence[Consequence]:
    """Before a file is removed the longer of two days holds: by the years of now, and the one fixed when it was stored."""
    found = next(found for found in CLASSES.values() if found.policy == change.key.key)
    kept = _files(actor, _places(change)).filter(in_class(found.code), retain_until__isnull=False)
    groups = kept.annotate(day=TruncDate("created_at")).values_list("region_id", "day", "retain_until").annotate(n=Count("pk"))
    years = {pk: sets[found.policy].value for pk, sets in change.after.items()}
    later = sum(n for region, day, until, n in groups if add_months(day, 12 * years[region]) > until)
    text = f"已存的{found.label} {sum(group[3] for group in groups)} 个，其中 {later} 个按新年限要存得更久；改短的，已存的仍存到原定的日子。"
    return [Consequence("保存期限", text)]


def _files(actor: Actor, regions: list[int]) -> QuerySet[StoredFile]:
    return StoredFile.objects.visible_to(actor).kept().filter(region__in=regions).order_by()
