"""Who reads the figures, who sets them, who enters a year's holidays, who reckons a deadline."""

from portal.accounts.enums import GOVERNMENT, Role

READERS = (*GOVERNMENT, Role.ADMIN, Role.AUDITOR)

RIGHTS = {
    "policy.view": READERS,
    # One's own layer alone: a city the city's, a county the county's; the national one is code.
    "policy.edit": (Role.ADMIN,),
    "policy.holidays": (Role.ADMIN,),
    "policy.deadlines": READERS,
}
