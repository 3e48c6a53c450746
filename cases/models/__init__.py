from cases.models.case import Case, CaseCounter, CaseLead, CaseNote
from cases.models.intake import IntakeCount, ProgressCode, WorkerAnswer
from cases.models.lead import Lead, LeadFile
from cases.models.leader import LeaderInCharge
from cases.models.ledger import CasePayment, CaseWorkerLine

__all__ = [
    "Case", "CaseCounter", "CaseLead", "CaseNote", "CasePayment", "CaseWorkerLine", "IntakeCount", "Lead", "LeadFile", "LeaderInCharge", "ProgressCode",
    "WorkerAnswer",
]  # fmt: skip
