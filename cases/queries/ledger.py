"""The ledger of one case as its page shows it: each line with its payments and its owner's own word."""

from collections import defaultdict
from dataclasses import dataclass, field

from cases.enums import AnswerKind
from cases.models import Case, CaseLead, CasePayment, CaseWorkerLine, WorkerAnswer
from portal.tenancy.scope import Actor


@dataclass
class LedgerRow:
    """One line; ``said`` is the sender's last word about the money, None where he said nothing or is not known."""

    line: CaseWorkerLine
    payments: list[CasePayment] = field(default_factory=list)
    said: WorkerAnswer | None = None

    @property
    def sources(self) -> str:
        """Where the money came from, each source once."""
        return "、".join(dict.fromkeys(payment.get_source_display() for payment in self.payments))


def ledger_rows(actor: Actor, case: Case, links: list[CaseLead]) -> list[LedgerRow]:
    """Three queries however many lines there are."""
    lines = list(CaseWorkerLine.objects.visible_to(actor).of(case).order_by("id"))
    payments: dict[int, list[CasePayment]] = defaultdict(list)
    for payment in CasePayment.objects.visible_to(actor).filter(line__in=lines).select_related("receipt"):
        payments[payment.line_id].append(payment)
    said: dict[int, WorkerAnswer] = {}
    answers = WorkerAnswer.objects.visible_to(actor).filter(lead__in=[link.lead_id for link in links]).exclude(kind=AnswerKind.MORE)
    for answer in answers.order_by("at", "id"):
        said[answer.lead_id] = answer
    owner = {link.line_id: said[link.lead_id] for link in links if link.line_id and link.lead_id in said}
    return [LedgerRow(line, payments[line.pk], owner.get(line.pk)) for line in lines]
