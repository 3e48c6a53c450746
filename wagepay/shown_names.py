"""Names of workers as this reader may have them."""

from portal.accounts.rights import may
from portal.lib.names import mask_name
from portal.tenancy.scope import Actor


def names_in_clear(actor: Actor) -> bool:
    """Who may look at a worker's numbers knows his name too; everybody else is shown the family name."""
    return may(actor, "wagepay.reveal")


def shown_name(actor: Actor, name: str) -> str:
    return name if names_in_clear(actor) else mask_name(name)
