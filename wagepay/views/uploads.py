"""A file's way in: choose, check, correct, confirm, receipt."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.accounts.pages import page
from portal.jobs.models import Job
from portal.lib import clock
from portal.lib.errors import Refused
from portal.lib.exports import XLSX, attachment
from portal.lib.htmx import part_or_page
from portal.lib.sheets.markup import mark_up
from projects.models import Project, SpecialWageAccount
from wagepay.actions.abandon_upload import abandon_upload
from wagepay.actions.accept_upload import accept_upload
from wagepay.actions.check_upload import check_upload
from wagepay.actions.receive_upload import CHECK_JOB, SMALL, receive_upload
from wagepay.actions.upload_parts import finding_of, result_of, workbook_of
from wagepay.enums import UploadKind, UploadState
from wagepay.forms import ConfirmForm, MappingForm, UploadForm
from wagepay.intake.employers import employers_of
from wagepay.intake.target import Confirmation
from wagepay.models import Upload
from wagepay.pay_months import wage_month
from wagepay.queries.same_file import already_in
from wagepay.views import upload_context as shown
from wagepay.views.asked import month_of, posted, posted_files
from wagepay.views.kinds import kinds_for
from wagepay.views.upload_grid import asked_page

OPEN = (UploadState.BLOCKED, UploadState.READY)


@page("wagepay.upload", obj=(Project, "code"))
def wage_upload(request: HttpRequest, project: Project, kind: str) -> HttpResponse:
    """Choose a file of one kind; a small one is checked at once, a large one by a worker."""
    actor = request.actor
    if kind not in UploadKind.values:
        raise Http404
    if kind not in kinds_for(actor, project):
        raise PermissionDenied
    month = month_of(request.GET["month"]) if request.GET.get("month") else wage_month(clock.today())
    form = _form(request, project, kind, month)
    if request.method == "POST" and form.is_valid():
        return _receive(request, project, kind, form.cleaned_data)
    context = shown.start(actor, project, kind, month) | {"form": form}
    return render(request, "wagepay/upload.html", context)


def _form(request: HttpRequest, project: Project, kind: str, month: dt.date) -> UploadForm:
    employers = employers_of(request.actor, project)
    accounts = SpecialWageAccount.objects.visible_to(request.actor).filter(project=project, closed_on__isnull=True).select_related("bank")
    form = UploadForm(*posted_files(request), kind=kind, employers=employers, accounts=accounts, month=month)
    if "employer" in form.fields:
        form.fields["employer"].initial = shown.likely_employer(request.actor, project, month, employers)
    return form


def _receive(request: HttpRequest, project: Project, kind: str, data: dict[str, Any]) -> HttpResponse:
    actor, content = request.actor, data["file"].read()
    place = {name: data.get(name) for name in ("employer", "month", "account")}
    same = already_in(
        actor, kind, project, shown.fingerprint(content), month=place["month"], employer_id=_pk(place["employer"]), account_id=_pk(place["account"])
    )
    if same:
        messages.info(request, "这份文件已经入库，这是原来的回执。")
        return redirect("wage_upload_page", same.uid)
    large = len(content) > SMALL
    upload = receive_upload(actor=actor, kind=kind, project=project, name=data["file"].name, content=content, at=clock.now(), in_background=large, **place)
    if not large:
        check_upload(actor=actor, upload=upload, on=clock.today(), at=clock.now())
    return redirect("wage_upload_page", upload.uid)


def _pk(row: Any) -> int | None:
    return row.pk if row else None


@page("wagepay.upload", obj=(Upload, "uid"))
def wage_upload_page(request: HttpRequest, upload: Upload) -> HttpResponse:
    """Wherever the file is: being checked, with its faults, ready to confirm, or accepted with its receipt."""
    upload = shown.whole(request.actor, upload)
    if upload.state == UploadState.RECEIVED:
        job = Job.objects.filter(kind=CHECK_JOB, key=str(upload.uid)).first()
        context = {"upload": upload, "job": job, "url": request.path}
        return part_or_page(request, "wagepay/upload_wait.html", "wagepay/_wait.html", context)
    if upload.state == UploadState.ACCEPTED:
        return render(request, "wagepay/receipt.html", shown.receipt(request.actor, upload))
    if upload.state in OPEN:
        context = shown.check(request.actor, upload, request.GET.get("severity", ""), asked_page(request.GET.get("all")))
        response = render(request, "wagepay/upload_check.html", context)
    else:
        response = render(request, "wagepay/upload_refused.html", {"upload": upload})
    if request.headers.get("HX-Request"):
        response.headers["HX-Refresh"] = "true"  # the waiting part asked; the whole page is another one now
    return response


@page("wagepay.upload", obj=(Upload, "uid"))
def wage_upload_mapping(request: HttpRequest, upload: Upload) -> HttpResponse:
    """Correct the recognised columns and check again; remembered for the firm's next file with this heading."""
    upload = shown.whole(request.actor, upload)
    if upload.state not in OPEN:
        return redirect("wage_upload_page", upload.uid)
    form = MappingForm(posted(request), fields=shown.mapping_fields(upload))
    if request.method == "POST" and form.is_valid():
        check_upload(actor=request.actor, upload=upload, on=clock.today(), at=clock.now(), mapping=form.letters())
        messages.success(request, "已按更正的列重新核对。")
        return redirect("wage_upload_page", upload.uid)
    return render(request, "wagepay/upload_mapping.html", {"upload": upload, "form": form})


@page("wagepay.upload", obj=(Upload, "uid"))
def wage_upload_confirm(request: HttpRequest, upload: Upload) -> HttpResponse:
    """The last step: sums by team, warnings acknowledged by name, then the receipt."""
    actor, upload = request.actor, shown.whole(request.actor, upload)
    if upload.state != UploadState.READY:
        return redirect("wage_upload_page", upload.uid)
    result = result_of(upload)
    form = ConfirmForm(posted(request), warnings=shown.warnings(upload, result), kind=upload.kind, needs_reason=shown.needs_reason(actor, upload))
    if request.method == "POST" and form.is_valid():
        confirmation = Confirmation(tuple(form.cleaned_data.get("acknowledged", ())), form.cleaned_data.get("note", ""))
        accepted = accept_upload(actor=actor, upload=upload, on=clock.today(), at=clock.now(), confirmation=confirmation)
        if accepted.state != UploadState.ACCEPTED:
            messages.error(request, "核对之后数据有了变化，出现新的差错，请改正后重新上传。")
        return redirect("wage_upload_page", accepted.uid)
    return render(request, "wagepay/upload_confirm.html", shown.confirm(actor, upload, result) | {"form": form})


@page("wagepay.upload", obj=(Upload, "uid"))
def wage_upload_abandon(request: HttpRequest, upload: Upload) -> HttpResponse:
    """Put the file aside."""
    if request.method == "POST":
        abandon_upload(actor=request.actor, upload=upload)
        messages.success(request, "文件已放弃，没有入库。")
        return redirect("wage_project", upload.project.code)
    return render(request, "wagepay/upload_abandon.html", {"upload": upload, "back": reverse("wage_upload_page", args=[upload.uid])})


@page("wagepay.upload", obj=(Upload, "uid"))
def wage_upload_marked(request: HttpRequest, upload: Upload) -> HttpResponse:
    """The same workbook back with its faulty cells marked."""
    result = result_of(upload)
    if not result:
        raise Http404
    findings = [finding_of(row) for row in result["findings"]]
    try:
        with workbook_of(upload) as workbook:
            content = mark_up(workbook, findings)
    except Refused as refusal:
        raise Http404 from refusal
    response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = attachment(f"{upload.name.rsplit('.', 1)[0]}（批注）.xlsx")
    return response
