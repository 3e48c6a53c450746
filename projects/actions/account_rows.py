"""An account locked for an act, by whoever may act on it."""

from portal.accounts.enums import Role
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.actions.guard import check_writable
from projects.models import SpecialWageAccount


def locked_account(actor: Actor, account: SpecialWageAccount) -> SpecialWageAccount:
    """The row as it is now; a bank acts on its own accounts alone."""
    check_writable(actor, account.project)
    if actor.role == Role.BANK and account.bank_id != actor.enterprise_id:
        raise Refused("这个专户不在本行开立。", "not_yours")
    return SpecialWageAccount.objects.of(account.project).select_for_update(of=("self",)).select_related("project", "bank").get(pk=account.pk)
