"""Papers about the people of a site: signed attendance sheets, contracts, proofs of money outside the account.

A file belongs to the firm that sent it in; whoever may see the row of the site may open its paper. So the general contractor, who supervises the
subcontractors' people and answers for their wages (条例第三十条), opens what a subcontractor kept, and no other subcontractor does. Each opening is on record.
"""

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from portal.accounts.pages import page
from portal.documents import storage
from portal.documents.downloads import file_response, recorded
from portal.documents.gate import blocked
from portal.documents.models import StoredFile
from portal.lib import clock
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Region
from portal.tenancy.scope import acting
from projects.models import Project
from wagepay.models import AttendancePaper, PaymentLine, PersonPaper


@recorded
@page("wagepay.people", obj=(AttendancePaper, "uid"))
def wage_attendance_file(request: HttpRequest, paper: AttendancePaper) -> HttpResponse:
    """The photo or scan of a signed attendance sheet."""
    detail = {"name": str(paper), "month": f"{paper.month:%Y-%m}"}
    return _hand_out(request, paper.region_id, ("wagepay.open_paper", paper, detail), pk=paper.file_id)


@recorded
@page("wagepay.people", obj=(PersonPaper, "uid"))
def wage_person_file(request: HttpRequest, paper: PersonPaper) -> HttpResponse:
    """The scanned contract shows the worker's whole number: he reads on his own pages who opened it."""
    return _hand_out(request, paper.region_id, ("wagepay.open_person_paper", paper.engagement, {"name": paper.get_kind_display()}), pk=paper.file_id)


@recorded
@page("wagepay.people", obj=(Project, "code"))
def wage_outside_file(request: HttpRequest, project: Project, uid: str) -> HttpResponse:
    """The paper that proves money outside the account."""
    line = get_object_or_404(PaymentLine.objects.visible_to(request.actor).outside(), project=project, uid=uid, proof_uid__isnull=False)
    return _hand_out(request, line.region_id, ("wagepay.open_proof", line, {"month": f"{line.month:%Y-%m}"}), uid=line.proof_uid)


def _hand_out(request: HttpRequest, region_id: int, entry: tuple[str, Any, dict], **which: Any) -> HttpResponse:
    """The county's own eyes read the file; whether it may be had now (scan, retention) is asked for the person."""
    on: dt.date = clock.today()
    with acting(system_actor(Region.objects.get(pk=region_id))) as county:
        stored = StoredFile.objects.visible_to(county).filter(**which).first()
    if stored is None:
        raise Http404
    if reason := blocked(stored, request.actor, on):
        return render(request, "documents/file_blocked.html", {"stored": stored, "reason": reason}, status=409)
    response = file_response(storage.pieces(stored.sha256), stored.name, stored.media_type)
    response.handed_out = entry
    return response
