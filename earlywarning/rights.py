"""Who may do what with warnings."""

from portal.accounts.enums import Role

RIGHTS = {
    "earlywarning.list": (
        Role.OFFICE, Role.INSPECTOR, Role.LEADER, Role.DEPARTMENT, Role.GRID, Role.CONTRACTOR, Role.SUBCONTRACTOR, Role.OWNER, Role.ADMIN, Role.AUDITOR,
    ),
    "earlywarning.verify": (Role.INSPECTOR,),
    "earlywarning.dispose": (Role.INSPECTOR,),
    "earlywarning.clear": (Role.INSPECTOR,),
    "earlywarning.confirm_false_alarm": (Role.INSPECTOR, Role.OFFICE),
    "earlywarning.reopen": (Role.INSPECTOR, Role.OFFICE),
    "earlywarning.assign": (Role.INSPECTOR, Role.OFFICE),
    "earlywarning.scan": (Role.OFFICE, Role.INSPECTOR),
    "clearance.view": (Role.OFFICE, Role.INSPECTOR, Role.LEADER, Role.ADMIN, Role.AUDITOR),
    "clearance.extend": (Role.OFFICE, Role.INSPECTOR),
}  # fmt: skip
