"""Set one day of one person right, with the reason on record."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.lib.names import mask_name
from portal.tenancy.scope import Actor
from projects.actions.storing import insert
from wagepay.actions.close_month import refuse_closed
from wagepay.actions.refresh_months import refresh_months
from wagepay.enums import UploadKind
from wagepay.models import AttendanceCorrection, AttendanceDay, AttendanceMonth, Engagement
from wagepay.queries.locks import lock_project
from wagepay.queries.months import has_month
from wagepay.queries.single_days import set_day

SOURCE = "考勤更正"
MOST_UNITS = Decimal("1.5")


def total_alone(actor: Actor, person: Engagement, month: dt.date) -> Decimal | None:
    """The month's total on paper where it is all there is: it counts only as long as no single day is recorded."""
    his = {"month": month, "project": person.project, "person": bytes(person.id_index)}
    total = AttendanceMonth.objects.visible_to(actor).filter(**his, units__gt=0).values_list("units", flat=True).first()
    return None if total is None or AttendanceDay.objects.visible_to(actor).filter(**his).worked().exists() else total


def correct_day(*, actor: Actor, person: Engagement, day: dt.date, units: Decimal, reason: str, at: dt.datetime) -> AttendanceCorrection:
    """Before and after stand side by side for good; the way back is another correction. The raw records of devices stay."""
    require(actor, "wagepay.attendance")
    if len(reason.strip()) < 5:
        raise Refused("请写明更正的原因（至少 5 个字）。", "reason")
    if not 0 <= units <= MOST_UNITS:
        raise Refused("一天最多记 1.5 个工日。", "units")
    if day > at.date():
        raise Refused("不能更正还没有到的日期。", "future")
    month, project = day.replace(day=1), person.project
    if not has_month(month):
        raise Refused("这个月份没有开账，请联系管理员。", "month_closed")
    refuse_closed(actor, project, UploadKind.ATTENDANCE, [month])
    with transaction.atomic():
        lock_project(project.pk)
        if not Engagement.objects.writable_by(actor).filter(pk=person.pk).exists():
            raise Refused("这个人不归您填报。", "not_yours")
        index = bytes(person.id_index)
        old = AttendanceDay.objects.visible_to(actor).filter(month=month, project=project, person=index, day=day).first()
        if (old.units if old else Decimal(0)) == units:
            raise Refused("和现在记的一样，不用更正。", "same")
        if (total := total_alone(actor, person, month)) is not None:
            raise Refused(f"这个月只有月合计（{total.normalize():f} 工日），更正一天会使合计作废。请重新导入考勤表：写对合计，或写出每一天。", "only_total")
        set_day(project.pk, project.region_id, old.employer_id if old else person.employer_id, index, day, units)
        correction = insert(
            AttendanceCorrection(
                region_id=project.region_id, project=project, employer_id=old.employer_id if old else person.employer_id, person=index, month=month, day=day,
                before=old.units if old else None, before_source=old.source if old else "", after=units, reason=reason.strip(), made_by=actor.name,
                made_by_uid=actor.uid, made_at=at,
            )
        )  # fmt: skip
        refresh_months(project=project, months=[month], on=at.date(), source=SOURCE)
        detail = {
            "name": mask_name(person.name),
            "day": day.isoformat(),
            "before": str(correction.before or 0),
            "after": str(units),
            "reason": correction.reason,
        }
        record(actor, "wagepay.correct_day", person, detail=detail)
    return correction
