"""Who keeps the register of divisions and organisations (ADR 0016): the tenant's administrator below his own node, the operator the tree itself."""

from portal.accounts.enums import GOVERNMENT, Role

READING = (*GOVERNMENT, Role.ADMIN, Role.AUDITOR, Role.OPERATOR)
KEEPING = (Role.ADMIN, Role.OPERATOR)

RIGHTS: dict[str, tuple[Role, ...]] = {
    "administration.regions": READING,
    "administration.townships": KEEPING,
    "administration.organisations": READING,
    "administration.keep_organisations": KEEPING,
    "administration.merge_organisations": KEEPING,
    "administration.grids": (*GOVERNMENT, Role.ADMIN, Role.AUDITOR),
    "administration.keep_grids": (Role.ADMIN, Role.OFFICE),
}
