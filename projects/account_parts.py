"""Panels that rooms above add to the page of one special wage account (``projects.dossier`` does the same for the project).

account_parts.register(AccountPart(10, "wagepay/_account_flows.html", flows))     # (actor, account, on) -> context or None
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from portal.tenancy.scope import Actor
from projects.models import SpecialWageAccount

Context = Callable[[Actor, SpecialWageAccount, dt.date], dict | None]


@dataclass(frozen=True)
class AccountPart:
    """One panel: its place, its template, what fills it."""

    order: int
    template: str
    context: Context


_PARTS: dict[str, AccountPart] = {}


def register(part: AccountPart) -> None:
    """Called in a room's AppConfig.ready; the same template again replaces the part."""
    _PARTS[part.template] = part


def shown(actor: Actor, account: SpecialWageAccount, on: dt.date) -> list[SafeString]:
    """The panels for this actor, in order; a context of None leaves a panel out."""
    found = []
    for part in sorted(_PARTS.values(), key=lambda p: p.order):
        context = part.context(actor, account, on)
        if context is not None:
            found.append(render_to_string(part.template, {"account": account, "actor": actor, "on": on} | context))
    return found
