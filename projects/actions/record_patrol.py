"""走访排查: somebody who answers for a site or a township was there, and says what he saw."""

import datetime as dt
from typing import BinaryIO

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents import sniff
from portal.documents.actions.receive_file import receive_file
from portal.lib.errors import Refused
from portal.lib.show import local_date
from portal.tenancy.scope import Actor
from projects.actions.storing import insert
from projects.models import Employer, PatrolVisit, Project

PHOTO = "patrol_photo"


def record_patrol(
    *,
    actor: Actor,
    post: str,
    on: dt.date,
    at: dt.datetime,
    project: Project | None = None,
    employer: Employer | None = None,
    visitor: str = "",
    people: int | None = None,
    arrears_heard: bool = False,
    danger: str = "",
    note: str = "",
    upload: BinaryIO | None = None,
) -> PatrolVisit:
    """It commands nothing: what is wrong goes as 隐患 to the inspectors, who decide whether to inspect."""
    require(actor, "projects.patrol")
    region_id = _region(actor, project, employer)
    if on > local_date(at):
        raise Refused("走访日期不能晚于今天。", "future")
    if arrears_heard and not danger.strip():
        raise Refused("听到欠薪反映的，请在“隐患”写明人数、月份和金额，监察员据此核查。", "danger")
    with transaction.atomic():
        photo = None
        if upload is not None:
            photo = receive_file(actor=actor, upload=upload, name=upload.name, kind=PHOTO, region_id=region_id, at=at, allowed=sniff.PICTURES)
        row = PatrolVisit(
            region_id=region_id, project=project, employer=employer, post=post, visitor=visitor.strip() or actor.name, on=on, people=people,
            arrears_heard=arrears_heard, danger=danger.strip(), note=note.strip(), photo=photo, recorded_by=actor.name, recorded_at=at,
        )  # fmt: skip
        insert(row)
        detail = {"post": post, "name": row.visitor, "on": on.isoformat(), "danger": bool(row.danger)}
        record(actor, "projects.record_patrol", project or row, detail=detail)
    return row


def _region(actor: Actor, project: Project | None, employer: Employer | None) -> int:
    """The county of what was visited; a site or firm the actor may write to."""
    if project is not None and Project.objects.writable_by(actor).filter(pk=project.pk).exists():
        return project.region_id
    if project is None and employer is not None and Employer.objects.writable_by(actor).filter(pk=employer.pk).exists():
        return employer.region_id
    raise Refused("请选本辖区的项目或用人单位。", "place")
