"""Make the file of an export, and let it go when its time is over."""

import datetime as dt
from collections.abc import Callable

from django.db import transaction

from portal.documents import storage
from portal.documents.enums import DownloadState, ExportFormat
from portal.documents.exporting import Run, rerun, stamp_of
from portal.documents.models import Download, StoredFile
from portal.jobs.models import Job, JobState
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor, acting
from portal.workflow.door import move

KEPT = dt.timedelta(days=7)
FULL_KEPT = dt.timedelta(days=1)
BROKEN = (JobState.DEAD, JobState.REFUSED, JobState.CANCELLED)


def make_export(*, actor: Actor, uid: str, at: dt.datetime, show: Callable[[int, int], None], prove: Callable[[int, int], None]) -> dict:
    """Run the list's page again as the asker; what refuses him now ends the export with that reason. Done twice, it is done once.

    ``show`` tells how far the reading is, ``prove`` ends the writing transaction with the proof that the job is still ours.
    """
    download = Download.objects.get(uid=uid, membership_id=actor.membership_id)
    if download.state != DownloadState.WAITING:
        return {"state": download.state}
    run = Run(ExportFormat(download.form), stamp_of(actor, download.serial, at), download.is_full, show)
    try:
        result = rerun(download.question.plain(), actor=actor, run=run)
    except Refused as refusal:
        with acting(actor):
            move(download, "fail", actor=actor, at=at, note=refusal.reason, remark=refusal.reason[:200])
        return {"state": DownloadState.FAILED, "reason": refusal.reason}
    sha256 = storage.write(result.content)
    expires = at + (FULL_KEPT if download.is_full else KEPT)
    facts = {"rows": result.plan.rows, "size": len(result.content), "sha256": sha256, "ready_at": at, "expires_at": expires}
    with acting(actor):
        move(download, "finish", actor=actor, at=at, detail={"rows": result.plan.rows, "serial": download.serial}, **facts)
        prove(result.plan.rows, result.plan.rows)
    return {"state": DownloadState.READY, "rows": result.plan.rows}


def expire_exports(*, actor: Actor, at: dt.datetime) -> dict[str, int]:
    """Delete files whose time is over, let old requests lapse, and tell the askers of exports whose job broke."""
    over = Download.objects.filter(state__in=[DownloadState.ASKED, DownloadState.READY], expires_at__lte=at)
    expired = sum(_expire(actor, download, at) for download in over)
    waiting = Download.objects.filter(state=DownloadState.WAITING, job_uid__isnull=False)
    broken = dict(Job.objects.filter(uid__in=waiting.values("job_uid"), state__in=BROKEN).values_list("uid", "state"))
    for download in waiting.filter(job_uid__in=broken):
        move(download, "fail", actor=actor, at=at, remark=f"后台任务{JobState(broken[download.job_uid]).label}")
    return {"expired": expired, "failed": len(broken)}


def _expire(actor: Actor, download: Download, at: dt.datetime) -> int:
    with transaction.atomic():
        move(download, "expire", actor=actor, at=at)
        transaction.on_commit(lambda: _forget(actor, download.sha256))
    return 1


def _forget(actor: Actor, sha256: str) -> None:
    """Remove the content, unless something else that is kept happens to be the same; ``actor`` sees every tenant."""
    if not sha256 or Download.objects.filter(sha256=sha256, state=DownloadState.READY).exists():
        return
    with acting(actor):
        kept = StoredFile.objects.visible_to(actor).kept().filter(sha256=sha256).exists()
    if not kept:
        storage.erase(sha256)
