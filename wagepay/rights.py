"""Who may do what with people, days, sheets and money: verb -> roles."""

from portal.accounts.enums import Role

WORKING = (Role.CONTRACTOR, Role.SUBCONTRACTOR)
LOOKING_AFTER = (Role.OFFICE, Role.INSPECTOR, Role.DEPARTMENT, Role.AUDITOR)

RIGHTS: dict[str, tuple[Role, ...]] = {
    # sums of projects and months
    "wagepay.overview": (*WORKING, *LOOKING_AFTER, Role.LEADER, Role.GRID, Role.OWNER, Role.BANK),
    # single people, masked
    "wagepay.people": (*WORKING, *LOOKING_AFTER),
    "wagepay.reveal": (*WORKING, Role.INSPECTOR),
    "wagepay.roster": WORKING,
    "wagepay.attendance": WORKING,
    "wagepay.submit": WORKING,
    "wagepay.approve": (Role.CONTRACTOR,),
    "wagepay.receipts": (Role.CONTRACTOR, Role.BANK),
    "wagepay.entries": (Role.CONTRACTOR, Role.BANK, Role.OWNER),
    "wagepay.account": (Role.CONTRACTOR, Role.OWNER, Role.BANK, *LOOKING_AFTER),
    # any file: the kind's own verb is asked for as well
    "wagepay.upload": (*WORKING, Role.BANK, Role.OWNER),
}
