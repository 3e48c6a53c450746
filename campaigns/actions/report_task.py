"""A unit hands in what a task asks for."""

import datetime as dt

from campaigns.models import CampaignTask, TaskReport
from campaigns.queries.tasks import is_owner
from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents.models import StoredFile
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor


def report_task(task: CampaignTask, *, actor: Actor, text: str, on: dt.date, file: StoredFile | None = None) -> TaskReport:
    """Only the responsible unit reports. A late report is kept and shown as late.

    Handing in again mends the report: the day of the first one stays, the log keeps the former text.
    """
    require(actor, "campaigns.report")
    if not is_owner(task, actor):
        raise Refused("这项任务不是您单位的。", "not_owner")
    if not text.strip():
        raise Refused("请写明开展情况。", "no_text")
    row = TaskReport.objects.visible_to(actor).select_for_update(of=("self",)).filter(task=task, region=actor.region_id).first()
    detail = {"task": task.title}
    if row is None:
        row = TaskReport(region_id=actor.region_id, task=task, on=on)
    else:
        detail |= {"before": row.text, "file_before": str(row.file_id or "")}
    row.text, row.by, row.file = text.strip(), actor.name, file or row.file
    row.save()
    record(actor, "campaigns.report_task", row, detail=detail)
    return row
