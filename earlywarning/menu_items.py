"""What this room offers in the side menu."""

from earlywarning.queries.counts import open_warnings, pending_items
from portal.interface.menu import MenuItem

OF_WARNINGS = (
    "warning", "warning_step", "warning_assign", "warning_acknowledge", "warning_justify", "warning_ask", "justification_decide", "duty_explain", "duty_decide", "disposal_check",
    "look_backs", "look_back", "focus_list", "focus_new", "focus_release", "rule_bench", "rule_book", "exemption_table", "forecast_list",
)  # fmt: skip
OF_CLEARANCE = (
    "clearance_ledger", "clearance_ranking", "clearance_ladder", "clearance_measures", "clearance_duty", "clearance_item", "clearance_extend", "clearance_pause", "clearance_resume",
)  # fmt: skip
ITEMS = (
    MenuItem("监管", "warning_list", "预警处置", "alert-triangle", "earlywarning.list", order=10, tab=True, count=open_warnings, also=OF_WARNINGS),
    MenuItem("监管", "warning_reports", "上报预警", "send", "earlywarning.report", order=11, spare_tab=True, also=("warning_report", "warning_import")),
    MenuItem("监管", "clearance_desk", "三日清零", "clock", "clearance.view", order=12, count=pending_items, also=OF_CLEARANCE),
)
