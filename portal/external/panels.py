"""The part that rooms above put on the page of an object of theirs: ``templates/external/_steps.html``."""

from urllib.parse import urlencode

from django.urls import reverse

from portal.accounts.rights import may
from portal.external.models import ExternalStep
from portal.tenancy.scope import Actor


def steps_panel(actor: Actor, label: str, uid: object) -> dict | None:
    """The steps about one object and the address to ask for another; nothing for who sees none."""
    if not may(actor, "external.view"):
        return None
    rows = ExternalStep.objects.visible_to(actor).about(label, uid).select_related("organisation")
    ask = f"{reverse('external_new')}?{urlencode({'of': label, 'uid': str(uid)})}" if may(actor, "external.record") else ""
    return {"steps": list(rows), "ask": ask}
