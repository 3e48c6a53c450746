"""The chain: is it whole, what are its heads, and the material by which anybody outside can check it."""

import datetime as dt

from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from portal.accounts.pages import page
from portal.audit.models import DayHead, Entry, Leaf, Seal, Verification
from portal.documents.downloads import file_response, recorded
from portal.oversight.evidence import evidence_of_day

SHOWN = 40


@page("oversight.log")
def audit_seals(request: HttpRequest) -> HttpResponse:
    last = Seal.objects.first()
    context = {
        "last": last,
        "sealed": Seal.objects.aggregate(all=Sum("entries"))["all"] or 0,
        "waiting": _waiting(last.settled_id if last else 0),
        "check": Verification.objects.first(),
        "checks": Verification.objects.all()[:10],
        "heads": DayHead.objects.all()[:SHOWN],
        "seals": [(seal, bytes(seal.link).hex()[:16]) for seal in Seal.objects.filter(entries__gt=0)[:SHOWN]],
    }
    return render(request, "oversight/seals.html", context)


def _waiting(settled_id: int) -> int:
    """Entries without a leaf; below the settled id there is none, so the long past is not counted."""
    sealed = Leaf.objects.filter(pk__gt=settled_id).values("pk")
    return Entry.objects.filter(pk__gt=settled_id).exclude(pk__in=sealed).count()


@recorded
@page("oversight.log")
def audit_evidence(request: HttpRequest, day: str) -> HttpResponse:
    """The day's seals with every leaf, and the entries of one's own regions in clear."""
    try:
        on = dt.date.fromisoformat(day)
        content = evidence_of_day(on, regions=request.actor.scope.read_regions)
    except (ValueError, DayHead.DoesNotExist) as fault:
        raise Http404 from fault
    response = file_response(content, f"操作记录核验材料{on:%Y%m%d}.json", "application/json")
    response.noted = ("oversight.evidence", {"day": day})
    return response
