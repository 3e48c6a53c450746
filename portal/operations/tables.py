"""Columns of the job monitor."""

from django.urls import reverse

from portal.jobs.handlers import label_of
from portal.jobs.models import Job, JobState
from portal.lib.columns import Column
from portal.tenancy.models import Region

TONES = {JobState.DONE: "ok", JobState.RUNNING: "do", JobState.DEAD: "bad", JobState.REFUSED: "bad"}


def job_columns(names: dict[int, str]) -> tuple[Column, ...]:
    """``names`` are the regions' names by id."""
    return (
        Column(
            "kind",
            "任务",
            words=lambda job: label_of(job.kind),
            link=lambda job: reverse("job", args=[job.uid]),
            sub=lambda job: f"{job.actor_name}提交",
            wide=True,
        ),
        Column("region_id", "辖区", value=lambda job: names.get(job.region_id, "全平台" if job.region_id is None else ""), width=136),
        Column("done_units", "进度", value=_progress, width=112),
        Column("attempts", "次数", kind="int", sort="attempts", width=72),
        Column("created_at", "提交时间", kind="instant", sort="created_at", width=152),
        Column("finished_at", "结束时间", kind="instant", sort="finished_at", width=152),
        Column("error", "原因", value=lambda job: job.why, ellipsis=True, on_phone=False),
        Column("state", "状态", kind="state", tone=lambda job: TONES.get(JobState(job.state), ""), corner=True, width=88),
    )


def _progress(job: Job) -> str:
    return f"{job.done_units}／{job.total_units}" if job.total_units else "—"


def region_names(ids: set[int]) -> dict[int, str]:
    """Names of regions by id."""
    return dict(Region.objects.filter(pk__in=ids).values_list("pk", "name"))
