"""Every address × every actor of the demonstration: foreign objects are not there, rights are kept, nothing leaks, no link leads nowhere, nobody unknown enters."""

import pytest
from django.test import Client

from portal.accounts.enums import ENTERPRISE
from portal.accounts.rights import may
from tests.house.addresses import LETTERS, Address, World, addresses, attempts
from tests.house.links import FINER, Links

PAGES = [address for address in addresses() if address.page is not None]
WITH_OBJECT = [address for address in PAGES if address.page.model is not None]
WITHOUT = [address for address in PAGES if address.page.model is None]
ADMITTED = {200, 302, 405}
# A page that says "not there" knows the person and the path and nothing of the object; it is drawn and read for one address of each kind.
DRAWN = {address.page.model: address.name for address in reversed(WITH_OBJECT)}

pytestmark = pytest.mark.usefixtures("attached")


@pytest.fixture(scope="module")
def links() -> Links:
    """Every link of every page that is opened here leads somewhere for the one who reads it."""
    return Links()


@pytest.mark.parametrize("address", WITH_OBJECT, ids=[address.name for address in WITH_OBJECT])
def test_an_object_of_another_tenant_is_not_there_and_nothing_happens_to_it(address: Address, demo, world: World, request: pytest.FixtureRequest):
    if DRAWN[address.page.model] != address.name:
        request.getfixturevalue("bare_refusals")
    rows = world.samples(address.page.model)
    before = attempts()
    for username, actor in world.actors.items():
        row = next((row for row in rows if world.is_foreign(actor, row)), None)
        path = row and address.fill(row)
        if not path:
            continue
        for answer in (world.clients[username].get(path), world.clients[username].post(path, {"note": "x", "reason": "x"})):
            if answer.status_code != 405:
                assert (username, path, answer.status_code) == (username, path, 404)
            assert not any(name in answer.content.decode() for name in world.canaries(username)), (username, path)
    assert attempts() == before


@pytest.mark.parametrize("address", WITH_OBJECT, ids=[address.name for address in WITH_OBJECT])
def test_an_object_of_ones_own_opens_to_those_who_have_the_verb(address: Address, demo, world: World, bare_refusals, links: Links):
    for username, actor in world.actors.items():
        own = [row for row in world.samples(address.page.model) if not world.is_foreign(actor, row)]
        for row in own[:1]:
            path = address.fill(row)
            if not path:
                continue
            answer = world.clients[username].get(path)
            status = answer.status_code
            assert links.dead(username, actor, world.clients[username], answer) == [], (username, path)
            seen, written = world.reach(username, address.page.model)
            if row.pk not in seen:
                assert status in (404, 405), (username, path, status)
            elif may(actor, address.page.verb):
                refused = status == 403 and (address.name in FINER or row.pk not in written)
                refused |= status == 404 and address.name == "instrument_versions" and actor.role in ENTERPRISE  # whom a letter is for reads no drafts
                refused |= status == 409 and address.name == "file_download"  # kept from other organisations until it is scanned
                assert status in ADMITTED or refused, (username, path, status)
            else:
                assert status in (403, 405), (username, path, status)


@pytest.mark.parametrize("address", WITHOUT, ids=[address.name for address in WITHOUT])
def test_a_page_without_object_opens_by_verb_and_names_nothing_foreign(address: Address, demo, world: World, bare_refusals, links: Links):
    path = address.fill(None)
    if path is None:
        pytest.skip("its argument names something that an earlier step makes")
    for username, actor in world.actors.items():
        answer = world.clients[username].get(path)
        if not may(actor, address.page.verb):
            assert answer.status_code in (403, 405), (username, path)
            continue
        letter = {404} if address.name in LETTERS else set()
        assert answer.status_code in ADMITTED | letter, (username, path, answer.status_code)
        assert links.dead(username, actor, world.clients[username], answer) == [], (username, path)
        body = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode("utf-8", "ignore")
        assert [name for name in world.canaries(username) if name in body] == [], (username, path)


@pytest.mark.parametrize("address", PAGES, ids=[address.name for address in PAGES])
def test_nobody_enters_without_signing_in(address: Address, demo, world: World):
    rows = world.samples(address.page.model)[:1] if address.page.model else [None]
    for path in filter(None, map(address.fill, rows)):
        for answer in (Client().get(path), Client().post(path)):
            assert answer.status_code in (302, 405), path
            assert answer.headers.get("Location", "/login/").startswith("/login/"), path


def test_the_world_has_foreign_objects_and_canaries_for_everybody(demo, world: World):
    """Without them the tests above would prove nothing."""
    models = {address.page.model for address in WITH_OBJECT}
    assert {model._meta.label for model in models if not world.samples(model)} <= EMPTY
    for username, actor in world.actors.items():
        assert len(world.canaries(username)) > FEW.get(username, 20)
        assert any(world.is_foreign(actor, row) for model in models for row in world.samples(model)), username


# The demonstration's one bank keeps the accounts or the deposits of nearly every site.
FEW = {"bank": 3}
# Kinds of which the demonstration has no object yet.
EMPTY = {"campaigns.StatisticalReturn", "campaigns.TableCorrection"}
