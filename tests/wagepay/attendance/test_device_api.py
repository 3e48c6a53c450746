"""Devices over the wire: signed, inside the key's project, heard under their own key alone."""

import datetime as dt
import json

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from time_machine import travel

from portal.api.actions.issue_key import Issued
from portal.api.models import ApiKey
from portal.lib.errors import Refused
from portal.tenancy.scope import acting
from tests.api.signed import headers
from tests.api.test_keys import issue
from tests.make import wagepay as make
from tests.make.projects import make_project
from tests.wagepay.attendance.devices import device
from wagepay.actions.device_key import give_device_key, revoke_device_key
from wagepay.actions.register_device import retire_device
from wagepay.models import AttendanceDay, Device, Engagement

pytestmark = pytest.mark.django_db
PATH = "/api/attendance/punches/"
QUIET = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@pytest.fixture
def gate(site) -> Device:
    with acting(site.contractor):
        return device(site.project)


@pytest.fixture
def person(site) -> Engagement:
    with acting(site.contractor):
        return make.engagement(site.project, site.labour)


@pytest.fixture
def issued(site, gate) -> Issued:
    with acting(site.contractor):
        return give_device_key(actor=site.contractor, device=gate, at=timezone.now())


def send(key: Issued, body: object):
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Client(raise_request_exception=False).post(PATH, data, content_type="application/json", headers=headers(key, PATH, method="POST", body=data))


def batch(gate: Device, *rows: dict, **fields) -> dict:
    return {"project": gate.project.code, "device": gate.serial, "punches": list(rows), **fields}


def passage(person, minutes: int = 30, **fields) -> dict:
    moment = timezone.now() - dt.timedelta(minutes=minutes)
    return {"time": moment.isoformat(), "id_number": person.id_number.plain(), "direction": "01", "way": "001", **fields}


def code_of(answer) -> tuple[int, str]:
    return answer.status_code, answer.json().get("code", "")


def test_a_batch_is_answered_row_by_row_and_becomes_days(site, gate, person, issued):
    row = passage(person, sequence="1")
    answer = send(issued, batch(gate, row, {"time": "gestern"}, row, {**row, "sequence": "2", "id_number": "1"}))
    assert answer.status_code == 200
    found = answer.json()
    assert (found["accepted"], found["duplicate"], found["refused"]) == (1, 1, 2)
    assert [(row["row"], row["state"]) for row in found["rows"]] == [(1, "accepted"), (2, "refused"), (3, "duplicate"), (4, "refused")]
    assert [note["code"] for row in found["rows"] for note in row["notes"]] == ["malformed", "number_wrong"]
    with acting(site.inspector):
        assert AttendanceDay.objects.visible_to(site.inspector).get(project=site.project).source == "device"


def test_a_stranger_is_taken_with_a_note(site, gate, person, issued):
    answer = send(issued, batch(gate, {**passage(person), "id_number": make.id_number(), "name": "样例新工"}))
    assert [(row["state"], row["notes"][0]["code"]) for row in answer.json()["rows"]] == [("accepted", "not_registered")]


def test_an_empty_batch_says_that_the_device_lives_and_how_its_clock_goes(site, gate, issued):
    with travel(timezone.now(), tick=False):
        answer = send(issued, batch(gate, device_time=(timezone.now() + dt.timedelta(seconds=90)).isoformat()))
    assert answer.status_code == 200
    assert answer.json()["clock_skew_seconds"] == 90
    with acting(site.inspector):
        assert Device.objects.visible_to(site.inspector).get(pk=gate.pk).last_seen_at is not None


def test_a_time_without_zone_is_beijing_time(site, gate, person, issued):
    from portal.lib import clock

    morning = clock.now().replace(hour=8, minute=0, second=0, microsecond=0) - dt.timedelta(days=1)
    send(issued, batch(gate, {**passage(person), "time": morning.replace(tzinfo=None).isoformat()}))
    with acting(site.inspector):
        assert AttendanceDay.objects.visible_to(site.inspector).get(project=site.project).day == morning.date()


class TestWhoIsHeard:
    def test_the_devices_key_opens_its_project_alone(self, site, gate, issued, tree):
        with acting(site.inspector):
            other = device(make_project(tree.county, "另一个项目"), "KQ-09")
        assert code_of(send(issued, batch(other))) == (404, "no_device")

    def test_another_key_of_the_project_does_not_speak_for_it(self, site, gate, issued, admin):
        with acting(site.inspector):
            key = issue(admin, site.project.region, site.general, verbs=["wagepay.punch"])
        assert code_of(send(key, batch(gate))) == (409, "other_key")

    def test_a_device_without_key_is_heard_under_a_key_that_opens_its_project(self, site, gate, admin):
        key = issue(admin, site.project.region, site.general, verbs=["wagepay.punch"], projects=[site.project.code])
        assert send(key, batch(gate)).status_code == 200

    def test_a_key_without_the_verb_is_refused(self, site, gate, admin):
        key = issue(admin, site.project.region, site.general, verbs=["projects.list"])
        assert send(key, batch(gate)).status_code == 403

    def test_after_a_change_both_keys_are_heard_for_a_day(self, site, gate, issued):
        with acting(site.contractor):
            following = give_device_key(actor=site.contractor, device=gate, at=timezone.now())
        assert [send(key, batch(gate)).status_code for key in (issued, following)] == [200, 200]
        old = ApiKey.objects.get(pk=issued.key.pk)
        assert timezone.now() + dt.timedelta(hours=23) < old.expires_at < timezone.now() + dt.timedelta(hours=25)

    def test_a_revoked_key_is_heard_no_more_nor_the_one_before_it(self, site, gate, issued):
        with acting(site.contractor):
            following = give_device_key(actor=site.contractor, device=gate, at=timezone.now())
            revoke_device_key(actor=site.contractor, device=gate, reason="设备丢失", at=timezone.now())
        assert [send(key, batch(gate)).status_code for key in (issued, following)] == [401, 401]

    def test_a_retired_device_loses_its_key(self, site, gate, issued):
        with acting(site.contractor):
            retire_device(actor=site.contractor, device=gate, reason="拆除大门", at=timezone.now())
        assert send(issued, batch(gate)).status_code == 401

    def test_a_subcontractor_gives_no_key(self, site, gate):
        with acting(site.subcontractor), pytest.raises(Refused, match="没有办理"):
            give_device_key(actor=site.subcontractor, device=gate, at=timezone.now())


@QUIET
@given(
    body=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["project", "device", "punches", "device_time", "time", "id_number", "sequence"]), inner, max_size=6),
        max_leaves=14,
    ),
    known=st.booleans(),
)  # fmt: skip
def test_any_body_is_answered_as_described(site, gate, issued, monkeypatch, body, known):
    monkeypatch.setattr("portal.api.authentication.MOST_A_MINUTE", 10_000)
    if known and isinstance(body, dict):
        body = {**body, "project": gate.project.code, "device": gate.serial}
    answer = send(issued, body)
    assert answer.status_code in (200, 400, 404, 409), answer.content
    assert set(answer.json()) == ({"accepted", "duplicate", "refused", "clock_skew_seconds", "rows"} if answer.status_code == 200 else {"detail", "code"})


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[1]", b'"x"'])
def test_a_body_that_is_no_batch_is_refused_in_the_same_shape(issued, body):
    answer = send(issued, body)
    assert (answer.status_code, set(answer.json())) == (400, {"detail", "code"})
