"""Who may do what with files and instruments."""

from portal.accounts.enums import ENTERPRISE, EVERYONE, Role

DRAFTERS = (Role.OFFICE, Role.INSPECTOR, Role.DEPARTMENT, Role.GRID)
SIGNERS = (Role.OFFICE, Role.INSPECTOR, Role.LEADER)

RIGHTS = {
    "documents.download": EVERYONE,
    # A list is exported by whoever may read it; the file is his own.
    "documents.export": EVERYONE,
    "documents.approve_export": (Role.OFFICE, Role.LEADER, Role.INSPECTOR, *ENTERPRISE),
    "documents.expire_export": (),
    "documents.list": EVERYONE,
    "documents.draft": DRAFTERS,
    "documents.review": SIGNERS,
    "documents.issue": SIGNERS,
    "documents.serve": (Role.OFFICE, Role.INSPECTOR),
    # Any unit may be written to and answers for itself.
    "documents.reply": (Role.OFFICE, Role.INSPECTOR, *ENTERPRISE),
    "documents.withdraw": (Role.OFFICE, Role.INSPECTOR, Role.LEADER),
    # Only the daily sweep: no person lets a deadline pass.
    "documents.overdue": (),
    # Only the seal service's answer moves a seal; a person may ask again or seal by hand.
    "documents.seal": (Role.OFFICE, Role.INSPECTOR),
    # The words of the tenant's own letters.
    "documents.templates": (Role.OFFICE, Role.ADMIN),
    # The keeper of files sees names, sizes and states; to read one he needs the scope like everybody else.
    "documents.files": (Role.ADMIN, Role.AUDITOR, Role.OFFICE),
    "documents.files_scan": (Role.ADMIN,),
    "documents.files_hold": (Role.ADMIN, Role.OFFICE),
    "documents.files_remove": (Role.ADMIN,),
}
