"""An operator of the platform: keeps the tree of divisions, the public registers and the opening of tenants (ADR 0016)."""

import datetime as dt

from django.db import transaction

from portal.accounts.actions.add_user import new_user
from portal.accounts.actions.grant_membership import new_membership
from portal.accounts.enums import Role
from portal.accounts.models import Membership
from portal.accounts.rights import require
from portal.tenancy.enums import OrganisationKind
from portal.tenancy.models import Organisation
from portal.tenancy.scope import Actor

UNIT = "平台运维单位"


def create_operator(
    *, actor: Actor, username: str, name: str, password: str, on: dt.date, at: dt.datetime, unit: str = UNIT, must_change: bool = True
) -> Membership:
    """Account and post; only at the console, so that no page can make somebody stand above the tenants."""
    require(actor, "accounts.operators")
    with transaction.atomic():
        place, _ = Organisation.objects.get_or_create(kind=OrganisationKind.EXTERNAL, name=unit, region=None)
        user = new_user(actor=actor, username=username, name=name, password=password, at=at, must_change=must_change)
        return new_membership(actor=actor, user=user, role=Role.OPERATOR, organisation=place, region=None, on=on)
