"""Everything is sealed anew while the portal works; broken off anywhere it goes on, and the end is proved by opening every value."""

import base64
import json
import secrets
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from portal.documents import storage
from portal.documents.actions.store_file import store_file
from portal.lib import crypto, keys
from portal.operations.queries import rotation
from portal.operations.queries.rotation import rotate, sealed_places
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from tests.make.projects import make_project
from tests.make.wagepay import engagement
from wagepay.models import Engagement

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path: Path):
    settings.PORTAL_KEYS, settings.PORTAL_VAR = tmp_path / "keys.json", tmp_path
    keys.create(settings.PORTAL_KEYS)
    yield settings.PORTAL_KEYS
    keys._cached.cache_clear()


@pytest.fixture
def people(county_inspector, tree) -> list[Engagement]:
    with acting(county_inspector):
        project = make_project(tree.county)
        return [engagement(project, card=None if number == 0 else f"62170000{number:011d}") for number in range(5)]


@pytest.fixture
def stored(county_inspector, tree) -> str:
    with acting(county_inspector):
        return store_file(
            actor=county_inspector,
            content=b"x" * 3_000_000,
            name="a.pdf",
            kind="probe",
            media_type="application/pdf",
            region_id=tree.county.pk,
            at=timezone.now(),
        ).sha256


def headers(column: str = "id_number") -> set[bytes]:
    with acting(system_actor()), connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT substring({column} FROM 1 FOR 4) FROM wagepay_engagement WHERE {column} IS NOT NULL")
        return {bytes(row[0]) for row in cursor.fetchall()}


def plain(people) -> list[str]:
    with acting(system_actor()) as actor:
        rows = Engagement.objects.visible_to(actor).in_bulk([row.pk for row in people])
        return [rows[row.pk].id_number.plain() for row in people]


def without_old_key(path: Path) -> None:
    content = json.loads(path.read_text())
    del content["data"]["keys"]["1"]
    path.write_text(json.dumps(content))
    keys._cached.cache_clear()


def test_every_column_that_seals_is_known():
    places = {str(place) for place in sealed_places()}
    assert {"wagepay_engagement.id_number", "wagepay_payrollline.card", "cases_lead.phone", "documents_download.question"} <= places
    assert any(place.endswith(".sealed") for place in places)


def test_afterwards_the_old_key_may_go(people, stored, own_keys):
    before = plain(people)
    assert keys.add(own_keys) == 2
    report = rotate()
    assert (report.remaining, report.files_resealed) == (0, 1)
    assert report.resealed == report.opened >= 14  # ids, phones and cards of five people, the project's own numbers
    without_old_key(own_keys)
    assert plain(people) == before
    assert storage.read(stored) == b"x" * 3_000_000


def test_a_second_run_changes_nothing(people, own_keys):
    keys.add(own_keys)
    rotate()
    report = rotate()
    assert (report.resealed, report.files_resealed, report.remaining) == (0, 0, 0)
    assert report.opened > 0


@pytest.mark.parametrize("after", [0, 1, 2])
def test_broken_off_between_two_batches_it_goes_on(people, own_keys, monkeypatch, after):
    class Killed(BaseException):
        pass

    monkeypatch.setattr(rotation, "BATCH", 2)
    keys.add(own_keys)
    batches = []

    def die(place, count):
        batches.append(count)
        if len(batches) > after:
            raise Killed

    before = plain(people)
    with pytest.raises(Killed):
        rotate(progress=die)
    assert plain(people) == before
    assert rotate().remaining == 0
    assert headers() == headers("phone") == headers("card") == {crypto.vault().header}


def test_what_is_written_meanwhile_is_not_lost(people, own_keys, monkeypatch):
    monkeypatch.setattr(rotation, "BATCH", 2)
    keys.add(own_keys)

    def write(place, count):
        with acting(system_actor()) as actor:
            person = Engagement.objects.visible_to(actor).get(pk=people[4].pk)
            person.phone = "13700000001"
            person.save(update_fields=["phone", "phone_index"] if hasattr(person, "phone_index") else ["phone"])

    assert rotate(progress=write).remaining == 0
    with acting(system_actor()) as actor:
        assert Engagement.objects.visible_to(actor).get(pk=people[4].pk).phone.plain() == "13700000001"


def test_a_value_that_does_not_open_stops_the_work_and_stays(people, own_keys):
    with acting(system_actor()), connection.cursor() as cursor:
        cursor.execute("UPDATE wagepay_engagement SET id_number = set_byte(id_number, 20, 255 - get_byte(id_number, 20)) WHERE id = %s", [people[0].pk])
    keys.add(own_keys)
    with pytest.raises(crypto.SealBroken):
        rotate()


def test_the_command_adds_a_key_and_tells_the_next_step(people, own_keys, capsys):
    call_command("rotate_keys", "--add-key", "--json")
    assert json.loads(capsys.readouterr().out)["key"] == 2
    assert own_keys.stat().st_mode & 0o777 == 0o600
    call_command("rotate_keys", "--json")
    answer = json.loads(capsys.readouterr().out)
    assert (answer["remaining"], answer["old_keys_removable"]) == (0, True)


def test_a_missing_old_key_is_told_and_nothing_is_harmed(people, own_keys):
    content = json.loads(own_keys.read_text())
    content["data"] = {"current": 2, "keys": {"2": base64.b64encode(secrets.token_bytes(32)).decode()}}
    own_keys.write_text(json.dumps(content))
    keys._cached.cache_clear()
    with pytest.raises(crypto.SealBroken, match="第 1 号数据密钥"):
        rotate()
