"""What the deposits declare to the floors below; called once from the room's ``AppConfig.ready``."""

from portal.documents import retention
from portal.documents.kinds import declare_kind
from portal.documents.policies import of_kinds
from portal.documents.registry import register_document
from portal.tenancy.consequences import tell_consequences
from portal.tenancy.policies import declare_policies, declare_thresholds
from projects.consequences import of_deposits
from projects.deposits import owed_statements, papers, prints  # noqa: F401  (the reminders)
from projects.deposits.actions.prepare_drawdown import DECISION_FILE
from projects.deposits.actions.record_statement import STATEMENT_FILE
from projects.policies import DEPOSIT, NATIONAL_DEPOSIT
from projects.rules import w09_balance_fallen, w30_guarantee_ending, w31_guarantee_unfit, w32_deposit_not_filled, w33_refund_review_late, w65_exemption_lapsed

RULES = (w09_balance_fallen, w30_guarantee_ending, w31_guarantee_unfit, w32_deposit_not_filled, w33_refund_review_late, w65_exemption_lapsed)


def wire() -> None:
    """Figures with what a change of them does, papers, prints, files and thresholds."""
    declare_policies(*NATIONAL_DEPOSIT, *DEPOSIT, group="工资保证金")
    tell_consequences(of_deposits, "deposit.")
    declare_kind(*papers.KINDS)
    declare_policies(*of_kinds(*papers.KINDS))
    register_document("deposit_assessment", "保证金核定单", prints.printed)
    retention.classify("case", (DECISION_FILE,))
    retention.classify("wages", (STATEMENT_FILE,))
    declare_thresholds(*RULES)
