"""Handling a warning: who may, what proof, what the history says."""

import datetime as dt

import pytest
from django.urls import reverse

from earlywarning.actions import handle
from earlywarning.actions.check_disposal import check_disposal
from earlywarning.actions.scan import scan
from earlywarning.models import ClearanceItem, Disposal, EarlyWarning, WarningEvent
from portal.documents.actions.store_file import store_file
from portal.lib.errors import Refused
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from tests.earlywarning.test_announcements import deliver, titles
from tests.make.accounts import actor as make_actor
from tests.make.earlywarning import make_warning
from tests.make.projects import make_project

NOTE = "已到现场核实，询问了劳资专管员。"


@pytest.fixture
def warning(project, day):
    with acting(system_actor()):
        return make_warning(project)


def proof_of(actor, warning, at):
    return store_file(
        actor=actor, content=b"%PDF-1.4 x", name="回单.pdf", kind="warning_proof", media_type="application/pdf", region_id=warning.region_id, at=at
    )


def test_a_warning_is_cleared_only_after_verification_and_only_on_proof(warning, county_inspector, at):
    with acting(county_inspector):
        with pytest.raises(Refused, match="待核实"):
            handle.clear_warning(warning, actor=county_inspector, at=at, note=NOTE, proof=proof_of(county_inspector, warning, at))
        warning = handle.verify_warning(warning, actor=county_inspector, at=at, note=NOTE)
        with pytest.raises(Refused, match="没有佐证不能销号"):
            handle.clear_warning(warning, actor=county_inspector, at=at, note=NOTE, proof=None)
        warning = handle.clear_warning(warning, actor=county_inspector, at=at, note=NOTE, proof=proof_of(county_inspector, warning, at))
        item = ClearanceItem.objects.visible_to(county_inspector).get()
    assert (warning.state, warning.closed_on, item.state, item.cleared_on) == ("cleared", at.date(), "cleared", at.date())


def test_the_desk_shows_how_far_the_work_is(warning, county_inspector, at):
    def shown() -> tuple[str, str]:
        item = ClearanceItem.objects.visible_to(county_inspector).get()
        return item.stage, item.next_act

    with acting(county_inspector):
        assert shown() == ("待核实", "核实")
        handle.verify_warning(warning, actor=county_inspector, at=at, note=NOTE)
        assert shown() == ("已核实", "办理")


def test_the_first_response_is_the_first_act(warning, county_inspector, at):
    with acting(county_inspector):
        moved = handle.dispose_warning(warning, actor=county_inspector, at=at, kind="interview", on=at.date(), note=NOTE)
        assert moved.acknowledged_at == at
        assert Disposal.objects.visible_to(county_inspector).get().by == county_inspector.name


def test_a_neighbour_cannot_touch_it(warning, neighbour_inspector, at):
    with acting(neighbour_inspector), pytest.raises(Refused, match="权限范围"):
        handle.verify_warning(warning, actor=neighbour_inspector, at=at, note=NOTE)


def test_the_city_office_reads_but_does_not_verify(warning, city_office, at):
    with acting(city_office):
        assert EarlyWarning.objects.visible_to(city_office).filter(pk=warning.pk).exists()
        with pytest.raises(Refused, match="权限"):
            handle.verify_warning(warning, actor=city_office, at=at, note=NOTE)


def test_a_false_alarm_needs_a_second_person(warning, tree, county_inspector, at):
    second = make_actor("inspector", region=tree.county)
    with acting(county_inspector):
        warning = handle.propose_false_alarm(warning, actor=county_inspector, at=at, reason="工资已发，回单漏导。")
        with pytest.raises(Refused, match="另一人"):
            handle.decide_false_alarm(warning, actor=county_inspector, at=at, agree=True, note="同意")
    with acting(second):
        warning = handle.decide_false_alarm(warning, actor=second, at=at, agree=True, note="核对回单属实")
    assert warning.state == "false_alarm"


def test_where_a_county_has_no_second_person_the_office_above_signs_and_an_inspector_above_or_beside_does_not(
    tree, warning, county_inspector, neighbour_inspector, city_office, client_of, at
):
    with acting(county_inspector):
        warning = handle.propose_false_alarm(warning, actor=county_inspector, at=at, reason="工资已发，回单漏导。")
    for other in (neighbour_inspector, make_actor("inspector", region=tree.city)):
        with acting(other), pytest.raises(Refused, match="另一人或上级"):
            handle.decide_false_alarm(warning, actor=other, at=at, agree=True, note="同意")
    client, url = client_of(city_office), reverse("warning", args=[warning.uid])
    page = client.get(url).content.decode()
    assert "退回办理" in page and "转线索" not in page, "signing is all it does here"
    assert "退回办理" not in client_of(county_inspector).get(url).content.decode()
    client.post(reverse("warning_step", args=[warning.uid, "confirm_false_alarm"]), {"agree": "yes", "reason": "核对回单属实。"})
    with acting(system_actor()) as system:
        assert EarlyWarning.objects.visible_to(system).get().state == "false_alarm"
        assert ClearanceItem.objects.visible_to(system).get().state == "cleared"
        assert WarningEvent.objects.visible_to(system).get(title="确认误报").by == city_office.name


def test_what_was_ordered_is_checked_before_the_warning_is_cleared(warning, county_inspector, at):
    with acting(county_inspector) as actor:
        handle.dispose_warning(warning, actor=actor, at=at, kind="rectification", on=at.date(), note=NOTE, due_on=at.date())
        with pytest.raises(Refused, match="“责令限期整改”（期限 2026-11-20）还没有复查到位"):
            handle.clear_warning(warning, actor=actor, at=at, note=NOTE, proof=proof_of(actor, warning, at))
        check_disposal(Disposal.objects.visible_to(actor).get(), actor=actor, at=at, on=at.date(), result="done", note="都补发了。")
        assert handle.clear_warning(warning, actor=actor, at=at, note=NOTE, proof=proof_of(actor, warning, at)).state == "cleared"


def test_reopening_starts_the_clock_anew(warning, county_inspector, at, day):
    with acting(county_inspector):
        warning = handle.verify_warning(warning, actor=county_inspector, at=at, note=NOTE)
        warning = handle.clear_warning(warning, actor=county_inspector, at=at, note=NOTE, proof=proof_of(county_inspector, warning, at))
        warning = handle.reopen_warning(warning, actor=county_inspector, at=at, reason="回头看发现没有发放。")
        item = ClearanceItem.objects.visible_to(county_inspector).get()
    assert (warning.state, warning.closed_on, item.state, item.cleared_on, item.started_on) == ("open", None, "open", None, at.date())


def test_what_a_person_opened_again_no_scan_ends(warning, rule, county_inspector, at, day):
    """The figures were right when it was cleared; the look-back on the site knows better."""
    with acting(county_inspector):
        found = handle.verify_warning(warning, actor=county_inspector, at=at, note=NOTE)
        found = handle.clear_warning(found, actor=county_inspector, at=at, note=NOTE, proof=proof_of(county_inspector, warning, at))
        handle.reopen_warning(found, actor=county_inspector, at=at, reason="回头看发现没有发放。")
    assert scan((rule,), on=day + dt.timedelta(days=1), at=at + dt.timedelta(days=1))["closed"] == 0


def test_the_firms_learn_that_it_was_opened_again(tree, contractor, subcontractor, county_inspector, at):
    firms = Organisation.objects.in_bulk([contractor.organisation_id, subcontractor.organisation_id])
    with acting(system_actor()):
        site = make_project(tree.county, "样例安置房", general_contractor=firms[contractor.organisation_id])
        warning = make_warning(site, subcontractor=firms[subcontractor.organisation_id], state="cleared", closed_on=at.date())
    with acting(county_inspector):
        handle.reopen_warning(warning, actor=county_inspector, at=at, reason="回头看发现没有发放。")
    deliver(at)
    assert titles(contractor) == titles(subcontractor) == ["预警重新打开：样例规则"]


def test_of_two_people_the_second_is_told(warning, county_inspector, at):
    with acting(county_inspector):
        handle.verify_warning(warning, actor=county_inspector, at=at, note=NOTE)
        with pytest.raises(Refused, match="现在是“已核实”"):
            handle.verify_warning(warning, actor=county_inspector, at=at, note=NOTE)
