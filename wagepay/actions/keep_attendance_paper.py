"""Keep the photo or scan of a month's signed attendance sheet."""

import datetime as dt
from typing import BinaryIO

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents.actions.receive_file import receive_file
from portal.lib.errors import Refused
from portal.tenancy.models import Organisation
from portal.tenancy.scope import Actor
from projects.actions.storing import insert
from projects.models import Project
from wagepay.models import AttendancePaper

FILE_KIND = "attendance_paper"


def keep_attendance_paper(
    *, actor: Actor, project: Project, employer: Organisation, month: dt.date, team: str, workers: int, upload: BinaryIO, name: str, at: dt.datetime
) -> AttendancePaper:
    """The paper belongs to the month; its numbers come in as a file of month totals."""
    require(actor, "wagepay.attendance")
    if not Project.objects.writable_by(actor).filter(pk=project.pk).exists():
        raise Refused("这个项目不归您填报。", "not_yours")
    if month > at.date():
        raise Refused("不能存还没有到的月份。", "future")
    with transaction.atomic():
        stored = receive_file(actor=actor, upload=upload, name=name, kind=FILE_KIND, region_id=project.region_id, at=at)
        paper = insert(
            AttendancePaper(
                region_id=project.region_id, project=project, employer=employer, month=month, team=team.strip(), workers=workers, file=stored,
                kept_by=actor.name, kept_at=at,
            )
        )  # fmt: skip
        detail = {"month": f"{month:%Y-%m}", "workers": workers, "sha256": stored.sha256}
        record(actor, "wagepay.keep_paper", paper, detail=detail)
    return paper
