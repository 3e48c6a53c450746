"""A unit hands in what a task asks for."""

import datetime as dt

from campaigns.models import CampaignTask, TaskReport
from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents.models import StoredFile
from portal.lib.errors import Refused
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor


def report_task(task: CampaignTask, *, actor: Actor, text: str, on: dt.date, file: StoredFile | None = None) -> TaskReport:
    """Only the responsible county or department reports, once; late reports are kept and shown as late."""
    require(actor, "campaigns.report")
    is_owner = task.owner_region_id == actor.region_id if task.owner_region_id else task.owner_id == actor.organisation_id
    if not is_owner:
        raise Refused("这项任务不是您单位的。", "not_owner")
    if not text.strip():
        raise Refused("请写明开展情况。", "no_text")
    if TaskReport.objects.visible_to(actor).filter(task=task).exists():
        raise Refused("已经报送过，需要修改请联系市领导小组办公室退回。", "reported")
    row = TaskReport.objects.create(region=Region.objects.get(pk=actor.region_id), task=task, on=on, by=actor.name, text=text.strip(), file=file)
    record(actor, "campaigns.report_task", row, detail={"task": task.title})
    return row
