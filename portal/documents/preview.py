"""A template tried out with the facts of a real paper, or with made-up ones where there is none yet."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.documents import placeholders
from portal.documents.frames import frame, letterhead_of
from portal.documents.kinds import InstrumentKind
from portal.documents.layout import TEMPLATES, fact_rows
from portal.documents.models import Instrument
from portal.documents.pdf import render_pdf
from portal.tenancy.models import Organisation
from portal.tenancy.scope import Actor

CHOICE = 10
MADE_UP: dict[str, Any] = {"date": "2026-01-13", "money": "104630.00", "int": 12}


@dataclass(frozen=True)
class Preview:
    """The filled title and body, and whose facts they are."""

    title: str
    body: str
    facts: Mapping[str, Any]
    addressee: str
    about: str


def samples(kind: InstrumentKind, actor: Actor) -> list[Instrument]:
    """The newest papers of the kind whose facts may be tried."""
    return list(Instrument.objects.visible_to(actor).filter(kind=kind.code).order_by("-pk")[:CHOICE])


def preview(kind: InstrumentKind, heading: str, body: str, actor: Actor, sample: str) -> Preview:
    """Filled with the chosen paper's facts, else with the newest one's, else with its own labels."""
    found = samples(kind, actor)
    paper = next((one for one in found if str(one.uid) == sample), found[0] if found else None)
    facts = paper.facts if paper else {fact.key: MADE_UP.get(fact.kind, f"（{placeholders.name_of(fact)}）") for fact in kind.facts}
    addressee = paper.addressee_text if paper else "（主送单位）"
    common = {"发文机关": actor.organisation_name, "主送单位": addressee}
    title, text = (placeholders.fill(words, kind, facts, common) for words in (heading, body))
    return Preview(title, text, facts, addressee, f"{paper} {''.join(paper.title.split())}" if paper else "示例数据")


def preview_pdf(kind: InstrumentKind, shown: Preview, actor: Actor, on: dt.date) -> bytes:
    """The page as it would be printed, marked as a draft on every page."""
    organ = Organisation.objects.get(pk=actor.organisation_id)
    context = frame(
        title=shown.title,
        letterhead=letterhead_of(organ, on),
        dated=on,
        addressee=shown.addressee,
        draft=True,
        text=shown.body,
        fact_rows=fact_rows(kind.facts, shown.facts),
    )
    return render_pdf(TEMPLATES[kind.layout], context)
