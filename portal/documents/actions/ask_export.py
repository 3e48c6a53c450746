"""Ask for a list in the download centre, and decide what somebody else asked."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from portal.accounts.freezes import refuse_frozen
from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents.enums import DownloadState, ExportFormat
from portal.documents.exporting import MOST_ROWS, Run, new_serial, rerun
from portal.documents.models import Download
from portal.jobs import outbox
from portal.jobs.queue import enqueue
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from portal.workflow.door import move

MOST_OPEN = 5
LEAST_REASON = 6
ASK_LAPSES = dt.timedelta(days=3)
LONGEST = 4000


def ask_export(*, actor: Actor, address: str, form: ExportFormat, at: dt.datetime, is_full: bool = False, reason: str = "") -> Download:
    """Masked lists are queued at once; full numbers wait for a second person's yes. A few at a time for each person."""
    require(actor, "documents.export")
    refuse_frozen(actor.region_id)
    if len(address) > LONGEST:
        raise Refused("筛选条件太长，请减少条件后再导。", "too_long")
    plan = rerun(address, actor=actor, run=Run()).plan
    if form not in plan.forms:
        raise Refused("这份清单不提供这种格式。", "no_form")
    _check(actor, plan.rows, is_full, plan.full_right, reason)
    with transaction.atomic():
        download = Download(
            serial=new_serial(at), membership_id=actor.membership_id, user_id=actor.user_id, account=actor.username, asked_by=actor.name,
            organisation_id=actor.organisation_id, organisation_name=actor.organisation_name, region_id=actor.region_id, name=plan.name[:120], question=address,
            form=form, is_full=is_full, reason=reason.strip()[:200], state=DownloadState.ASKED if is_full else DownloadState.WAITING,
            asked_at=at, expires_at=at + ASK_LAPSES if is_full else None,
        )  # fmt: skip
        download.full_clean()
        download.save(force_insert=True)
        record(actor, "documents.ask_export", download, detail={"name": plan.name, "rows": plan.rows, "full": is_full, "reason": download.reason})
        if is_full:
            outbox.post("documents.download.ask", str(download.uid), {"pk": download.pk}, actor.region_id)
        else:
            queue_export(download, actor)
    return download


def _check(actor: Actor, rows: int, is_full: bool, full_right: str, reason: str) -> None:
    if rows > MOST_ROWS:
        raise Refused(f"共 {rows} 条，一次最多导出 {MOST_ROWS} 条。请先用筛选缩小范围。", "export_too_large")
    under_way = Download.objects.of(actor).filter(state__in=[DownloadState.ASKED, DownloadState.WAITING]).count()
    if under_way >= MOST_OPEN:
        raise Refused(f"您已有 {under_way} 份导出在办理，请等完成后再提交。", "too_many")
    if not is_full:
        return
    if not full_right:
        raise Refused("这份清单不提供完整号码。", "no_full")
    require(actor, full_right)
    if len(reason.strip()) < LEAST_REASON:
        raise Refused(f"导出完整号码要写明用途（不少于 {LEAST_REASON} 个字）。", "no_reason")


def approve_export(*, actor: Actor, download: Download, at: dt.datetime) -> Download:
    """The second person's yes; the job then runs as the asker, under what he may see at that time."""
    _check_second(actor, download, at)
    with transaction.atomic():
        approved = move(download, "approve", actor=actor, at=at, decided_by=actor.name, decided_by_id=actor.user_id, decided_at=at, expires_at=None)
        queue_export(approved, actor)
    return approved


def decline_export(*, actor: Actor, download: Download, reason: str, at: dt.datetime) -> Download:
    """The second person's no, with the reason the asker reads."""
    _check_second(actor, download, at)
    if not reason.strip():
        raise Refused("请写明不批准的理由。", "no_reason")
    why = reason.strip()[:200]
    return move(
        download, "decline", actor=actor, at=at, note=why, remark=why, decided_by=actor.name, decided_by_id=actor.user_id, decided_at=at, expires_at=None
    )


def _check_second(actor: Actor, download: Download, at: dt.datetime) -> None:
    require(actor, "documents.approve_export")
    if download.user_id == actor.user_id:
        raise Refused("不能审批自己的导出，请由另一人审批。", "self")
    if not Download.objects.to_approve(actor).filter(pk=download.pk).exists():
        raise Refused("这份申请已经办理，或不归您审批。", "not_yours")
    if download.expires_at is not None and download.expires_at <= at:
        raise Refused("这份申请超过 3 天没有审批，已失效，请重新提交。", "lapsed")


def queue_export(download: Download, actor: Actor) -> None:
    """One job for each export, as the person who asked."""
    asker = Asker(download.membership_id, download.asked_by)
    job = enqueue("documents.export", key=str(download.uid), payload={"download": str(download.uid)}, actor=asker, region_id=download.region_id)
    Download.objects.filter(pk=download.pk).update(job_uid=job.uid)
    download.job_uid = job.uid


@dataclass(frozen=True)
class Asker:
    """Whose job it is: the membership is read anew when it runs."""

    membership_id: int
    name: str
