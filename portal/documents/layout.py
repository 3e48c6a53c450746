"""An instrument on paper."""

from typing import Any

from portal.documents.enums import Layout
from portal.documents.frames import frame, letterhead_of
from portal.documents.kinds import Fact
from portal.documents.models import Instrument
from portal.documents.pdf import render_pdf
from portal.documents.templatetags.gongwen import chinese_date, yuan

TEMPLATES = {
    Layout.LETTER: "documents/instrument_letter.html",
    Layout.FILE: "documents/instrument_file.html",
    Layout.SLIP: "documents/instrument_slip.html",
}


def instrument_pdf(instrument: Instrument, *, draft: bool = False) -> bytes:
    """The document as it will be, or with 送审稿 across every page while it is a draft."""
    return render_pdf(TEMPLATES[Layout(instrument.spec.layout)], instrument_context(instrument, draft=draft))


def instrument_context(instrument: Instrument, *, draft: bool) -> dict[str, Any]:
    return frame(
        title=instrument.title,
        letterhead=letterhead_of(instrument.organ, instrument.dated_on),
        dated=instrument.dated_on,
        number=instrument.number,
        addressee=instrument.addressee_text,
        cc=instrument.cc,
        contact=instrument.contact,
        attachments=instrument.attachments,
        sealed=not draft,
        draft=draft,
        text=instrument.body,
        fact_rows=fact_rows(instrument.spec.facts, instrument.facts),
    )


def fact_rows(facts: tuple[Fact, ...], given: dict[str, Any]) -> list[list[tuple[str, str]]]:
    """The facts of a slip as rows: two short ones abreast, a long one alone."""
    rows: list[list[tuple[str, str]]] = []
    half: list[tuple[str, str]] = []
    for fact in facts:
        if fact.key not in given:
            continue
        cell = (fact.label, _shown(fact.kind, given[fact.key]))
        if fact.kind == "long":
            rows += [half] if half else []
            rows.append([cell])
            half = []
        else:
            half.append(cell)
            if len(half) == 2:
                rows.append(half)
                half = []
    return [*rows, half] if half else rows


def _shown(kind: str, value: Any) -> str:
    if kind == "date":
        return chinese_date(value)
    return yuan(value) if kind == "money" else str(value)
