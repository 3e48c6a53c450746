"""Who may do what with leads and cases. Enterprises never see complainants."""

from portal.accounts.enums import Role

RIGHTS = {
    "cases.list": (Role.OFFICE, Role.INSPECTOR, Role.LEADER, Role.DEPARTMENT, Role.AUDITOR),
    "cases.register": (Role.INSPECTOR, Role.OFFICE),
    "cases.accept": (Role.INSPECTOR,),
    "cases.work": (Role.INSPECTOR,),
    "cases.close": (Role.INSPECTOR,),
    "cases.settle": (Role.INSPECTOR,),
}
