"""Names of the figures the systems read; what they mean stands in ``projects.policies_systems``."""

CHECKLIST_KEYS, OPEN_ITEMS, OWN_ITEMS = "projects.checklists", "projects.checklist_open_items", "projects.checklist_own"
SIMPLE_WORKS, SIMPLE_WAIVED = "projects.simple_works", "projects.simple_waived"
ACCOUNT_FILING = "projects.account_filing"
PAPER, PLATFORM, BOTH = "paper", "platform", "both"
FRESH_DAYS = "projects.attendance_fresh_days"
SETTLEMENT_MONTHS = "projects.settlement_cycle_months"
BOARD_PLACES = "projects.board_places"
ARBITRATION = "projects.board_arbitration"
LEGAL_AID = "projects.board_legal_aid"
BRIGADE, SUPERVISED_BY = "projects.board_brigade", "projects.board_supervised_by"
DEPARTMENT_PHONES = "projects.board_department_phones"
MINIMUM_WAGE = "wagepay.minimum_wage"  # of a room above; the board shows what is in force
