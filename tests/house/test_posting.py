"""Every address that takes a form, driven for real: without the form's token, by the wrong method, without the verb. Nothing is written."""

import uuid
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import models
from django.test import Client

from portal.accounts.enums import Role
from portal.accounts.rights import may
from tests.house.addresses import Address, World, addresses, attempts

ALL = addresses()
ANYTHING = {"uid": uuid.UUID(int=1), "pk": 1}
WITH_TOKEN = [address for address in ALL if address.needs_token]
POST_ONLY = [address for address in ALL if address.methods == {"POST"}]
GIVEN = {"note": "样例说明文字", "reason": "样例理由文字"}
pytestmark = pytest.mark.usefixtures("attached")
# Machines have no cookie that another page's form could ride on: they sign each request.
SIGNED = {"api-projects", "api-me", "api-punches", "api-receipts", "api-entries"}


def ways_in(address: Address, world: World, *, able: bool) -> Iterator[tuple[str, str]]:
    """(account, path): the first account that may do it on a row of its own, or of each role that may not the first that sees a row."""
    told: set[str] = set()
    for username, actor in world.actors.items():
        if may(actor, address.page.verb) != able or actor.role in told:
            continue
        for row in seen_rows(address, username, world)[:1]:
            yield username, address.fill(row) or path_to(address, row)
            told |= set(Role) if able else {actor.role}


def seen_rows(address: Address, username: str, world: World) -> list:
    model = address.page.model
    if model is None:
        return [None]
    seen, _ = world.reach(username, model)
    return [row for row in world.samples(model) if row.pk in seen and not world.is_foreign(world.actors[username], row)]


def strict(world: World, username: str) -> Client:
    """The account's browser, for which the token of a form is asked as in production."""
    client = Client(enforce_csrf_checks=True)
    client.cookies[settings.SESSION_COOKIE_NAME] = world.clients[username].cookies[settings.SESSION_COOKIE_NAME].value
    return client


def path_to(address: Address, row: models.Model | None = None) -> str:
    """Anything in the place of what the demonstration cannot name: token, method and verb are asked before it is looked for."""
    path = address.route
    for argument in address.arguments:
        known = getattr(row, argument, None) if row is not None and argument == address.page.field else None
        path = path.replace(f"<{argument}>", str(known or ANYTHING.get(argument, "x")))
    return path


@pytest.mark.parametrize("address", WITH_TOKEN, ids=[address.name for address in WITH_TOKEN])
def test_a_form_without_its_token_is_refused_and_writes_nothing(address: Address, demo, world: World):
    found = list(ways_in(address, world, able=True)) if address.page else [("", path_to(address))]
    if not found:
        pytest.skip("the demonstration has no object for it")
    for username, path in found:
        browser = strict(world, username) if username else Client(enforce_csrf_checks=True)
        before = attempts()
        answer = browser.post(path, GIVEN)
        assert answer.status_code == 403, (username, path, answer.status_code)
        assert "没有提交成功" in answer.content.decode(), path
        assert attempts() == before, path


@pytest.mark.parametrize("address", POST_ONLY, ids=[address.name for address in POST_ONLY])
def test_what_only_takes_a_form_is_not_done_by_a_link(address: Address, demo, world: World):
    found = list(ways_in(address, world, able=True)) if address.page else [("yq-office", path_to(address))]
    if not found:
        pytest.skip("the demonstration has no object for it")
    for username, path in found:
        for ask in (world.clients[username].get, world.clients[username].head, world.clients[username].put, world.clients[username].delete):
            before = attempts()
            assert ask(path).status_code == 405, (username, path)
            assert attempts() == before, path


@pytest.mark.parametrize("address", [a for a in WITH_TOKEN if a.page], ids=[a.name for a in WITH_TOKEN if a.page])
def test_who_lacks_the_verb_sends_the_form_in_vain(address: Address, demo, world: World, bare_refusals):
    for username, path in ways_in(address, world, able=False):
        before = attempts()
        answer = world.clients[username].post(path, GIVEN)
        assert answer.status_code in (403, 405), (username, path, answer.status_code)
        assert attempts() == before, (username, path)


def test_only_machines_come_without_a_token():
    assert {address.name for address in ALL if not address.needs_token} == SIGNED


def test_reading_pages_have_no_way_to_write(demo, world: World):
    """GET runs in a read-only transaction: the database itself refuses whatever a page might try."""
    client = world.clients["pd-inspector"]
    before = attempts()
    for path in ("/", "/warnings/", "/cases/", "/projects/", "/external/", "/messages/"):
        assert client.get(path).status_code == 200, path
    assert attempts() == before


def test_the_lists_above_are_not_empty(demo, world: World):
    """Without objects and accounts the tests above would prove nothing."""
    assert len(POST_ONLY) >= 20 and len(WITH_TOKEN) > 200
    without = [address.name for address in WITH_TOKEN if address.page and not list(ways_in(address, world, able=True))]
    assert len(without) <= 12, "\n".join(without)
