"""Every rule of law the portal runs, in the order of the rule book; each lives in the lowest room that has its data."""

from types import ModuleType

from cases.rules import w40_complaints_concentrated, w45_agreement_broken, w47_case_term, w54_paper_unperformed, w56_firm_with_past
from portal.lib.rules import check
from projects.rules import (
    w01_account_missing,
    w02_account_not_filed,
    w03_agreement_missing,
    w04_account_name,
    w07_labour_cost_terms,
    w09_balance_fallen,
    w11_account_frozen,
    w28_entrusted_agreement_missing,
    w29_deposit_missing,
    w30_guarantee_ending,
    w31_guarantee_unfit,
    w32_deposit_not_filled,
    w33_refund_review_late,
    w34_payment_guarantee,
    w35_permit_missing,
    w36_funds_missing,
    w37_notice_board,
    w38_not_on_platform,
    w49_grid_overload,
    w52_progress_short,
    w53_first_check_late,
    w55_closing_late,
    w57_letter_unanswered,
    w58_rectification_overdue,
    w65_exemption_lapsed,
)
from wagepay.rules.catalogue import RULES as OF_WAGES

_OF_PROJECTS = (
    w01_account_missing,
    w02_account_not_filed,
    w03_agreement_missing,
    w04_account_name,
    w07_labour_cost_terms,
    w09_balance_fallen,
    w11_account_frozen,
    w28_entrusted_agreement_missing,
    w29_deposit_missing,
    w30_guarantee_ending,
    w31_guarantee_unfit,
    w32_deposit_not_filled,
    w33_refund_review_late,
    w34_payment_guarantee,
    w35_permit_missing,
    w36_funds_missing,
    w37_notice_board,
    w38_not_on_platform,
    w49_grid_overload,
    w52_progress_short,
    w53_first_check_late,
    w55_closing_late,
    w57_letter_unanswered,
    w58_rectification_overdue,
    w65_exemption_lapsed,
)
_OF_CASES = (w40_complaints_concentrated, w45_agreement_broken, w47_case_term, w54_paper_unperformed, w56_firm_with_past)
RULES: tuple[ModuleType, ...] = tuple(sorted((check(rule) for rule in (*_OF_PROJECTS, *OF_WAGES, *_OF_CASES)), key=lambda rule: rule.CODE))
