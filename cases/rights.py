"""Who may do what with leads and cases. Enterprises and grid officers never see complainants."""

from portal.accounts.enums import Role

RIGHTS = {
    "cases.list": (Role.OFFICE, Role.INSPECTOR, Role.LEADER, Role.DEPARTMENT, Role.AUDITOR),
    "cases.export": (Role.OFFICE, Role.INSPECTOR),
    "cases.register": (Role.INSPECTOR, Role.OFFICE),
    "cases.import": (Role.INSPECTOR, Role.OFFICE),
    "cases.accept": (Role.INSPECTOR,),
    "cases.work": (Role.INSPECTOR,),
    "cases.close": (Role.INSPECTOR,),
    # 不属实 needs a second person; a county with one inspector has its office.
    "cases.confirm_unfounded": (Role.INSPECTOR, Role.OFFICE),
    "cases.settle": (Role.INSPECTOR,),
    # The complaint page promises that only inspectors see name and number.
    "cases.reveal": (Role.INSPECTOR,),
}
