"""Saved filters of one's own, and acts on the ticked rows."""

import pytest
from django.urls import reverse

from portal.accounts.actions.save_view import MOST, save_view
from portal.accounts.models import SavedView
from portal.lib.errors import Refused
from portal.tenancy.scope import acting
from projects.models import Project
from tests.make.projects import make_project


@pytest.fixture
def rows(county_inspector, tree) -> list[Project]:
    with acting(county_inspector):
        return [make_project(tree.county, f"样例批量{n}") for n in range(3)]


def test_a_filter_is_kept_and_comes_back_under_its_name(county_inspector, client_of, rows):
    client = client_of(county_inspector)
    asked = {"state": "unfinished", "cols": ["name", "steps"]}
    page = client.get(reverse("project_list"), asked | {"page": "1"})
    assert "state=unfinished&amp;cols=name&amp;cols=steps" in page.content.decode()
    done = client.post(reverse("view_save"), {"page": "project_list", "name": " 未完工 的 ", "query": "state=unfinished&page=3"})
    assert done.status_code == 302 and done["Location"] == "/projects/?state=unfinished"
    page = client.get(done["Location"]).content.decode()
    assert '<a href="/projects/?state=unfinished" aria-current="page">未完工 的</a>' in page
    again = client.post(reverse("view_save"), {"page": "project_list", "name": "未完工 的", "query": "state=stopped"})
    assert again.status_code == 302 and SavedView.objects.get().query == "state=stopped"


def test_a_saved_filter_is_ones_own(county_inspector, neighbour_inspector, client_of):
    mine = save_view(actor=county_inspector, page="project_list", name="专用条件甲", query="state=stopped")
    other = client_of(neighbour_inspector)
    assert "专用条件甲" not in other.get(reverse("project_list")).content.decode()
    assert other.post(reverse("view_forget", args=[mine.uid])).status_code == 404
    assert client_of(county_inspector).post(reverse("view_forget", args=[mine.uid])).status_code == 302
    assert SavedView.objects.count() == 0


def test_only_known_lists_a_name_and_so_many(county_inspector, client_of):
    client = client_of(county_inspector)
    assert client.post(reverse("view_save"), {"page": "login", "name": "x", "query": ""}).status_code == 404
    for number in range(MOST):
        save_view(actor=county_inspector, page="project_list", name=f"第{number}", query="")
    with pytest.raises(Refused, match="最多存 20 组"):
        save_view(actor=county_inspector, page="project_list", name="再一", query="")
    assert save_view(actor=county_inspector, page="project_list", name="第0", query="late=on").query == "late=on"
    with pytest.raises(Refused, match="起个名字"):
        save_view(actor=county_inspector, page="project_list", name="  ", query="")


def test_the_ticked_projects_get_an_inspector_together(county_inspector, client_of, rows):
    client = client_of(county_inspector)
    url = reverse("project_bulk_inspector")
    assert client.post(url).status_code == 302  # nothing ticked
    picked = {"pick": [row.pk for row in rows[:2]]}
    assert "2 个项目" in client.post(url, picked).content.decode()
    assert client.post(url, picked | {"inspector": county_inspector.user_id}).status_code == 302
    with acting(county_inspector) as actor:
        named = Project.objects.visible_to(actor).filter(inspector=county_inspector.user_id)
        assert set(named.values_list("name", flat=True)) == {"样例批量0", "样例批量1"}


def test_tags_are_added_and_taken_from_ones_own_projects_only(county_inspector, neighbour_inspector, client_of, rows):
    url, picked = reverse("project_bulk_tag"), {"pick": [row.pk for row in rows]}
    assert client_of(neighbour_inspector).post(url, picked | {"tag": "past_arrears", "turn": "on"}).status_code == 302
    with acting(county_inspector) as actor:
        tagged = Project.objects.visible_to(actor).filter(tags__contains=["past_arrears"])
        assert tagged.count() == 0
    client = client_of(county_inspector)
    for turn, count in (("on", 3), ("on", 3), ("off", 0)):
        assert client.post(url, picked | {"tag": "past_arrears", "turn": turn}).status_code == 302
        with acting(county_inspector):
            assert tagged.all().count() == count
    with acting(county_inspector) as actor:
        assert {project.version for project in Project.objects.visible_to(actor)} == {3}  # the repeat changed nothing


def test_who_may_not_sees_no_tick_boxes(contractor, county_inspector, client_of, rows):
    assert 'name="pick"' in client_of(county_inspector).get(reverse("project_list")).content.decode()
    assert 'name="pick"' not in client_of(contractor).get(reverse("project_list")).content.decode()
