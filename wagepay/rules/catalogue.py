"""The rules whose data lies in this room, in the order of the rule book."""

from types import ModuleType

from wagepay.rules import (
    w05_labour_cost_late,
    w06_labour_cost_short,
    w08_balance_low,
    w10_account_outflow,
    w12_wages_unpaid,
    w13_wages_short,
    w14_below_minimum,
    w15_outside_account,
    w16_pay_attendance_mismatch,
    w17_large_amount,
    w18_strange_payee,
    w19_sheet_unsigned,
    w20_silence,
    w22_attendance_doubtful,
    w23_no_contract,
    w24_unregistered,
    w25_ages,
    w26_back_untrained,
    w27_wage_officer_idle,
    w42_left_unsettled,
    w43_before_festival,
    w59_advances_only,
    w60_stopped_with_arrears,
    w63_predecessor_unsettled,
    w64_builder_funds,
    w66_money_reported,
)

# Rules that look at every month of late, settled or not (``wagepay.queries.months_at_hand``), and those that ask for what is not settled or shows something.
OF_RECENT_MONTHS: tuple[ModuleType, ...] = (
    w08_balance_low,
    w14_below_minimum,
    w18_strange_payee,
    w19_sheet_unsigned,
    w20_silence,
    w23_no_contract,
    w24_unregistered,
    w27_wage_officer_idle,
)
OF_TELLING_MONTHS: tuple[ModuleType, ...] = (
    w12_wages_unpaid,
    w13_wages_short,
    w15_outside_account,
    w16_pay_attendance_mismatch,
    w17_large_amount,
    w43_before_festival,
    w59_advances_only,
    w60_stopped_with_arrears,
    w63_predecessor_unsettled,
)
# Those, and what is read from the sums of labour cost: their figures count days, so nearly all that a night changes is theirs.
OF_SUMS: tuple[ModuleType, ...] = (*OF_RECENT_MONTHS, *OF_TELLING_MONTHS, w05_labour_cost_late, w06_labour_cost_short)
_OF_ROWS: tuple[ModuleType, ...] = (
    w10_account_outflow,
    w22_attendance_doubtful,
    w25_ages,
    w26_back_untrained,
    w42_left_unsettled,
    w64_builder_funds,
    w66_money_reported,
)
RULES: tuple[ModuleType, ...] = tuple(sorted((*OF_SUMS, *_OF_ROWS), key=lambda rule: rule.CODE))
