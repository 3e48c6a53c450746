"""The part that rooms above put on the page of an object of theirs: ``templates/external/_steps.html``."""

from urllib.parse import urlencode

from django.urls import reverse

from portal.accounts.rights import may
from portal.external.models import ExternalStep, IncomingPaper
from portal.tenancy.scope import Actor


def steps_panel(actor: Actor, label: str, uid: object) -> dict | None:
    """The steps and the papers about one object, and the addresses to enter more; nothing for who sees none."""
    if not may(actor, "external.view"):
        return None
    rows = ExternalStep.objects.visible_to(actor).about(label, uid).select_related("organisation")
    papers = IncomingPaper.objects.visible_to(actor).about(label, uid).select_related("organisation")
    query = urlencode({"of": label, "uid": str(uid)})
    ways = {"ask": "external_new", "receive": "incoming_new"} if may(actor, "external.record") else {}
    return {"steps": list(rows), "papers": list(papers), "ask": "", "receive": ""} | {name: f"{reverse(page)}?{query}" for name, page in ways.items()}
