"""What leaves the portal and what comes in: exports, one that waits for its second person, an import whose file is no ledger, a machine's key."""

import datetime as dt
import io

import xlsxwriter

from portal.api.actions.issue_key import issue_key
from portal.documents.actions.ask_export import ask_export
from portal.documents.enums import ExportFormat
from portal.jobs import runner
from portal.jobs.models import Job
from portal.operations.demo.stage import Stage
from portal.tenancy.scope import Actor, acting
from projects.actions.request_import import request_import
from projects.models import Project

COUNTY = "140321"


def take_lists_out(stage: Stage) -> None:
    """The inspector's project list is ready, his roster in full waits for the office; a work diary was tried as a ledger."""
    inspector, at = stage.user("pd-inspector"), stage.instant(stage.on)
    with acting(inspector):
        site = Project.objects.visible_to(inspector).filter(general_contractor__isnull=False).order_by("code").first()
        ready = ask_export(actor=inspector, address="/projects/export/", form=ExportFormat.XLSX, at=at)
        ask_export(
            actor=inspector, address=f"/wagepay/{site.code}/roster/export/", form=ExportFormat.XLSX, at=at, is_full=True, reason="核对代发银行退回的工资卡号"
        )
        tried = request_import(actor=inspector, region=stage.place(COUNTY).region, upload=io.BytesIO(_no_ledger()), name="施工日志.xlsx", dry_run=True, at=at)
    for job_id in (Job.objects.get(uid=ready.job_uid).pk, tried.pk):
        runner.run(job_id)
    _issue(stage.user("admin-yq"), site, at)


def _no_ledger() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.add_worksheet("日志").write_column(0, 0, ["今日浇筑三层楼板", "明日支模"])
    return buffer.getvalue()


def _issue(admin: Actor, site: Project, at: dt.datetime) -> None:
    """The secret of the demonstration's key is thrown away: whoever wants to try one changes it for a new one."""
    with acting(admin):
        issue_key(
            actor=admin, name="考勤设备（演示）", organisation=site.general_contractor, region=site.region, verbs=["api.me", "projects.list"],
            projects=[site.code], expires_at=at + dt.timedelta(days=180), at=at,
        )  # fmt: skip
