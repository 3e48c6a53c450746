"""Who records what an authority outside the portal does."""

from portal.accounts.enums import Role

RIGHTS = {
    # What is asked about a person's accounts or a referral to the police is no department's to read.
    "external.view": (Role.OFFICE, Role.INSPECTOR, Role.AUDITOR),
    "external.record": (Role.OFFICE, Role.INSPECTOR),
}
