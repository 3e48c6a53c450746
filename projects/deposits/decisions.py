"""The paper on which a deposit is used: a decision served by an organ of the portal, or one of another organ that was entered as an incoming paper.

Number, organ and days come from that paper; nobody types a number that stands on no paper (65号文 第十九条).
"""

import datetime as dt
from dataclasses import dataclass

from portal.documents.models import Instrument
from portal.documents.models.instrument import SENT
from portal.external.enums import IncomingState
from portal.external.models import IncomingPaper
from portal.tenancy.scope import Actor
from projects.deposits.enums import DecisionKind
from projects.deposits.papers import ADMIN_DECISION
from projects.external import PROJECT
from projects.inspections.papers import ORDER
from projects.models import Project

KIND_OF = {ADMIN_DECISION: DecisionKind.DECISION, ORDER: DecisionKind.ORDER}


@dataclass(frozen=True)
class Decision:
    """What stands on the paper; exactly one of ``instrument`` and ``incoming`` is it."""

    kind: str
    number: str
    organ: str
    served_on: dt.date
    comply_by: dt.date
    instrument: Instrument | None = None
    incoming: IncomingPaper | None = None


def served_papers(actor: Actor, project: Project) -> list[Instrument]:
    """Decisions and orders about the project that reached their addressee; an order is offered so that the gate can say why it is not enough."""
    rows = Instrument.objects.visible_to(actor).of_project(project.pk).filter(kind__in=list(KIND_OF), state__in=SENT)
    return list(rows.select_related("organ").order_by("kind", "-served_on", "-pk"))


def entered_papers(actor: Actor, project: Project) -> list[IncomingPaper]:
    """Papers of other organs about the project."""
    rows = IncomingPaper.objects.visible_to(actor).about(PROJECT, project.code).exclude(state=IncomingState.VOID).exclude(their_number="")
    return list(rows.select_related("organisation").order_by("-received_on", "-pk"))


def of_instrument(paper: Instrument) -> Decision:
    """By its effective day; the term is the one the paper names."""
    by = paper.facts.get("comply_by") or paper.facts.get("reply_by")
    comply_by = dt.date.fromisoformat(by) if isinstance(by, str) else by or paper.effective_on
    return Decision(KIND_OF[paper.kind], paper.number, paper.organ.name_on(paper.issued_on), paper.effective_on, comply_by, instrument=paper)


def of_incoming(paper: IncomingPaper, kind: str, served_on: dt.date, comply_by: dt.date) -> Decision:
    """Of another organ: its receipt and its text say when it was served and by when it had to be obeyed."""
    return Decision(kind, paper.their_number, paper.organisation.name_on(paper.written_on), served_on, comply_by, incoming=paper)


def why_no_paper(decision: Decision, project: Project, actor: Actor) -> str:
    """A decision must be a paper the actor sees, about this very project; empty when it is."""
    if decision.instrument is not None:
        found = [paper for paper in served_papers(actor, project) if paper.pk == decision.instrument.pk]
        told = found and of_instrument(found[0])
        same = told and (told.kind, told.number, told.served_on, told.comply_by) == (decision.kind, decision.number, decision.served_on, decision.comply_by)
        return "" if same else "这份文书不是本项目已送达的决定书。"
    if decision.incoming is None:
        return "请选本平台送达的行政处理决定书；其他机关作出的，先在“收文登记”登记并关联本项目。"
    papers = entered_papers(actor, project)
    if decision.incoming.pk not in {paper.pk for paper in papers}:
        return "这份来文没有关联本项目。"
    if decision.served_on < decision.incoming.written_on:
        return f"送达日期不能早于来文成文日期 {decision.incoming.written_on}。"
    return ""
