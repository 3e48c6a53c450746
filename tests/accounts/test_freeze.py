"""The incident switch: from its commit on no full number, no export, and nobody signed in."""

import json

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from portal.accounts.actions.freeze_data import freeze_data, lift_freeze
from portal.accounts.freezes import frozen_regions, refuse_frozen
from portal.accounts.models import Freeze, PortalSession
from portal.audit.models import Entry
from portal.lib.errors import Refused
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Region

pytestmark = pytest.mark.django_db

REASON = "收到外泄线索"


def stop(actor, region, **fields) -> Freeze:
    return freeze_data(actor=actor, region=region, reason=REASON, at=timezone.now(), **fields)


def test_a_stopped_city_stops_its_counties_and_no_other(admin, tree):
    stop(admin, tree.city)
    for region in (tree.city, tree.county, tree.neighbour):
        with pytest.raises(Refused, match="已停用"):
            refuse_frozen(region.pk)
    refuse_frozen(tree.other_county.pk)


def test_a_stopped_county_leaves_its_neighbour_alone(admin, tree):
    stop(admin, tree.county)
    refuse_frozen(tree.neighbour.pk)
    assert tree.county.pk in frozen_regions()


def test_everything_is_stopped_by_the_operator_alone(admin, tree):
    with pytest.raises(Refused, match="运维人员"):
        stop(admin, None)
    stop(system_actor(), None)
    with pytest.raises(Refused):
        refuse_frozen(None)
    with pytest.raises(Refused):
        refuse_frozen(tree.other_county.pk)


def test_another_citys_data_is_not_ones_own_to_stop(admin, tree):
    with pytest.raises(Refused, match="本辖区"):
        stop(admin, tree.other_county)


def test_an_inspector_has_no_such_switch(county_inspector, tree):
    with pytest.raises(Refused, match="权限"):
        stop(county_inspector, tree.county)


def test_lifting_opens_it_again_and_both_are_recorded(admin, tree):
    freeze = lift_freeze(actor=admin, freeze=stop(admin, tree.county), reason="已查清", at=timezone.now())
    refuse_frozen(tree.county.pk)
    assert freeze.ended_at is not None
    assert list(Entry.objects.filter(verb__contains="freeze").order_by("id").values_list("verb", flat=True)) == ["accounts.freeze", "accounts.lift_freeze"]
    with pytest.raises(Refused, match="不必再次恢复"):
        lift_freeze(actor=admin, freeze=freeze, reason="再来一次", at=timezone.now())


def test_twice_is_refused(admin, tree):
    stop(admin, tree.county)
    with pytest.raises(Refused, match="已经停用"):
        stop(admin, tree.county)


def test_sessions_that_reach_the_county_end_with_their_next_click(admin, county_inspector, city_office, contractor, other_county_inspector, tree, client_of):
    reached = [client_of(actor) for actor in (county_inspector, city_office, contractor)]
    elsewhere, own = client_of(other_county_inspector), client_of(admin)
    freeze = stop(admin, tree.county, keep=own.cookies[next(iter(own.cookies))].value)
    assert freeze.sessions_ended == len(reached)
    for client in reached:
        assert client.get(reverse("desk"), follow=True).redirect_chain[0][0].startswith("/login/")
    assert elsewhere.get(reverse("desk")).status_code == own.get(reverse("desk")).status_code == 200


def test_sessions_may_be_left_alone(admin, county_inspector, tree, client_of):
    client_of(county_inspector)
    assert stop(admin, tree.county, ends_sessions=False).sessions_ended == 0
    assert PortalSession.objects.exists()


def test_the_switch_on_its_page(admin, county_inspector, tree, client_of):
    client = client_of(admin)
    assert "没有停用" in client.get(reverse("incident")).content.decode()
    answer = client.post(reverse("incident"), {"region": tree.county.pk, "reason": REASON, "ends_sessions": "on"}, follow=True)
    assert "停用中" in answer.content.decode()
    freeze = Freeze.objects.get()
    client.post(reverse("incident_lift", args=[freeze.uid]), {"reason": "已查清来源"})
    freeze.refresh_from_db()
    assert freeze.ended_by == admin.name
    assert client_of(county_inspector).get(reverse("incident")).status_code == 403


def test_a_foreign_stop_is_not_there(admin, tree, client_of):
    freeze = stop(system_actor(), tree.other_county, ends_sessions=False)
    client = client_of(admin)
    assert client.get(reverse("incident_lift", args=[freeze.uid])).status_code == 404
    assert tree.other_county.name not in client.get(reverse("incident")).content.decode()


def test_the_command_stops_and_opens_one_tenant_or_all(tree, capsys):
    def ran(*args) -> dict:
        call_command("freeze", *args, "--reason", REASON, "--json")
        return json.loads(capsys.readouterr().out)

    assert ran("--jurisdiction", tree.county.code)["frozen"] is True
    assert ran("--all") == {"where": "全部租户", "frozen": True, "sessions_ended": 0}
    assert ran("--all", "--lift")["frozen"] is False
    with pytest.raises(SystemExit):
        ran("--all", "--lift")
    assert Region.objects.get(pk=tree.county.pk).pk in frozen_regions()


def test_a_full_number_is_not_shown_while_stopped(admin, county_inspector, tree):
    from portal.accounts.reveal import reveal
    from portal.tenancy.scope import acting
    from tests.make.wagepay import worker

    with acting(system_actor()):
        person = worker(tree.county)
    stop(admin, tree.county, ends_sessions=False)
    before = Entry.objects.filter(verb="accounts.reveal").count()
    with pytest.raises(Refused, match="已停用"):
        reveal(person, "id_number", actor=county_inspector, right="wagepay.reveal", reason="核对身份", at=timezone.now())
    assert Entry.objects.filter(verb="accounts.reveal").count() == before
