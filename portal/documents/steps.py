"""The buttons of an instrument's page."""

from dataclasses import dataclass

from django.urls import reverse

from portal.accounts.enums import ENTERPRISE
from portal.accounts.rights import may
from portal.documents.enums import InstrumentState, SealState
from portal.documents.models import Instrument
from portal.tenancy.scope import Actor
from portal.workflow.door import available

# Steps that only ask whether; the others are forms.
QUESTIONS = ("submit", "review", "send_back", "issue", "seal", "seal_by_hand", "withdraw")
# verb -> (address, is it the main button in its state)
PAGES = {
    "submit": ("instrument_submit", False),
    "send_back": ("instrument_send_back", False),
    "seal": ("instrument_seal", True),
    "seal_by_hand": ("instrument_seal_by_hand", False),
    "review": ("instrument_review", False),
    "issue": ("instrument_issue", True),
    "serve": ("instrument_serve", True),
    "reply": ("instrument_reply", True),
    "withdraw": ("instrument_withdraw", False),
}


SEALING = {"seal": "重新用印", "seal_by_hand": "改为手工用印"}


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
    if instrument.state in (InstrumentState.DRAFTED, InstrumentState.SUBMITTED) and may(actor, "documents.issue") and may(actor, "documents.review"):
        verbs.insert(verbs.index("review") + 1, "issue")
    if instrument.state == InstrumentState.ISSUED and not instrument.is_sealed:
        verbs = [*_sealing(instrument, actor), *(verb for verb in verbs if verb != "serve")]
    if actor.role in ENTERPRISE:
        verbs = [verb for verb in verbs if verb == "reply"]
    labels = {step.verb: step.label for step in instrument.moves} | SEALING | {"reply": "回复" if actor.role in ENTERPRISE else "登记回复"}
    steps = [Step(labels[verb], reverse(PAGES[verb][0], args=[instrument.uid]), _kind(verb), verb in QUESTIONS) for verb in verbs]
    if instrument.is_editable and may(actor, "documents.draft"):
        steps.insert(0, Step("修改", reverse("instrument_edit", args=[instrument.uid]), "btn-outline"))
    return steps


def _sealing(instrument: Instrument, actor: Actor) -> list[str]:
    """An electronic seal that failed may be asked for again; one that is waited for may still be placed by hand."""
    if not may(actor, "documents.seal"):
        return []
    return ["seal", "seal_by_hand"] if instrument.seal_state == SealState.FAILED else ["seal_by_hand"]


def _kind(verb: str) -> str:
    if verb == "withdraw":
        return "btn-warnred"
    return "btn-primary" if PAGES[verb][1] else "btn-outline"
