from cases.models.case import Case, CaseLead, CasePayment, CaseWorkerLine, WorkerAnswer
from cases.models.lead import Lead, ProgressCode

__all__ = ["Case", "CaseLead", "CasePayment", "CaseWorkerLine", "Lead", "ProgressCode", "WorkerAnswer"]
