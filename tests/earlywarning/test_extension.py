"""经批准延期: who may approve, what it does to the clock and the ladder."""

import datetime as dt

import pytest
from django.urls import reverse

from earlywarning.actions.assign import assign_warnings
from earlywarning.actions.extend_item import extend_item
from earlywarning.actions.handle import clear_warning, reopen_warning, verify_warning
from earlywarning.actions.run_clearance import run_clearance
from earlywarning.models import ClearanceItem, EarlyWarning, Escalation
from portal.lib.errors import Refused
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from tests.make.documents import stored_file
from tests.make.earlywarning import make_warning


@pytest.fixture
def warning(project, day):
    with acting(system_actor()):
        return make_warning(project, on=day)


def item_of(actor, warning) -> ClearanceItem:
    with acting(actor):
        return ClearanceItem.objects.visible_to(actor).get(subject_uid=warning.uid)


def extend(actor, warning, day, days=9, reason="案情复杂，需要三方对账。"):
    item = item_of(actor, warning)
    with acting(actor):
        return extend_item(item, actor=actor, due_on=day + dt.timedelta(days=days), reason=reason, on=day)


def steps(on=None) -> list[int]:
    with acting(system_actor()) as system:
        rows = Escalation.objects.visible_to(system).order_by("id")
        return [row.step for row in (rows.filter(on=on) if on else rows)]


def test_the_citys_office_approves_for_its_county(warning, city_office, day):
    item = extend(city_office, warning, day)
    assert (item.state, item.extended_by) == ("extended", city_office.name)
    fresh = item_of(city_office, warning)
    with acting(city_office):
        row = EarlyWarning.objects.visible_to(city_office).get()
    assert fresh.due_on == day + dt.timedelta(days=9) and row.due_at == fresh.due_at


def test_who_answers_for_it_does_not_approve_for_himself(warning, county_inspector, day, at):
    with acting(county_inspector):
        assign_warnings([warning], actor=county_inspector, at=at, user_id=county_inspector.user_id)
    with pytest.raises(Refused, match="不能给自己批延期"):
        extend(county_inspector, warning, day)


def test_a_day_not_later_a_missing_reason_and_a_cleared_item_are_refused(warning, city_office, county_inspector, day, at):
    for wrong, reason in (({"days": 3}, "晚于"), ({"days": -1}, "晚于"), ({"reason": " "}, "理由")):
        with pytest.raises(Refused, match=reason):
            extend(city_office, warning, day, **wrong)
    with acting(county_inspector):
        verified = verify_warning(warning, actor=county_inspector, at=at, note="已到现场核实。")
        clear_warning(verified, actor=county_inspector, at=at, note="回单显示已发。", proof=stored_file(county_inspector))
    with pytest.raises(Refused, match="已清零"):
        extend(city_office, warning, day)


def test_the_ladder_starts_anew_from_the_new_last_day(warning, city_office, day, at):
    late = day + dt.timedelta(days=4)
    run_clearance(on=late, at=at, today=day)
    assert steps() == [1, 2, 3]
    extend(city_office, warning, late, days=6)
    run_clearance(on=late + dt.timedelta(days=3), at=at, today=day)
    assert steps() == [1, 2, 3]
    again = late + dt.timedelta(days=7)
    run_clearance(on=again, at=at, today=day)
    assert steps(again) == [1, 2, 3]


def test_a_warning_opened_again_climbs_anew(warning, county_inspector, day, at):
    run_clearance(on=day + dt.timedelta(days=1), at=at, today=day)
    with acting(county_inspector):
        row = verify_warning(warning, actor=county_inspector, at=at, note="已到现场核实。")
        row = clear_warning(row, actor=county_inspector, at=at, note="回单显示已发。", proof=stored_file(county_inspector))
        reopen_warning(row, actor=county_inspector, at=at + dt.timedelta(days=3), reason="回头看发现没有发放。")
    again = day + dt.timedelta(days=4)
    run_clearance(on=again, at=at, today=day)
    assert (steps(), steps(again)) == ([1, 1], [1])


def test_the_page_keeps_what_was_typed_when_the_day_is_wrong(warning, city_office, county_inspector, neighbour_inspector, client_of):
    address = reverse("clearance_extend", args=[item_of(city_office, warning).uid])
    page = client_of(city_office).post(address, {"due_on": "2026-01-01", "reason": "案情复杂，需要对账。"}).content.decode()
    assert "新期限要晚于" in page and "案情复杂" in page
    assert client_of(city_office).post(address, {"due_on": "2027-01-31", "reason": "案情复杂，需要对账。"}).status_code == 302
    assert client_of(neighbour_inspector).get(address).status_code == 404
