"""Who may do what with projects: verb -> roles."""

from portal.accounts.enums import ENTERPRISE, GOVERNMENT, Role

ADMINISTERING = (Role.OFFICE, Role.INSPECTOR, Role.DEPARTMENT)
WATCHING = (*GOVERNMENT, Role.ADMIN, Role.AUDITOR)

RIGHTS: dict[str, tuple[Role, ...]] = {
    "projects.list": (*WATCHING, *ENTERPRISE),
    "projects.view": (*WATCHING, *ENTERPRISE),
    "projects.export": (*WATCHING, Role.CONTRACTOR, Role.OWNER),
    "projects.register": ADMINISTERING,
    "projects.import": ADMINISTERING,
    "projects.update": ADMINISTERING,
    # A contractor keeps his own parties and reports what happens on his site.
    "projects.parties": (*ADMINISTERING, Role.CONTRACTOR),
    "projects.report_state": (Role.OFFICE, Role.INSPECTOR, Role.DEPARTMENT, Role.GRID, Role.CONTRACTOR),
    "projects.confirm_state": (Role.OFFICE, Role.INSPECTOR),
    "projects.open_account": (Role.INSPECTOR, Role.CONTRACTOR, Role.BANK),
    "projects.file_account": (Role.OFFICE, Role.INSPECTOR),
    "projects.record_agreement": (Role.INSPECTOR, Role.CONTRACTOR),
    "projects.store_deposit": (Role.OFFICE, Role.INSPECTOR, Role.CONTRACTOR),
    "projects.exempt_deposit": (Role.OFFICE, Role.INSPECTOR),
    "projects.notice_board": (Role.INSPECTOR, Role.GRID, Role.CONTRACTOR),
    "projects.assign": (Role.OFFICE, Role.INSPECTOR),
    "projects.complaint_code": (Role.OFFICE, Role.INSPECTOR, Role.DEPARTMENT, Role.GRID, Role.CONTRACTOR, Role.OWNER),
    "projects.employers": WATCHING,
    "projects.register_employer": (Role.OFFICE, Role.INSPECTOR, Role.GRID),
    "projects.inspections": WATCHING,
    "projects.inspect": (Role.INSPECTOR,),
}
