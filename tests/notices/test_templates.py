"""A tenant's own words: places are names and nothing else, from a day on, with a way back."""

import datetime as dt

import pytest
from django.urls import reverse

from portal.audit.models import Entry
from portal.jobs import outbox
from portal.lib import clock
from portal.lib.errors import Refused
from portal.notices import kinds, wording
from portal.notices.actions.deliver_messages import deliver_messages
from portal.notices.actions.edit_template import edit_template, reset_template
from portal.notices.announce import announced
from portal.notices.kinds import MessageKind, kind_of
from portal.notices.models import MessageTemplate, Notice
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import Actor, acting
from tests.make import accounts
from tests.make.documents import AT

pytestmark = pytest.mark.django_db
KIND = "earlywarning.opened"
TODAY = AT.date()


def edit(admin: Actor, title: str, text: str = "", valid_from: dt.date = TODAY) -> MessageTemplate:
    with acting(admin):
        return edit_template(actor=admin, kind=kind_of(KIND), title=title, text=text, valid_from=valid_from, at=AT)


def told(actor: Actor, key: str = "1", at: dt.datetime = AT) -> Notice:
    outbox.post(KIND, key, {"red": 1, "yellow": 2, "blue": 0, "on": "2026-01-15"}, actor.region_id)
    system = system_actor()
    with acting(system):
        deliver_messages(actor=system, at=at)
    return Notice.objects.of(actor).latest("pk")


class TestLanguage:
    def test_a_place_is_filled_and_a_value_is_not_read_again(self):
        assert wording.fill("新增 {合计} 条：{ 分级 }", {"合计": 3, "分级": "{合计}"}) == "新增 3 条：{合计}"

    @pytest.mark.parametrize("text", ["{合计.__class__}", "{合计!r}", "{合计:>99999999}", "{0}", "{}", "{其他}"])
    def test_anything_but_a_known_name_is_refused_with_the_names(self, text):
        with pytest.raises(Refused, match="可以用的是：{合计}、{分级}"):
            wording.check(text, ["合计", "分级"])

    @pytest.mark.parametrize("text", ["{合计", "合计}", "{{合计}}", "a { b } c {"])
    def test_a_brace_without_its_fellow_is_refused(self, text):
        with pytest.raises(Refused):
            wording.check(text, ["合计"])

    def test_a_kind_whose_own_words_are_wrong_stops_the_start(self, monkeypatch):
        monkeypatch.setattr(kinds, "_KINDS", {})
        with pytest.raises(Refused):
            kinds.declare(MessageKind("x", "甲", "{没有}"))
        kinds.declare(MessageKind("x", "甲"))
        with pytest.raises(ValueError, match="declared twice"):
            kinds.declare(MessageKind("x", "乙"))


def test_every_kind_that_is_announced_has_its_words():
    """A kind that a room announces is declared (``portal.notices.kinds.declare``): it has a name people can read."""
    assert [kind for kind in announced() if not kind.startswith("sample.") and kind_of(kind).label == "其他消息"] == []


class TestWords:
    def test_the_default_is_said_until_the_tenant_says_otherwise(self, county_inspector):
        assert told(county_inspector).title == "新增预警 3 条：红 1、黄 2"

    def test_a_citys_words_hold_for_its_counties_and_not_elsewhere(self, admin, county_inspector, other_county_inspector):
        edit(admin, "【阳泉】新增 {合计} 条", "截至 {截至}，{标题}")
        notice = told(county_inspector)
        assert (notice.title, notice.text) == ("【阳泉】新增 3 条", "截至 2026-01-15，新增预警 3 条：红 1、黄 2")
        assert told(other_county_inspector, "2").title == "新增预警 3 条：红 1、黄 2"

    def test_the_county_speaks_louder_than_its_city(self, admin, county_inspector, tree):
        edit(admin, "市里的话 {合计}")
        edit(accounts.actor("admin", region=tree.county), "县里的话 {合计}")
        assert told(county_inspector).title == "县里的话 3"

    def test_words_begin_on_their_day(self, admin, county_inspector):
        edit(admin, "明天起 {合计}", valid_from=TODAY + dt.timedelta(days=1))
        assert told(county_inspector).title.startswith("新增预警")
        assert told(county_inspector, "2", AT + dt.timedelta(days=1)).title == "明天起 3"

    def test_the_way_back_and_the_trace(self, admin, county_inspector):
        edit(admin, "改过 {合计}")
        with acting(admin):
            reset_template(actor=admin, kind=kind_of(KIND), valid_from=TODAY, at=AT)
        assert told(county_inspector).title.startswith("新增预警")
        assert [e.verb for e in Entry.objects.filter(verb__contains="_template").order_by("id")] == ["notices.edit_template", "notices.reset_template"]

    def test_a_past_day_an_empty_title_and_a_number_are_refused(self, admin):
        for title, day, words in (("甲", TODAY - dt.timedelta(days=1), "早于今天"), (" ", TODAY, "空的"), ("打 13800138000", TODAY, "手机号")):
            with pytest.raises(Refused, match=words):
                edit(admin, title, valid_from=day)


class TestPages:
    def test_preview_shows_samples_and_keeps_nothing(self, admin, client_of):
        browser, address = client_of(admin), reverse("message_template_edit", args=[KIND])
        words = {"title": "共 {合计} 条", "text": "{分级}", "valid_from": clock.today().isoformat()}
        assert "共 3 条" in browser.post(address, words | {"step": "preview"}).content.decode()
        assert not MessageTemplate.objects.visible_to(admin).exists()
        assert browser.post(address, words).status_code == 302
        assert "共 {合计} 条" in browser.get(reverse("message_template_list")).content.decode()

    def test_an_unknown_place_is_explained_at_the_field(self, admin, client_of):
        answer = client_of(admin).post(reverse("message_template_edit", args=[KIND]), {"title": "{工人}", "text": "", "valid_from": clock.today().isoformat()})
        assert answer.status_code == 422 and "没有“{工人}”这个字段" in answer.content.decode()

    def test_reset_asks_first(self, admin, client_of):
        browser, address = client_of(admin), reverse("message_template_reset", args=[KIND])
        assert "恢复成默认文字" in browser.get(address).content.decode()
        assert browser.post(address, {"valid_from": clock.today().isoformat()}).status_code == 302
        with acting(admin):
            assert MessageTemplate.objects.visible_to(admin).get().is_default

    def test_only_the_administrator_comes_in_and_an_unknown_kind_is_not_there(self, admin, county_inspector, client_of):
        assert client_of(county_inspector).get(reverse("message_template_list")).status_code == 403
        assert client_of(admin).get(reverse("message_template_edit", args=["no.such"])).status_code == 404
