"""Nightly work of this room."""

import datetime as dt

from portal.jobs.handlers import handler
from portal.jobs.models import Job, JobState
from portal.jobs.runner import RunningJob
from portal.lib import clock
from portal.lib.errors import Refused
from portal.operations.queries.invariants import check_all
from portal.tenancy.scope import Actor, acting

KEPT = dt.timedelta(days=30)


@handler("operations.invariants", "数据完整性核对")
def nightly_check(job: RunningJob, actor: Actor) -> dict:
    """Ends as refused, with the codes, when something does not hold: the timetable then says so."""
    with acting(actor):
        found = check_all(actor, dt.date.fromisoformat(job.payload["period"]))
    wrong = [f"{row['code']} {row['title']}（{row['broken']}）" for row in found["invariants"] if row["broken"]]
    for words in wrong:
        job.log(words)
    if wrong:
        raise Refused(f"不符：{'、'.join(wrong)}。请执行 manage.py check_invariants 查看。", "invariants")
    return {"checked": found["checked"]}


@handler("operations.tidy", "任务记录清理")
def tidy(job: RunningJob, actor: Actor) -> dict:
    """Finished jobs of the timetable and their logs go after a month; people's own jobs and failed ones stay."""
    old = Job.objects.filter(region_id=None, membership_id=None, state=JobState.DONE, finished_at__lt=clock.now() - KEPT)
    return {"jobs": old.delete()[1].get("jobs.Job", 0)}
