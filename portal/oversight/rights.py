"""Who looks over the others' shoulders: the auditor alone; nobody here changes anything."""

from portal.accounts.enums import Role

RIGHTS = {
    "oversight.log": (Role.AUDITOR,),
    # Who changed what of a project or a warning: those who answer for it.
    "oversight.history": (Role.OFFICE, Role.INSPECTOR, Role.ADMIN, Role.AUDITOR),
    # A case names people.
    "oversight.case_history": (Role.INSPECTOR, Role.AUDITOR),
}
