"""What a changed figure of attendance would do, told before it is saved. Days that are recorded stay as they are."""

import datetime as dt
from collections.abc import Callable, Sequence

from django.db.models import Q, QuerySet

from portal.lib import clock
from portal.tenancy.consequences import Change, Consequence
from portal.tenancy.models import Region
from portal.tenancy.policies import PolicySet
from portal.tenancy.scope import Actor
from wagepay.actions.find_anomalies import search_of
from wagepay.enums import AnomalyKind, AttendanceSource
from wagepay.models import AttendanceDay, Device, Punch
from wagepay.policies import (
    COLLAPSE_DAYS,
    COLLAPSE_PERCENT,
    CROWD_PEOPLE,
    CROWD_SECONDS,
    FENCE_METRES,
    FILLED_DAYS,
    SAME_MINUTES_DAYS,
    SILENT_HOURS,
    SKEW_SECONDS,
)
from wagepay.queries.anomalies import count_found

HEADS = ("辖区", "原有", "改后")
KINDS = {
    SAME_MINUTES_DAYS: AnomalyKind.SAME_MINUTES,
    CROWD_PEOPLE: AnomalyKind.CROWDED,
    CROWD_SECONDS: AnomalyKind.CROWDED,
    FILLED_DAYS: AnomalyKind.FILLED_AT_ONCE,
    COLLAPSE_PERCENT: AnomalyKind.COLLAPSE,
    COLLAPSE_DAYS: AnomalyKind.COLLAPSE,
}
Count = Callable[[Region, PolicySet], int]


def of_silence(actor: Actor, change: Change) -> Sequence[Consequence]:
    """Devices that count as silent this minute, by the old and the new hours."""
    at = clock.now()

    def count(region: Region, figures: PolicySet) -> int:
        return Device.objects.visible_to(actor).filter(region=region).silent(at - dt.timedelta(hours=figures[SILENT_HOURS].value)).count()

    return [_told("失联的考勤设备", "台", change, count, "超出的设备当夜通知总包。")]


def of_skew(actor: Actor, change: Change) -> Sequence[Consequence]:
    def count(region: Region, figures: PolicySet) -> int:
        most = figures[SKEW_SECONDS].value
        return Device.objects.visible_to(actor).filter(Q(skew_seconds__gt=most) | Q(skew_seconds__lt=-most), region=region).in_use().count()

    return [_told("时钟不准的考勤设备", "台", change, count, "打卡记录不改动。")]


def of_fence(actor: Actor, change: Change) -> Sequence[Consequence]:
    def count(region: Region, figures: PolicySet) -> int:
        rows = Punch.objects.visible_to(actor).filter(region=region, month=change.on.replace(day=1))
        return rows.filter(metres__gt=figures[FENCE_METRES].value).count()

    return [_told("围栏外的打卡", "条", change, count, "已标记的记录不改动，新的值用于生效以后的记录。")]


def of_days(actor: Actor, change: Change) -> Sequence[Consequence]:
    """The reckoning of days to come alone; how many days of this month came from devices says what it is about."""
    month = change.on.replace(day=1)
    regions = [region.pk for region in change.touched]
    days: QuerySet = AttendanceDay.objects.visible_to(actor).worked().filter(region__in=regions, month=month)
    count = days.filter(source__in=[AttendanceSource.DEVICE, AttendanceSource.PHONE]).count()
    return [Consequence("设备考勤折算工日", f"本月已有 {count:,} 个工日由设备记录，不改动；新的值用于生效以后上报的记录，当天又有打卡的那一天按新的值重算。")]


def of_findings(actor: Actor, change: Change) -> Sequence[Consequence]:
    """This month searched by the old and the new figure."""
    kind = KINDS[change.key.key]

    def count(region: Region, figures: PolicySet) -> int:
        return count_found(search_of(figures, region, change.on.replace(day=1), change.on), [kind])

    return [_told(kind.label, "条", change, count, "当夜的核对按新的值；已核实的异常不改动。")]


def _told(title: str, unit: str, change: Change, count: Count, after: str) -> Consequence:
    rows = [(region.name, count(region, change.before[region.pk]), count(region, change.after[region.pk])) for region in change.touched]
    text = f"现有 {sum(row[1] for row in rows):,} {unit}，改后 {sum(row[2] for row in rows):,} {unit}。{after}"
    return Consequence(title, text, HEADS, [row for row in rows if row[1] != row[2]])
