"""Who changed what in a draft."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from portal.accounts.pages import page
from portal.documents.differences import compare
from portal.documents.models import Instrument, InstrumentVersion

# The parts that are one line; the body is compared line by line.
SHORT = ("addressee_text", "cc", "contact", "reply_due_on")


@page("documents.list", obj=(Instrument, "uid"))
def instrument_versions(request: HttpRequest, found: Instrument) -> HttpResponse:
    """Every saving with its author; ``?n=`` compares one with the one before it. The addressee never reads drafts."""
    versions = list(InstrumentVersion.objects.visible_to(request.actor).filter(instrument=found).order_by("-number"))
    if not versions:
        raise Http404
    wanted = request.GET.get("n", "")
    shown = next((version for version in versions if str(version.number) == wanted), versions[0])
    before = next((version for version in versions if version.number == shown.number - 1), None)
    context = {
        "instrument": found,
        "versions": [{"row": version, "parts": "、".join(_label(name) for name in version.changed) or "初稿"} for version in versions],
        "shown": shown,
        "before": before,
        "title": compare(before.title if before else shown.title, shown.title),
        "body": compare(before.body if before else shown.body, shown.body),
        "short": _short(before, shown),
    }
    return render(request, "documents/instrument_versions.html", context)


def _short(before: InstrumentVersion | None, shown: InstrumentVersion) -> list[tuple[str, str, str]]:
    if before is None:
        return []
    pairs = [(_label(name), getattr(before, name), getattr(shown, name)) for name in SHORT]
    pairs.append((_label("attachments"), "、".join(before.attachments), "、".join(shown.attachments)))
    return [(label, str(old or "无"), str(new or "无")) for label, old, new in pairs if old != new]


def _label(name: str) -> str:
    return str(InstrumentVersion._meta.get_field(name).verbose_name)
