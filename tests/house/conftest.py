"""The world of the demonstration, for the tests of every address."""

import pytest

from portal.accounts.actors import actor_for
from portal.accounts.enums import Sensitive
from portal.accounts.models import Membership
from portal.tenancy.scope import Actor
from tests import database
from tests.cast import signed_in
from tests.house.addresses import World

ACTORS = (
    "yq-office", "pd-inspector", "yx-inspector", "lz-inspector", "xq-inspector", "lq-inspector", "pds-office", "pd-zhujian", "owner", "bank", "supervisor",
    "pd-grid", "contractor", "subcontractor", "admin-yq", "auditor-yq", "operator", "security-yq", "pd-leader",
)  # fmt: skip


@pytest.fixture(scope="session")
def world(demo_database, django_db_blocker) -> World:
    """The actors with their browsers, signed in once for the run."""
    name, _ = demo_database
    with django_db_blocker.unblock(), database.using(name):
        actors = {username: actor_named(username) for username in ACTORS}
        return World(actors, {username: signed_in(actor, *Sensitive.values) for username, actor in actors.items()})


def actor_named(username: str) -> Actor:
    return actor_for(Membership.objects.filter(user__username=username).select_related("user", "organisation", "region").order_by("pk")[0])
