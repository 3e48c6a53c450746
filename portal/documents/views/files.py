"""Download of stored files, and the keeper's pages: usage, quarantine, holds, removal."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.audit.models import Entry
from portal.documents import keeping, scanner, storage
from portal.documents.actions.hold_file import hold_file, release_hold
from portal.documents.actions.remove_file import kept_because, remove_file
from portal.documents.downloads import file_response, recorded
from portal.documents.enums import ScanState
from portal.documents.exporting import list_export
from portal.documents.filters import FileFilter
from portal.documents.forms import HoldForm
from portal.documents.gate import blocked
from portal.documents.models import FileHold, StoredFile
from portal.documents.retention import class_of
from portal.documents.sniff import format_of
from portal.documents.tables import FILES
from portal.jobs.queue import enqueue
from portal.lib import clock
from portal.lib.confirm import confirm
from portal.lib.errors import Refused
from portal.lib.forms import ReasonForm
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.lib.trying import tried


@recorded
@require_safe
@page("documents.download", obj=(StoredFile, "uid"))
def file_download(request: HttpRequest, stored: StoredFile) -> HttpResponse:
    """The scope is asked again at every download; a foreign file is 404, an unscanned or quarantined one says so."""
    reason = blocked(stored, request.actor, clock.today())
    if reason:
        return render(request, "documents/file_blocked.html", {"stored": stored, "reason": reason}, status=409)
    response = file_response(storage.pieces(stored.sha256), stored.name, stored.media_type)
    response.handed_out = ("documents.download", stored)
    return response


def _table(request: HttpRequest) -> Table:
    found = StoredFile.objects.visible_to(request.actor).select_related("organisation", "region")
    empty = Empty("没有文件", "上传的文件和系统生成的文书都在这里。")
    exports = (("导出", reverse("file_export")),)
    return Table(request, found, FILES, FileFilter, order=("-id",), title="文件", empty=empty, exports=exports, row_key=lambda row: str(row.uid))


@page("documents.files")
def file_list(request: HttpRequest) -> HttpResponse:
    """Names, sizes and states; reading one is another right."""
    context = {"table": _table(request)}
    if not request.headers.get("HX-Request"):
        context |= {"strip": keeping.strip(request.actor, clock.today()), "sweep": keeping.last_sweep(), "has_scanner": scanner.is_configured()}
    return part_or_page(request, "documents/file_list.html", "parts/_table.html", context)


@recorded
@page("documents.files")
def file_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, _table(request), "文件台账")


@page("documents.files", obj=(StoredFile, "uid"))
def file_about(request: HttpRequest, stored: StoredFile) -> HttpResponse:
    """One file: what it is, how long it stays and why, who held it."""
    actor = request.actor
    is_own = StoredFile.objects.writable_by(actor).filter(pk=stored.pk).exists()
    context = {
        "stored": stored,
        "format": format_of(stored.media_type),
        "record_class": class_of(stored.kind),
        "why_kept": kept_because(stored, actor=actor, on=clock.today()),
        "holds": list(FileHold.objects.visible_to(actor).filter(file=stored)) + _project_holds(stored, actor),
        "may_hold": is_own and may(actor, "documents.files_hold") and stored.removed_on is None,
        "may_remove": is_own and may(actor, "documents.files_remove"),
        "may_scan": is_own and may(actor, "documents.files_scan") and stored.removed_on is None and stored.scan_state != ScanState.EXEMPT,
        "entries": _history(stored),
    }
    return render(request, "documents/file_about.html", context)


def _project_holds(stored: StoredFile, actor) -> list[FileHold]:
    return list(FileHold.objects.visible_to(actor).filter(project_id=stored.project_id)) if stored.project_id else []


WORDS = {
    "documents.upload": "上传", "documents.download": "下载", "documents.file.scan": "病毒扫描", "documents.file.hold": "保全",
    "documents.file.remove": "清除内容",
}  # fmt: skip


def _history(stored: StoredFile) -> list[dict]:
    rows = Entry.objects.filter(object_type="documents.StoredFile", object_uid=str(stored.uid)).order_by("-id")[:30]
    return [
        {
            "title": WORDS.get(row.verb, row.verb),
            "at": row.at,
            "who": row.actor_name,
            "note": row.detail.get("reason") or row.detail.get("note", ""),
            "level": "",
        }
        for row in rows
    ]


@page("documents.files_hold", obj=(StoredFile, "uid"))
def file_hold(request: HttpRequest, stored: StoredFile) -> HttpResponse:
    form = HoldForm(request.POST or None, stored=stored)
    back = reverse("file_about", args=[stored.uid])
    if request.method == "POST" and form.is_valid():
        if tried(form, lambda: hold_file(stored, actor=request.actor, at=clock.now(), **form.cleaned_data)):
            messages.success(request, "已保全，解除前不会清除。")
            return redirect(back)
    return confirm(request, "保全这个文件？", text="诉讼、审计、督查期间，保存期满也不能清除。", verb="保全", back=back, form=form, kind="btn-primary")


@page("documents.files_hold", obj=(FileHold, "uid"))
def hold_release(request: HttpRequest, hold: FileHold) -> HttpResponse:
    back = reverse("file_about", args=[hold.file.uid]) if hold.file_id else reverse("file_list")
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if tried(form, lambda: release_hold(hold, actor=request.actor, reason=form.cleaned_data["reason"], at=clock.now())):
            messages.success(request, "已解除保全。")
            return redirect(back)
    return confirm(request, "解除这项保全？", text=f"保全理由：{hold.reason}", verb="解除保全", back=back, form=form)


@page("documents.files_remove", obj=(StoredFile, "uid"))
def file_remove(request: HttpRequest, stored: StoredFile) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    back = reverse("file_about", args=[stored.uid])
    if request.method == "POST" and form.is_valid():
        if tried(form, lambda: remove_file(stored, actor=request.actor, reason=form.cleaned_data["reason"], at=clock.now())):
            messages.success(request, "已清除，磁盘上的内容在夜间清理时抹去。")
            return redirect(back)
    text = f"“{stored.name}”的内容清除后不能恢复；登记、清除人和原因保留。"
    return confirm(request, "清除这个文件的内容？", text=text, verb="清除内容", back=back, form=form)


@require_POST
@page("documents.files_scan", obj=(StoredFile, "uid"))
def file_scan(request: HttpRequest, stored: StoredFile) -> HttpResponse:
    """Ask the scanner again (its signatures may be newer)."""
    if not scanner.is_configured():
        raise Refused("没有接入病毒扫描服务（PORTAL_CLAMD），见运维手册。", "no_scanner")
    if stored.region_id not in request.actor.scope.write_regions:
        raise Refused("这个文件由其他辖区保管。", "not_yours")
    now = clock.now()
    enqueue("documents.scan", key=f"{stored.uid}:{now.isoformat()}", payload={"file": str(stored.uid)}, actor=None, region_id=stored.region_id)
    messages.success(request, "已排队扫描，几秒后刷新看结果。")
    return redirect("file_about", stored.uid)
