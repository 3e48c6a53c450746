"""Who may open which overview."""

from portal.accounts.enums import Role

RIGHTS = {
    "dashboard.desk": tuple(Role),
    "dashboard.search": tuple(Role),
    "dashboard.leading_group": (Role.OFFICE, Role.LEADER, Role.INSPECTOR, Role.AUDITOR),
}
