"""The world of the demonstration, for the tests of every address."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib.auth import middleware as authentication
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils import timezone

from portal.accounts.actors import actor_for
from portal.accounts.enums import Sensitive
from portal.accounts.middleware import SignedIn
from portal.accounts.models import Membership, User
from portal.accounts.sessions import SEEN, STEP_UP, SessionStore
from portal.interface import errors
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
        return World(actors, {username: signed_in_for_the_run(actor) for username, actor in actors.items()})


def signed_in_for_the_run(actor: Actor) -> Client:
    """Seen last and proved tomorrow: what a test wrote is taken back, so that the session would be idle after half an hour on a slow machine."""
    client = signed_in(actor)
    session = SessionStore(client.cookies[settings.SESSION_COOKIE_NAME].value)
    tomorrow = (timezone.now() + dt.timedelta(days=1)).isoformat()
    session[SEEN], session[STEP_UP] = tomorrow, dict.fromkeys(Sensitive.values, tomorrow)
    session.save()
    return client


@pytest.fixture(scope="module")
def attached(world: World) -> Iterator[None]:
    """Who comes is asked once for each browser: the same session is the same person with the same scope in every request (tests/accounts prove that)."""
    known: dict[str, dict] = {}
    find_user, attach = authentication.get_user, SignedIn._attach

    def user_of(request: HttpRequest) -> User:
        return known[key]["user"] if (key := key_of(request)) in known else find_user(request)

    def attach_known(self: SignedIn, request: HttpRequest) -> bool:
        key = key_of(request)
        if key in known:
            vars(request).update(known[key])
            return True
        holds = attach(self, request)
        if holds:
            known[key] = {name: getattr(request, name) for name in ("user", "memberships", "membership", "account_policy", "actor")}
        return holds

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(authentication, "get_user", user_of)
        patch.setattr(SignedIn, "_attach", attach_known)
        yield


@pytest.fixture
def bare_refusals(monkeypatch) -> None:
    """Refusals say their number alone, where nobody reads more of them."""
    monkeypatch.setattr(errors, "_page", lambda request, status: HttpResponse(status=status))


def key_of(request: HttpRequest) -> str:
    return request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")


def actor_named(username: str) -> Actor:
    return actor_for(Membership.objects.filter(user__username=username).select_related("user", "organisation", "region").order_by("pk")[0])
