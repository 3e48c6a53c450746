"""A list of people by browser: checked as a whole, told by the cell, handed back marked; then the links of all who are in it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from portal.accounts.actions.import_users import keep_import
from portal.accounts.actions.issue_link import issue_link
from portal.accounts.forms import UserImportForm
from portal.accounts.models import User, UserImport
from portal.accounts.pages import page
from portal.accounts.user_sheet.template import link_list, people_template
from portal.lib import clock, show
from portal.lib.errors import Refused
from portal.lib.exports import XLSX, attachment
from portal.lib.sheets.findings import Finding, Severity
from portal.lib.sheets.markup import mark_up
from portal.lib.sheets.reader import read_workbook
from portal.lib.trying import tried

SHOWN = 10


@page("accounts.manage", step_up="rights")
def user_import(request: HttpRequest) -> HttpResponse:
    """A county's list has some hundred rows at most, so it is read within the request."""
    form = UserImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload, dry_run = form.cleaned_data["file"], form.cleaned_data["dry_run"]
        content, on, at = upload.read(), clock.today(), clock.now()
        kept = tried(form, lambda: keep_import(actor=request.actor, content=content, name=upload.name, on=on, at=at, dry_run=dry_run), "file")
        if kept:
            return redirect("user_import_result", kept.uid)
    imports = UserImport.objects.visible_to(request.actor).defer("sealed")[:SHOWN]
    return render(request, "accounts/user_import.html", {"form": form, "imports": imports})


@page("accounts.manage", obj=(UserImport, "uid"))
def user_import_result(request: HttpRequest, kept: UserImport) -> HttpResponse:
    """Every finding with its cell and how to mend it; after success the way to the links."""
    waiting = User.objects.visible_to(request.actor).in_state("invited").filter(username__in=kept.usernames).count()
    return render(request, "accounts/user_import_result.html", {"kept": kept, "waiting": waiting})


@page("accounts.manage", obj=(UserImport, "uid"))
def user_import_marked(request: HttpRequest, kept: UserImport) -> HttpResponse:
    """The uploaded workbook back with its faulty cells marked."""
    content = kept.content()
    if content is None:
        raise Http404
    workbook = read_workbook(content, kept.name)
    response = HttpResponse(mark_up(workbook, [_finding(found) for found in kept.findings]), content_type=XLSX)
    response.headers["Content-Disposition"] = attachment(f"{kept.name.rsplit('.', 1)[0]}（批注）.xlsx")
    return response


def _finding(kept: dict) -> Finding:
    sheet, row, column = kept["at"]
    return Finding(kept["code"], Severity(kept["severity"]), kept["cell"], kept["message"], kept["fix"], kept["law"], sheet, row, column)


@require_POST
@page("accounts.manage", obj=(UserImport, "uid"), step_up="keys")
def user_import_links(request: HttpRequest, kept: UserImport) -> HttpResponse:
    """A workbook with a new link for everybody of the list who has not chosen a password yet; the earlier links die."""
    waiting = User.objects.visible_to(request.actor).in_state("invited").filter(username__in=kept.usernames).order_by("username")
    links = [issue_link(actor=request.actor, user=user, at=clock.now()) for user in waiting]
    if not links:
        raise Refused("这批人都已设好密码。", "nobody")
    rows = [
        (
            link.user.username,
            link.user.name,
            request.build_absolute_uri(reverse("one_time_link", args=[link.token])),
            show.instant(link.expires_at, clock.today()),
        )
        for link in links
    ]
    response = HttpResponse(link_list(rows), content_type=XLSX)
    response.headers["Content-Disposition"] = attachment(f"邀请链接{clock.today():%Y%m%d}.xlsx")
    return response


@page("accounts.manage")
def user_template(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(people_template(), content_type=XLSX)
    response.headers["Content-Disposition"] = attachment("人员表模板.xlsx")
    return response
