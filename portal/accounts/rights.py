"""Rights are a table: verb -> roles. A verb nobody declared is a fault that stops the start."""

from portal.accounts.enums import Role
from portal.lib.errors import Refused
from portal.tenancy.actors import SYSTEM_ROLE
from portal.tenancy.scope import Actor

_RIGHTS: dict[str, tuple[str, ...]] = {}


class UndeclaredVerb(RuntimeError):
    """A page or an act asks for a verb that no room declared."""


def declare(rights: dict[str, tuple[Role, ...]]) -> None:
    """Called by a room's AppConfig.ready with its table."""
    for verb, roles in rights.items():
        if _RIGHTS.setdefault(verb, tuple(roles)) != tuple(roles):
            raise ValueError(f"verb {verb} is declared twice")


def declared() -> dict[str, tuple[str, ...]]:
    return dict(sorted(_RIGHTS.items()))


def may(actor: Actor, verb: str) -> bool:
    """Whether the actor's role has the verb, or a machine's key was given it; the system actor does what code tells it."""
    if verb not in _RIGHTS:
        raise UndeclaredVerb(verb)
    return actor.role == SYSTEM_ROLE or actor.role in _RIGHTS[verb] or verb in actor.granted


def require(actor: Actor, verb: str) -> None:
    """Refuse an act the role has no right to."""
    if not may(actor, verb):
        raise Refused("您没有办理这一步的权限。", "forbidden")


# () = the system actor alone. New tenants and the tree of divisions are the operator's work, in the browser or at the console (ADR 0016).
RIGHTS = {
    "accounts.own": tuple(Role),
    "accounts.manage": (Role.ADMIN,),
    "accounts.freeze": (Role.ADMIN,),
    "accounts.users": (Role.ADMIN, Role.AUDITOR),
    "accounts.operators": (),  # the system actor alone, at the console
    "tenancy.regions": (Role.OPERATOR,),
    "tenancy.holidays": (),
    "tenancy.open": (Role.OPERATOR,),
}
