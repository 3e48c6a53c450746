"""The list of instruments, one of them, its print, and a new draft."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.audit.models import Entry
from portal.documents import storage
from portal.documents.actions.draft_instrument import draft_instrument
from portal.documents.addressee import choice_of_unit
from portal.documents.downloads import file_response, recorded
from portal.documents.exporting import list_export
from portal.documents.filters import InstrumentFilter
from portal.documents.forms import DraftForm
from portal.documents.kinds import instrument_kind, instrument_kinds
from portal.documents.layout import instrument_pdf
from portal.documents.models import Instrument, InstrumentVersion, StoredFile
from portal.documents.register import register_pdf
from portal.documents.steps import steps_of
from portal.documents.tables import INSTRUMENTS
from portal.lib import clock
from portal.lib.htmx import part_or_page
from portal.lib.tables import Empty, Table
from portal.lib.trying import tried
from portal.tenancy.models import Region
from portal.tenancy.policies import policy


def register(request: HttpRequest) -> Table:
    """收发文登记簿 as far as the actor may read it; the list, its export and its print are the same rows."""
    found = Instrument.objects.visible_to(request.actor).select_related("organ").prefetch_related("organ__former_names")
    empty = Empty("没有文书", "从预警或案件页面拟函，或在右上角新拟一份。")
    exports = (("导出", reverse("instrument_export")), ("打印登记簿", reverse("instrument_register")))
    return Table(
        request, found, INSTRUMENTS, InstrumentFilter, order=("-id",), title="收发文登记簿", empty=empty, exports=exports, row_key=lambda row: str(row.uid)
    )


@page("documents.list")
def instrument_list(request: HttpRequest) -> HttpResponse:
    context = {"table": register(request), "kinds": _kinds_in_use(request), "may_template": may(request.actor, "documents.templates")}
    return part_or_page(request, "documents/instrument_list.html", "parts/_table.html", context)


@recorded
@page("documents.list")
def instrument_export(request: HttpRequest) -> HttpResponse:
    return list_export(request, register(request), "收发文登记簿")


@recorded
@page("documents.list")
def instrument_register(request: HttpRequest) -> HttpResponse:
    """The register on paper, with the rows and the order of the screen."""
    table = register(request)
    content = register_pdf(table, actor=request.actor, at=clock.now())
    response = file_response(content, f"收发文登记簿{clock.today():%Y%m%d}.pdf", "application/pdf")
    response.noted = ("documents.register.print", {"name": "收发文登记簿", "rows": table.total})
    return response


def _kinds_in_use(request: HttpRequest) -> list:
    actor = request.actor
    if not may(actor, "documents.draft") or actor.region_id is None:
        return []
    in_use = policy(actor.region_id, "instruments.kinds", on=clock.today()).value or []
    return [kind for kind in instrument_kinds() if kind.code in in_use]


@page("documents.list", obj=(Instrument, "uid"))
def instrument(request: HttpRequest, found: Instrument) -> HttpResponse:
    context = {
        "instrument": found,
        "steps": steps_of(found, request.actor),
        "entries": _history(found),
        "versions": InstrumentVersion.objects.visible_to(request.actor).filter(instrument=found).count(),
        "papers": _papers(request, found),
        "is_late": bool(found.reply_due_on and not found.replied_on and found.served_on and found.reply_due_on < clock.today()),
    }
    return render(request, "documents/instrument.html", context)


def _papers(request: HttpRequest, found: Instrument) -> list[StoredFile]:
    """Receipt and answer, as far as this person may have them."""
    wanted = [pk for pk in (found.receipt_id, found.reply_file_id) if pk]
    return list(StoredFile.objects.visible_to(request.actor).filter(pk__in=wanted)) if wanted else []


WORDS = {
    "draft": "拟稿", "edit": "修改", "lapse": "回复期限已过", "print": "下载定稿", "seal": "电子印章", "ask_seal": "重新用印", "seal_by_hand": "改为手工用印",
}  # fmt: skip


def _history(found: Instrument) -> list[dict]:
    labels = WORDS | {step.verb: step.label for step in found.moves}
    entries = Entry.objects.filter(object_type="documents.Instrument", object_uid=str(found.uid)).order_by("-id")[:50]
    return [
        {
            "title": labels.get(entry.verb.rsplit(".", 1)[-1], entry.verb),
            "at": entry.at,
            "who": entry.actor_name,
            "note": entry.detail.get("note") or entry.detail.get("reason", ""),
            "level": "" if entry.succeeded else "red",
        }
        for entry in entries
    ]


@recorded
@require_safe
@page("documents.list", obj=(Instrument, "uid"))
def instrument_print(request: HttpRequest, found: Instrument) -> HttpResponse:
    """The frozen print of an issued document; a draft is laid out now, marked 送审稿 on every page."""
    title = "".join(found.title.split())
    if not found.pdf_sha256:
        return file_response(instrument_pdf(found, draft=True), f"送审稿 {title}.pdf", "application/pdf")
    response = file_response(storage.pieces(found.pdf_sha256), f"{found.number} {title}.pdf", "application/pdf")
    response.handed_out = ("documents.instrument.print", found)
    return response


@page("documents.draft")
def instrument_new(request: HttpRequest, kind: str) -> HttpResponse:
    spec = instrument_kind(kind)
    region, on = Region.objects.get(pk=request.actor.region_id), clock.today()
    part = policy(region, f"instruments.addressee.{kind}", on=on).require()
    form = DraftForm(request.POST or None, kind=spec, choice=choice_of_unit(part, region, on, sender=request.actor.organisation_id))
    if request.method == "POST" and form.is_valid():
        given = {"kind": kind, "addressees": form.chosen, "facts": form.facts} | form.texts
        draft = tried(form, lambda: draft_instrument(actor=request.actor, at=clock.now(), **given))
        if draft is not None:
            return redirect(draft)
    return render(
        request,
        "documents/instrument_form.html",
        {"form": form, "heading": f"新拟{spec.title}", "law": spec.law, "back": reverse("instrument_list")},
    )
