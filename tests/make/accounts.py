"""Builders of people: users, memberships and the actors they become."""

import datetime as dt
from itertools import count

from django.utils import timezone

from portal.accounts.actors import actor_for
from portal.accounts.enums import ENTERPRISE, Role
from portal.accounts.models import Membership, User
from portal.accounts.passwords import set_password
from portal.tenancy.enums import Industry
from portal.tenancy.models import Organisation, Region
from portal.tenancy.scope import Actor
from tests.make import tenancy
from tests.make.tenancy import LONG_AGO, saved

PASSWORD = "Huang-He-2020"
_serial = count(1)


def user(username: str = "", name: str = "", *, password: str = PASSWORD, at: dt.datetime | None = None, **fields) -> User:
    """A person with a password that holds and need not be changed."""
    number = next(_serial)
    person = User(username=username or f"user{number}", name=name or f"样例{number}", **fields)
    person.set_unusable_password()
    saved(person)
    set_password(person, password, at=at or timezone.now())
    return person


def membership(role: str, *, organisation: Organisation | None = None, region: Region | None = None, person: User | None = None, **fields) -> Membership:
    """A role in an organisation; an office is made when none is given."""
    if organisation is None:
        organisation = tenancy.enterprise() if role in ENTERPRISE else tenancy.authority(region)
    if role == Role.DEPARTMENT:
        fields.setdefault("industries", organisation.industries or [Industry.HOUSING])
    fields.setdefault("valid_from", LONG_AGO)
    return saved(Membership(user=person or user(), role=role, organisation=organisation, region=region, **fields))


def actor(role: str, **fields) -> Actor:
    """The actor of a new membership (fields as for ``membership``)."""
    return actor_for(membership(role, **fields))


def again(actor: Actor) -> Actor:
    """The same membership read anew: a scope holds the projects of the moment it was made."""
    return actor_for(Membership.objects.select_related("user", "organisation", "region").get(pk=actor.membership_id))
