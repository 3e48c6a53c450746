"""督导: the office looked at a government below or at a department; what it asked, and the answer."""

import datetime as dt

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.lib.show import local_date
from portal.tenancy.enums import OrganisationKind
from portal.tenancy.models import Organisation, Region
from portal.tenancy.scope import Actor
from projects.actions.storing import change, insert
from projects.models import GovernmentSupervisionVisit


def record_supervision(
    *,
    actor: Actor,
    form: str,
    on: dt.date,
    members: str,
    seen: str,
    at: dt.datetime,
    target: Region | None = None,
    organisation: Organisation | None = None,
    until: dt.date | None = None,
    asked: str = "",
    reply_by: dt.date | None = None,
) -> GovernmentSupervisionVisit:
    """Its object is a government of one's own region or a department there; an enterprise is refused, it is inspected by who may."""
    require(actor, "projects.supervise")
    if on > local_date(at):
        raise Refused("督导日期不能晚于今天。", "future")
    if target is not None and target.pk not in actor.scope.read_regions:
        raise Refused(f"“{target.name}”不在本地区。", "region")
    if organisation is not None and organisation.kind != OrganisationKind.AUTHORITY:
        raise Refused("督导的对象是政府和部门；企业由执法人员依法检查。", "not_government")
    if asked.strip() and reply_by is None:
        raise Refused("提出整改要求的，请写反馈期限。", "reply_by")
    if reply_by is not None and reply_by < on:
        raise Refused("反馈期限不能早于督导日期。", "reply_by")
    row = GovernmentSupervisionVisit(
        region_id=actor.region_id, target=target, organisation=organisation, form=form, on=on, until=until, members=members.strip(), seen=seen.strip(),
        asked=asked.strip(), reply_by=reply_by, recorded_by=actor.name, recorded_at=at,
    )  # fmt: skip
    with transaction.atomic():
        insert(row)
        record(actor, "projects.record_supervision", row, detail={"name": row.object_name, "on": on.isoformat(), "form": form})
    return row


def record_supervision_reply(
    *, actor: Actor, visit: GovernmentSupervisionVisit, reply: str, replied_on: dt.date, at: dt.datetime
) -> GovernmentSupervisionVisit:
    """What the government or department answered, entered by who asked."""
    require(actor, "projects.supervise")
    if replied_on > local_date(at):
        raise Refused("反馈日期不能晚于今天。", "future")
    with transaction.atomic():
        row = GovernmentSupervisionVisit.objects.writable_by(actor).select_for_update(of=("self",)).filter(pk=visit.pk).first()
        if row is None:
            raise Refused("这次督导由其他单位登记。", "not_yours")
        if not row.asked or row.replied_on:
            raise Refused("这次督导没有要求反馈，或者已经反馈。", "replied")
        if replied_on < row.on:
            raise Refused("反馈不能早于督导。", "dates")
        row.reply, row.replied_on = reply.strip(), replied_on
        change(row, "reply", "replied_on")
        record(actor, "projects.record_supervision_reply", row, detail={"name": row.object_name, "on": replied_on.isoformat()})
    return row
