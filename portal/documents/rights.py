"""Who may do what with files and instruments."""

from portal.accounts.enums import EVERYONE, GOVERNMENT, Role

DRAFTERS = (Role.OFFICE, Role.INSPECTOR, Role.DEPARTMENT, Role.GRID)
SIGNERS = (Role.OFFICE, Role.INSPECTOR, Role.LEADER)

RIGHTS = {
    "documents.download": EVERYONE,
    "documents.list": (*GOVERNMENT, Role.ADMIN, Role.AUDITOR, Role.CONTRACTOR, Role.SUBCONTRACTOR, Role.OWNER),
    "documents.draft": DRAFTERS,
    "documents.review": SIGNERS,
    "documents.issue": SIGNERS,
    "documents.serve": (Role.OFFICE, Role.INSPECTOR),
    "documents.reply": (Role.OFFICE, Role.INSPECTOR, Role.CONTRACTOR, Role.SUBCONTRACTOR, Role.OWNER),
    "documents.withdraw": (Role.OFFICE, Role.INSPECTOR, Role.LEADER),
    # Only the daily sweep: no person lets a deadline pass.
    "documents.overdue": (),
}
