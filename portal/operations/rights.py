"""Who looks after the running of the portal. What concerns every tenant at once is the operator's work at the console."""

from portal.accounts.enums import Role

RIGHTS = {
    "operations.jobs": (Role.ADMIN,),
    "operations.steer_jobs": (Role.ADMIN,),
    "operations.schedule": (Role.ADMIN,),
}
