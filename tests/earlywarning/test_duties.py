"""督办提醒: an organ explains why a deadline of the government's own passed, the leading group's office decides."""

import datetime as dt

import pytest
from django.urls import reverse

from earlywarning.actions.explain_duty import decide_duty, explain_duty
from earlywarning.actions.justify import decide_justification
from earlywarning.actions.scan import scan
from earlywarning.models import EarlyWarning, Justification
from portal.lib.errors import Refused
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from tests.earlywarning.test_announcements import deliver, titles
from tests.make.earlywarning import Finding, make_warning

SAYS = "返还材料缺建设单位盖章，已于 18 日补齐，25 日前办完。"


@pytest.fixture
def rule():
    return Finding("W33")


@pytest.fixture
def duty(project, rule, day, at):
    rule.says(project, 20)
    rule.rows[0].evidence.update(due_on="2026-11-25")
    scan((rule,), on=day, at=at)
    return found()


def found(**wanted):
    actor = system_actor()
    with acting(actor):
        return EarlyWarning.objects.visible_to(actor).select_related("project").get(**wanted)


def explained(actor, duty, at, text=SAYS):
    with acting(actor):
        return explain_duty(duty, actor=actor, at=at, text=text)


def decided(actor, said, at, **given):
    with acting(actor):
        return decide_duty(said, actor=actor, at=at, **({"accept": True, "opinion": "情况属实，请按期办完。"} | given))


def test_the_countys_inspector_explains_and_the_citys_office_ends_it_until_the_figures_are_worse(project, rule, duty, county_inspector, city_office, day, at):
    said = explained(county_inspector, duty, at)
    deliver(at)
    assert any(title.endswith("说明督办事项：20 人没有发到工资") for title in titles(city_office))
    with pytest.raises(Refused, match="还在复核"):
        explained(county_inspector, duty, at)
    decided(city_office, said, at, end=True)
    ended = found()
    assert (ended.state, ended.closed_on) == ("cleared", at.date()) and "说明经复核成立" in ended.closing_note
    deliver(at)
    assert titles(county_inspector)[0] == "说明成立：20 人没有发到工资"
    assert scan((rule,), on=day + dt.timedelta(days=1), at=at)["opened"] == 0, "the same figures do not open it again"


def test_a_reason_that_does_not_hold_leaves_it_open(duty, county_inspector, city_office, at):
    decided(city_office, explained(county_inspector, duty, at), at, accept=False, end=True)
    assert found().state == "open"
    explained(county_inspector, duty, at)


@pytest.mark.parametrize(("hours", "late"), [(0, False), (1, True)])
def test_a_word_after_the_deadline_says_so(duty, county_inspector, hours, late):
    at = duty.due_at + dt.timedelta(hours=hours)
    assert explained(county_inspector, duty, at).is_late is late


def test_who_may_not(project, duty, county_inspector, city_office, contractor, at):
    with acting(system_actor()):
        plain = make_warning(project, rule="T02")
    for actor, warning, words in (
        (contractor.with_projects(project.pk), duty, "权限"), (city_office, duty, "所在县"), (county_inspector, plain, "不是督办提醒"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=words):
            explained(actor, warning, at)
    with pytest.raises(Refused, match="10 个字"):
        explained(county_inspector, duty, at, "在办。")
    said = explained(county_inspector, duty, at)
    with acting(county_inspector), pytest.raises(Refused, match="办公室复核"):
        decide_justification(said, actor=county_inspector, at=at, accept=True, opinion="属实。")
    with pytest.raises(Refused, match="权限"):
        decided(county_inspector, said, at)
    with pytest.raises(Refused, match="意见"):
        decided(city_office, said, at, opinion=" ")
    with acting(system_actor()) as system:
        Justification.objects.visible_to(system).update(organisation=city_office.organisation_id)
    with pytest.raises(Refused, match="自己机关"):
        decided(city_office, said, at)


def test_the_pages_from_the_reminder_to_its_end(duty, county_inspector, city_office, neighbour_inspector, client_of):
    mine, office = client_of(county_inspector), client_of(city_office)
    url, explain = reverse("warning", args=[duty.uid]), reverse("duty_explain", args=[duty.uid])
    assert explain in mine.get(url).content.decode() and explain not in office.get(url).content.decode()
    assert client_of(neighbour_inspector).get(explain).status_code == 404
    assert "text" in mine.post(explain, {"text": "在办"}).context["form"].errors
    assert mine.post(explain, {"text": SAYS}).status_code == 302
    actor = system_actor()
    with acting(actor):
        said = Justification.objects.visible_to(actor).get()
    decide = reverse("duty_decide", args=[said.uid])
    page = office.get(url).content.decode()
    assert "机关说明" in page and decide in page
    assert mine.get(decide).status_code == 403
    assert SAYS in office.get(decide).content.decode()
    assert office.post(decide, {"accept": "yes", "reason": "情况属实，请按期办完。", "end": "on"}).status_code == 302
    assert found().state == "cleared"
