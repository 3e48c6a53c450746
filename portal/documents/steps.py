"""The buttons of an instrument's page."""

from dataclasses import dataclass

from django.urls import reverse

from portal.accounts.enums import ENTERPRISE
from portal.accounts.rights import may
from portal.documents.enums import InstrumentState
from portal.documents.models import Instrument
from portal.tenancy.scope import Actor
from portal.workflow.door import available

# Steps that only ask whether; the others are forms.
QUESTIONS = ("review", "issue", "withdraw")
# verb -> (address, is it the main button in its state)
PAGES = {
    "review": ("instrument_review", False),
    "issue": ("instrument_issue", True),
    "serve": ("instrument_serve", True),
    "reply": ("instrument_reply", True),
    "withdraw": ("instrument_withdraw", False),
}


@dataclass(frozen=True)
class Step:
    label: str
    url: str
    kind: str
    is_question: bool = False


def steps_of(instrument: Instrument, actor: Actor) -> list[Step]:
    """What this person may do now; nothing on rows he only reads."""
    if not Instrument.objects.writable_by(actor).filter(pk=instrument.pk).exists():
        return []
    verbs = [step.verb for step in available(instrument, actor) if step.verb in PAGES]
    if instrument.state == InstrumentState.DRAFTED and may(actor, "documents.issue") and may(actor, "documents.review"):
        verbs.insert(1, "issue")
    if actor.role in ENTERPRISE:
        verbs = [verb for verb in verbs if verb == "reply"]
    labels = {step.verb: step.label for step in instrument.moves} | {"reply": "回复" if actor.role in ENTERPRISE else "登记回复"}
    steps = [Step(labels[verb], reverse(PAGES[verb][0], args=[instrument.uid]), _kind(verb), verb in QUESTIONS) for verb in verbs]
    if instrument.is_editable and may(actor, "documents.draft"):
        steps.insert(0, Step("修改", reverse("instrument_edit", args=[instrument.uid]), "btn-outline"))
    return steps


def _kind(verb: str) -> str:
    if verb == "withdraw":
        return "btn-warnred"
    return "btn-primary" if PAGES[verb][1] else "btn-outline"
