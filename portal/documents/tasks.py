"""Work of this room that runs in the background."""

import datetime as dt

from django.utils import timezone

from portal.documents import scanner
from portal.documents.actions.make_export import expire_exports, make_export
from portal.documents.actions.mark_overdue import mark_overdue
from portal.documents.actions.scan_file import scan_file
from portal.documents.actions.seal_instrument import finish_seal
from portal.documents.actions.sweep_files import sweep_files
from portal.documents.enums import ScanState
from portal.documents.models import Instrument, StoredFile
from portal.jobs.handlers import handler
from portal.jobs.runner import RunningJob
from portal.lib import clock
from portal.tenancy.scope import Actor, acting

AT_ONCE = 200  # files of one round; the rest waits for the next


@handler("documents.overdue", "文书回复到期")
def lapse_replies(job: RunningJob, actor: Actor) -> dict:
    """Daily: answers that were due by the evening before the job's day."""
    at = clock.start_of(dt.date.fromisoformat(job.payload["period"]))
    with acting(actor):
        return {"overdue": mark_overdue(actor=actor, at=at)}


@handler("documents.export", "导出清单")
def run_export(job: RunningJob, actor: Actor) -> dict:
    """One list, as the person who asked for it."""
    return make_export(actor=actor, uid=job.payload["download"], at=clock.now(), show=job.show, prove=job.progress)


@handler("documents.expire_exports", "下载到期清理")
def run_expiry(job: RunningJob, actor: Actor) -> dict:
    """Each ten minutes: files and requests whose time is over."""
    return expire_exports(actor=actor, at=clock.now())


@handler("documents.sweep_files", "文件清理")
def sweep(job: RunningJob, actor: Actor) -> dict:
    """Nightly: the disk against the rows. By the clock of the machine: the disk knows no business date."""
    with acting(actor):
        return sweep_files(actor=actor, at=timezone.now())


@handler("documents.scan", "文件病毒扫描")
def scan(job: RunningJob, actor: Actor) -> dict:
    """One file just uploaded."""
    with acting(actor):
        stored = StoredFile.objects.visible_to(actor).kept().get(uid=job.payload["file"])
    return {"state": scan_file(stored, actor=actor, at=clock.now()).scan_state}


@handler("documents.scan_waiting", "补扫未扫描的文件")
def scan_waiting(job: RunningJob, actor: Actor) -> dict:
    """What was uploaded while the scanner was away; stops at its first silence."""
    if not scanner.is_configured():
        return {"scanner": "absent"}
    with acting(actor):
        waiting = list(StoredFile.objects.visible_to(actor).waiting_for_scan().order_by("pk")[:AT_ONCE])
    scanned = 0
    for number, stored in enumerate(waiting):
        job.progress(number, len(waiting))
        if scan_file(stored, actor=actor, at=clock.now()).scan_state == ScanState.UNSCANNED:
            break
        scanned += 1
    return {"waiting": len(waiting), "scanned": scanned}


@handler("documents.seal", "加盖电子印章")
def seal(job: RunningJob, actor: Actor) -> dict:
    """Ask the seal service; it may fail, and the paper then says that it is unsealed."""
    with acting(actor):
        found = Instrument.objects.visible_to(actor).select_related("organ").get(uid=job.payload["instrument"])
    return {"seal": finish_seal(found, actor=actor, at=clock.now()).seal_state}
