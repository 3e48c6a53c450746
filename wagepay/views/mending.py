"""Small mistakes mended on the page: cells of the faulty rows written anew, rows struck out, a value that follows from the others put in."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from portal.accounts.pages import page
from portal.lib import clock
from portal.lib.sheets.addresses import place_of
from portal.lib.trying import tried
from wagepay.actions.mend_upload import OPEN, Place, mend_upload, undo_mends
from wagepay.actions.upload_parts import mends_of, result_of
from wagepay.models import Upload
from wagepay.views import upload_context as shown
from wagepay.views.upload_grid import asked_page, grid_of


@page("wagepay.upload", obj=(Upload, "uid"))
def wage_upload_mend(request: HttpRequest, upload: Upload) -> HttpResponse:
    """POST of the grid, of one offered value, or of “撤销”; the file is checked again and shown."""
    upload = shown.whole(request.actor, upload)
    if request.method == "POST" and upload.state in OPEN:
        form = forms.Form(request.POST)
        tried(form, lambda: _mend(request, upload))
        for reason in form.non_field_errors():
            messages.error(request, reason)
    page = asked_page(request.POST.get("all"))
    return redirect(reverse("wage_upload_page", args=[upload.uid]) + (f"?all={page}" if page else ""))


def _mend(request: HttpRequest, upload: Upload) -> None:
    """What was asked for, and the check that follows: a file that can no longer be checked keeps what it had."""
    common = {"actor": request.actor, "upload": upload, "on": clock.today(), "at": clock.now()}
    if "undo" in request.POST:
        undo_mends(**common)
        messages.success(request, "网页上的改动已撤销，恢复为上传的原表。")
        return
    before = len(mends_of(upload))
    cells, struck = _asked(request.POST, upload)
    made = len(mends_of(mend_upload(cells=cells, struck=struck, **common))) - before
    messages.success(request, f"改了 {made} 处，已重新核对。") if made else messages.info(request, "没有改动。")


def _asked(posted: QueryDict, upload: Upload) -> tuple[dict[Place, str], list[int]]:
    """What was typed into the grid, or the value offered for one cell; a number left empty stays as it is, because the page never showed it."""
    result = result_of(upload)
    if cell := posted.get("use"):
        values = {row["cell"].rsplit("!", 1)[-1]: row["suggestion"] for row in result["findings"] if row.get("suggestion")}
        values |= {place: offer["value"] for place, offer in result.get("offers", {}).items()}
        return ({place_of(cell): values[cell]} if cell in values else {}), []
    cells = {}
    for row in grid_of(upload, result, asked_page(posted.get("all")))["rows"]:
        for cell in row["cells"]:
            typed = posted.get(f"c-{cell['ref']}")
            if typed is not None and typed.strip() != ("" if cell["hidden"] else cell["text"].strip()):
                cells[place_of(cell["ref"])] = typed
    return cells, [int(row) - 1 for row in posted.getlist("strike") if row.isascii() and row.isdigit()]
