"""Import of the project ledger: upload, progress, findings, the marked workbook."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.pages import page
from portal.documents import storage
from portal.documents.models import StoredFile
from portal.jobs.models import Job, JobState
from portal.lib import clock
from portal.lib.exports import XLSX, attachment
from portal.lib.htmx import part_or_page
from portal.lib.sheets.findings import Finding, Severity
from portal.lib.sheets.markup import mark_up
from portal.lib.sheets.reader import read_workbook
from portal.lib.trying import tried
from projects.actions.request_import import request_import
from projects.forms import ImportForm
from projects.ledger.template import ledger_template


@page("projects.import")
def project_import(request: HttpRequest) -> HttpResponse:
    """Choose a file; earlier imports of one's own stand below."""
    form = ImportForm(request.POST or None, request.FILES or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        given = {"region": data["region"], "upload": data["file"], "name": data["file"].name, "dry_run": data["dry_run"]}
        job = tried(form, lambda: request_import(actor=request.actor, at=clock.now(), **given), "file")
        if job is not None:
            return redirect("project_import_result", job.uid)
    return render(request, "projects/import.html", {"form": form, "jobs": _own(request)[:10]})


def _own(request: HttpRequest):
    return Job.objects.filter(kind="projects.import", membership_id=request.actor.membership_id).order_by("-id")


def _job(request: HttpRequest, uid: str) -> Job:
    found = _own(request).filter(uid=uid).first()
    if found is None:
        raise Http404
    return found


@page("projects.import")
def project_import_result(request: HttpRequest, uid: str) -> HttpResponse:
    """How far the import is, then what came out: every finding with its cell and how to mend it."""
    job = _job(request, uid)
    result = job.result if job.state == JobState.DONE else None
    context = {"job": job, "result": result, "message": _message(result), "url": reverse("project_import_result", args=[job.uid])}
    response = part_or_page(request, "projects/import_result.html", "projects/_import_progress.html", context)
    if result is not None and request.headers.get("HX-Request"):
        response.headers["HX-Refresh"] = "true"
    return response


def _message(result: dict | None) -> str:
    if result is None:
        return ""
    if not result["accepted"]:
        return f"{result['rows']} 行，有须改正的问题，一行也没有登记。"
    done = f"新登记 {result['created']} 个，更新 {result['updated']} 个"
    return f"{result['rows']} 行全部通过。{'正式导入将' if result['dry_run'] else ''}{done}。"


@page("projects.import")
def project_import_marked(request: HttpRequest, uid: str) -> HttpResponse:
    """The uploaded workbook back with its faulty cells marked."""
    job = _job(request, uid)
    stored = StoredFile.objects.visible_to(request.actor).filter(uid=job.payload["file"]).first()
    if stored is None or job.state != JobState.DONE:
        raise Http404
    workbook = read_workbook(storage.read(stored.sha256), stored.name)
    response = HttpResponse(mark_up(workbook, [_finding(kept) for kept in job.result["findings"]]), content_type=XLSX)
    response.headers["Content-Disposition"] = attachment(f"{stored.name.rsplit('.', 1)[0]}（批注）.xlsx")
    return response


def _finding(kept: dict) -> Finding:
    sheet, row, column = kept["at"]
    return Finding(kept["code"], Severity(kept["severity"]), kept["cell"], kept["message"], kept["fix"], kept["law"], sheet, row, column)


@page("projects.import")
def project_template(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(ledger_template(), content_type=XLSX)
    response.headers["Content-Disposition"] = attachment("在建工程项目台账模板.xlsx")
    return response
