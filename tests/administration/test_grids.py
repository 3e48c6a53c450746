"""Grids: officers of the township alone, one for every three sites, closed without touching anybody's post."""

import pytest

from portal.accounts.enums import Role
from portal.administration.models import Grid
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from tests.make import accounts, projects, tenancy

pytestmark = pytest.mark.django_db
NEW = "/administration/regions/140321100/grids/new/"


def test_a_grid_has_a_name_an_area_and_officers_of_its_township(tree, admin, grid_officer, client_of):
    client = client_of(admin)
    assert client.post(NEW, {"name": "第一网格", "area": "东街社区", "officers": [grid_officer.membership_id]}).status_code == 302
    made = Grid.objects.get()
    assert (made.township_id, [officer.user.name for officer in made.officers.all()]) == (tree.township.pk, ["样例网格员"])
    page = client.get("/administration/regions/140321100/").content.decode()
    assert all(word in page for word in ("第一网格", "东街社区", "样例网格员"))


def test_an_officer_of_another_township_cannot_be_chosen(tree, admin, client_of):
    stranger = accounts.membership(Role.GRID, region=tree.county, townships=[tree.other_township.pk])
    assert client_of(admin).post(NEW, {"name": "第一网格", "officers": [stranger.pk]}).status_code == 200
    assert not Grid.objects.exists()


def test_two_grids_of_one_name_do_not_stand_at_once(tree, admin, client_of):
    client = client_of(admin)
    client.post(NEW, {"name": "第一网格"})
    assert "已有同名网格" in client.post(NEW, {"name": "第一网格"}).content.decode()
    client.post(f"/administration/grids/{Grid.objects.get().pk}/close/")
    assert client.post(NEW, {"name": "第一网格"}).status_code == 302
    assert Grid.objects.standing().count() == 1


@pytest.mark.parametrize(("sites", "told"), [(0, "够"), (3, "够"), (4, "缺 1 人")])
def test_one_officer_is_enough_for_three_sites_and_not_for_four(sites, told, tree, admin, grid_officer, client_of):
    tenancy.policy_row(tree.city, "projects.projects_per_grid", 3)
    with acting(system_actor()):
        for _ in range(sites):
            projects.make_project(tree.county, township=tree.township)
    page = client_of(admin).get("/administration/grids/", {"q": "冠山"}).content.decode()
    assert told in page


def test_where_no_notice_says_how_many_nothing_is_asked(tree, admin, client_of):
    with acting(system_actor()):
        for _ in range(4):
            projects.make_project(tree.county, township=tree.township)
    page = client_of(admin).get("/administration/grids/", {"q": "冠山"}).content.decode()
    assert "没有规定" in page and "缺 1 人" not in page


def test_another_tenants_grids_are_not_there(tree, admin, other_county_inspector, client_of):
    client_of(admin).post(NEW, {"name": "第一网格"})
    grid = Grid.objects.get()
    assert "冠山镇" not in client_of(other_county_inspector).get("/administration/grids/").content.decode()
    office = accounts.actor(Role.OFFICE, region=tree.other_city)
    for address in (f"/administration/grids/{grid.pk}/", f"/administration/grids/{grid.pk}/close/", NEW):
        assert client_of(office).get(address).status_code == 404, address
