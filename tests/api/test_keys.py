"""Machines: a signature that is right, fresh and new opens what the key names, and nothing else."""

import datetime as dt
import json
import time

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from time_machine import travel

from portal.accounts.rights import may
from portal.api import authentication
from portal.api.actions.issue_key import Issued, issue_key, revoke_key, rotate_key
from portal.api.actors import actor_of
from portal.api.models import ApiCall, ApiKey
from portal.api.signing import sign
from portal.api.tasks import forget_calls
from portal.audit.models import Entry
from portal.lib.errors import Refused
from portal.tenancy.scope import acting
from tests.api.signed import get, headers
from tests.make.projects import make_project

pytestmark = pytest.mark.django_db

ME, PROJECTS = "/api/me", "/api/projects/"


def issue(actor, region, organisation, verbs=("api.me", "projects.list"), days: float = 180, **fields) -> Issued:
    at = timezone.now()
    with acting(actor):
        return issue_key(
            actor=actor, name="考勤机", organisation=organisation, region=region, verbs=verbs, expires_at=at + dt.timedelta(days=days), at=at, **fields
        )


@pytest.fixture
def sites(county_inspector, neighbour_inspector, other_county_inspector, tree) -> list:
    made = []
    for actor, region in ((county_inspector, tree.county), (neighbour_inspector, tree.neighbour), (other_county_inspector, tree.other_county)):
        with acting(actor):
            made.append(make_project(region, name=f"{region.name}项目"))
    return made


@pytest.fixture
def firm(sites):
    return sites[0].general_contractor


@pytest.fixture
def issued(admin, tree, firm) -> Issued:
    return issue(admin, tree.county, firm)


def code(answer) -> tuple[int, str]:
    return answer.status_code, answer.json().get("code", "")


class TestSignature:
    def test_a_signed_request_is_answered(self, issued):
        answer = get(issued, ME)
        assert answer.status_code == 200
        assert (answer.json()["code"], answer.json()["verbs"]) == (issued.key.code, ["api.me", "projects.list"])

    def test_the_same_request_again_is_refused(self, issued):
        same = headers(issued, ME)
        assert Client().get(ME, headers=same).status_code == 200
        assert code(Client().get(ME, headers=same)) == (401, "replayed")

    @pytest.mark.parametrize(("seconds", "status"), [(-299, 200), (299, 200), (-301, 401), (301, 401)])
    def test_the_time_may_differ_by_three_hundred_seconds(self, issued, seconds, status):
        with travel(time.time(), tick=False):
            answer = get(issued, ME, at=time.time() + seconds)
        assert answer.status_code == status
        assert status == 200 or code(answer)[1] == "stale"

    @pytest.mark.parametrize("changed", ["X-Portal-Key", "X-Portal-Time", "X-Portal-Signature"])
    def test_any_changed_header_is_refused(self, issued, changed):
        sent = headers(issued, ME)
        sent[changed] = {"X-Portal-Key": "PKnobody", "X-Portal-Time": f"{time.time() - 1:.3f}", "X-Portal-Signature": "0" * 64}[changed]
        assert code(Client().get(ME, headers=sent)) == (401, "bad_signature")

    @pytest.mark.parametrize("missing", ["X-Portal-Key", "X-Portal-Time", "X-Portal-Signature"])
    def test_any_missing_header_is_refused(self, issued, missing):
        sent = headers(issued, ME)
        del sent[missing]
        assert Client().get(ME, headers=sent).status_code == 401

    def test_a_signature_for_another_path_query_or_method_is_refused(self, issued):
        assert Client().get(PROJECTS, headers=headers(issued, ME)).status_code == 401
        assert Client().get(f"{ME}?x=1", headers=headers(issued, ME)).status_code == 401
        assert Client().get(ME, headers=headers(issued, ME, method="POST")).status_code == 401

    def test_a_changed_body_is_refused(self, issued):
        sent = headers(issued, ME, method="POST", body=b'{"a": 1}')
        assert Client().post(ME, b'{"a": 2}', content_type="application/json", headers=sent).status_code == 401

    @pytest.mark.parametrize("moment", ["", "now", "1e9", "-1", "nan", "9" * 30, "１７"])
    def test_a_time_that_is_none_is_refused(self, issued, moment):
        sent = headers(issued, ME) | {"X-Portal-Time": moment, "X-Portal-Signature": sign(issued.secret, "GET", ME, moment)}
        try:
            assert Client().get(ME, headers=sent).status_code == 401
        except UnicodeEncodeError:
            assert not moment.isascii()

    def test_a_session_opens_no_address_for_machines(self, admin, client_of):
        assert client_of(admin).get(ME).status_code == 401

    @pytest.mark.parametrize(("limit", "status"), [(2, 200), (1, 429)])
    def test_a_key_may_ask_so_often_a_minute(self, issued, monkeypatch, limit, status):
        monkeypatch.setattr(authentication, "MOST_A_MINUTE", limit)
        get(issued, ME)
        assert get(issued, ME).status_code == status

    def test_used_signatures_are_forgotten_when_their_time_has_passed(self, issued):
        get(issued, ME)
        assert forget_calls(None, None) == {"forgotten": 0}
        ApiCall.objects.update(at=timezone.now() - dt.timedelta(minutes=12))
        assert forget_calls(None, None) == {"forgotten": 1}


class TestScope:
    def names(self, issued: Issued) -> set[str]:
        return {row["name"] for row in get(issued, PROJECTS).json()["results"]}

    def test_a_countys_key_shows_the_county(self, issued):
        assert self.names(issued) == {"平定县项目"}

    def test_a_citys_key_shows_its_counties_and_no_other_city(self, admin, tree, firm):
        assert self.names(issue(admin, tree.city, firm)) == {"平定县项目", "盂县项目"}

    def test_a_key_for_one_project_shows_that_one(self, admin, tree, firm, sites):
        assert self.names(issue(admin, tree.city, firm, projects=[sites[1].code])) == {"盂县项目"}

    def test_a_verb_that_was_not_given_is_refused(self, admin, tree, firm):
        answer = get(issue(admin, tree.county, firm, verbs=("api.me",)), PROJECTS)
        assert answer.status_code == 403 and answer.json()["detail"] == "这个密钥没有办理这一项的权限。"

    def test_a_key_has_no_verb_but_its_own(self, issued):
        actor = actor_of(issued.key)
        assert may(actor, "projects.list") and not may(actor, "projects.register") and not may(actor, "accounts.manage")

    def test_pages_follow_each_other_without_loss(self, issued, county_inspector, tree, monkeypatch):
        monkeypatch.setattr("projects.api.PAGE", 1)
        with acting(county_inspector):
            make_project(tree.county, name="第二个项目")
        first = get(issued, PROJECTS).json()
        second = get(issued, f"{PROJECTS}?after={first['next']}").json()
        assert [len(first["results"]), len(second["results"]), second["next"]] == [1, 1, None]
        assert {first["results"][0]["name"], second["results"][0]["name"]} == {"平定县项目", "第二个项目"}


class TestLife:
    def test_the_secret_lies_sealed_and_is_in_no_record(self, issued):
        with connection.cursor() as cursor:
            cursor.execute("SELECT secret FROM api_apikey WHERE id = %s", [issued.key.pk])
            assert issued.secret.encode() not in bytes(cursor.fetchone()[0])
        assert issued.secret not in json.dumps(list(Entry.objects.values_list("detail", flat=True)), ensure_ascii=False)

    @pytest.mark.parametrize(("days", "allowed"), [(366, True), (367, False)])
    def test_a_key_lives_a_year_at_most(self, admin, tree, firm, days, allowed):
        if allowed:
            assert issue(admin, tree.county, firm, days=days)
        else:
            with pytest.raises(Refused, match="一年"):
                issue(admin, tree.county, firm, days=days)

    def test_an_expired_key_opens_nothing(self, issued):
        ApiKey.objects.update(issued_at=timezone.now() - dt.timedelta(days=2), expires_at=timezone.now() - dt.timedelta(seconds=1))
        assert code(get(issued, ME)) == (401, "bad_signature")

    def test_a_revoked_key_opens_nothing_at_once(self, admin, issued):
        with acting(admin):
            revoke_key(actor=admin, key=issued.key, reason="设备丢失", at=timezone.now())
        assert code(get(issued, ME)) == (401, "bad_signature")
        with acting(admin), pytest.raises(Refused, match="已吊销"):
            revoke_key(actor=admin, key=issued.key, reason="设备丢失", at=timezone.now())

    def test_after_a_rotation_both_work_for_the_overlap_and_then_the_new_alone(self, admin, issued):
        at = timezone.now()
        with acting(admin):
            fresh = rotate_key(actor=admin, key=issued.key, at=at, overlap=dt.timedelta(hours=24))
        assert get(issued, ME).status_code == get(fresh, ME).status_code == 200
        assert (fresh.key.verbs, fresh.key.replaces_id) == (issued.key.verbs, issued.key.pk)
        usable = [ApiKey.objects.usable(at + dt.timedelta(hours=hours)).values_list("pk", flat=True) for hours in (23, 25)]
        assert [issued.key.pk in found for found in usable] == [True, False]
        assert all(fresh.key.pk in found for found in usable)

    def test_without_overlap_the_old_one_ends_now(self, admin, issued):
        with acting(admin):
            rotate_key(actor=admin, key=issued.key, at=timezone.now(), overlap=dt.timedelta(0))
        assert get(issued, ME).status_code == 401

    def test_the_last_use_is_noted(self, issued):
        get(issued, ME)
        issued.key.refresh_from_db()
        assert issued.key.used_at is not None and issued.key.used_from == "127.0.0.1"

    def test_another_citys_region_verb_and_project_are_refused(self, admin, tree, firm, sites):
        for fields in (
            {"region": tree.other_county},
            {"region": tree.county, "verbs": ("accounts.manage",)},
            {"region": tree.county, "projects": [sites[2].code]},
        ):
            region = fields.pop("region")
            with pytest.raises(Refused):
                issue(admin, region, firm, **fields)

    def test_only_the_administrator_issues(self, county_inspector, tree, firm):
        with pytest.raises(Refused, match="权限"):
            issue(county_inspector, tree.county, firm)


class TestPages:
    @pytest.fixture
    def client(self, admin, client_of):
        client = client_of(admin)
        session = client.session
        session["step_up"] = {"keys": timezone.now().isoformat()}
        session.save()
        return client

    def test_issue_show_once_rotate_revoke(self, client, tree, firm):
        form = {"name": "考勤机", "organisation": firm.name, "region": tree.county.pk, "verbs": ["api.me"], "days": 30, "projects": ""}
        shown = client.post(reverse("api_key_new"), form)
        key = ApiKey.objects.get()
        assert key.secret.plain() in shown.content.decode()
        page = client.get(reverse("api_key", args=[key.uid])).content.decode()
        assert key.code in page and key.secret.plain() not in page
        fresh = client.post(reverse("api_key_rotate", args=[key.uid]), {"hours": 24}).content.decode()
        assert ApiKey.objects.exclude(pk=key.pk).get().secret.plain() in fresh
        client.post(reverse("api_key_revoke", args=[key.uid]), {"reason": "设备丢失"})
        key.refresh_from_db()
        assert key.revoked_at is not None
        assert list(Entry.objects.filter(verb__startswith="api.").order_by("id").values_list("verb", flat=True)) == [
            "api.issue_key",
            "api.rotate_key",
            "api.revoke_key",
        ]

    def test_a_unit_nobody_knows_and_another_citys_organ_are_told_apart_from_none(self, client, tree, firm):
        from tests.make import tenancy

        foreign = tenancy.authority(tree.other_county)
        form = {"name": "考勤机", "region": tree.county.pk, "verbs": ["api.me"], "days": 30, "projects": ""}
        for name in ("没有这家公司", foreign.name):
            assert client.post(reverse("api_key_new"), form | {"organisation": name}).status_code == 422
        assert not ApiKey.objects.exists()
        assert client.post(reverse("api_key_new"), form | {"organisation": firm.uscc}).status_code == 200

    def test_without_a_fresh_proof_nothing_is_issued(self, admin, client_of):
        answer = client_of(admin).get(reverse("api_key_new"))
        assert answer.headers["Location"].startswith(reverse("step_up", args=["keys"]))

    def test_another_citys_key_is_not_there(self, client, tree, firm):
        from portal.tenancy.actors import system_actor

        foreign = issue(system_actor(), tree.other_county, firm)
        assert client.get(reverse("api_key", args=[foreign.key.uid])).status_code == 404
        assert client.post(reverse("api_key_revoke", args=[foreign.key.uid]), {"reason": "试一试吧"}).status_code == 404
        assert foreign.key.code not in client.get(reverse("api_key_list")).content.decode()

    def test_the_documentation_is_for_people_who_signed_in_and_comes_from_here(self, client):
        assert Client().get(reverse("api_docs")).status_code == 302
        page = client.get(reverse("api_docs")).content.decode()
        assert "swagger-ui-bundle" in page and "https://" not in page
        schema = client.get(reverse("api_schema")).json()
        assert set(schema["paths"]) == {"/api/me", "/api/projects/", "/api/attendance/punches/", "/api/payments/receipts/", "/api/account/entries/"}
        assert set(schema["components"]["securitySchemes"]) == {"key", "time", "signature"}
