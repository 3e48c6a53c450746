"""Warnings are handed to an inspector of their own county, who is told."""

import pytest
from django.urls import reverse

from earlywarning.actions.assign import assign_warnings, inspectors_of
from earlywarning.models import ClearanceItem, EarlyWarning, WarningEvent
from portal.lib.errors import Refused
from portal.notices.actions.deliver_messages import deliver_messages
from portal.notices.models import Notice
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from tests.make.accounts import actor as make_actor
from tests.make.earlywarning import make_warning
from tests.make.projects import make_project


@pytest.fixture
def warnings(project, tree):
    with acting(system_actor()):
        return [make_warning(project), make_warning(make_project(tree.county), level="yellow")]


@pytest.fixture
def colleague(tree):
    return make_actor("inspector", region=tree.county)


def assign(actor, warnings, at, to):
    with acting(actor):
        return assign_warnings(warnings, actor=actor, at=at, user_id=to.user_id)


def deliver(at):
    with acting(system_actor()) as system:
        return deliver_messages(actor=system, at=at)


def test_the_inspector_answers_for_them_and_is_told(warnings, county_inspector, colleague, at):
    assert assign(county_inspector, warnings, at, colleague) == 2
    with acting(county_inspector):
        assert {w.assigned_to_id for w in EarlyWarning.objects.visible_to(county_inspector)} == {colleague.user_id}
        assert {i.assignee for i in ClearanceItem.objects.visible_to(county_inspector)} == {colleague.name}
        assert {(e.title, e.note) for e in WarningEvent.objects.visible_to(county_inspector)} == {("指定承办人", f"交 {colleague.name} 承办")}
    deliver(at)
    assert {n.title for n in Notice.objects.of(colleague)} == {f"{county_inspector.name}交您承办：样例规则"}
    assert Notice.objects.of(colleague).count() == 2 and not Notice.objects.of(county_inspector).exists()


def test_handing_over_again_to_the_same_person_changes_nothing(warnings, county_inspector, colleague, at):
    assign(county_inspector, warnings, at, colleague)
    assert assign(county_inspector, warnings, at, colleague) == 0


def test_only_an_inspector_of_the_very_county_can_answer(warnings, tree, county_inspector, neighbour_inspector, grid_officer, at):
    with acting(county_inspector):
        assert [m.user_id for m in inspectors_of(tree.county.pk, at.date())] == [county_inspector.user_id]
    for stranger in (neighbour_inspector, grid_officer):
        with pytest.raises(Refused, match="本县（区）在岗的监察员"):
            assign(county_inspector, warnings, at, stranger)


def test_neither_the_city_nor_a_neighbour_hands_out_a_countys_warnings(warnings, city_office, neighbour_inspector, county_inspector, at):
    for actor in (city_office, neighbour_inspector):
        with pytest.raises(Refused, match="所在县"):
            assign(actor, warnings, at, county_inspector)


def test_ended_ones_and_those_of_two_counties_together_are_refused(warnings, tree, county_inspector, at):
    with acting(system_actor()) as system:
        EarlyWarning.objects.visible_to(system).filter(pk=warnings[0].pk).update(state="cleared", closed_on=at.date())
        elsewhere = make_warning(make_project(tree.neighbour))
    with pytest.raises(Refused, match="已结"):
        assign(county_inspector, warnings, at, county_inspector)
    with pytest.raises(Refused, match="同一个县"):
        assign(county_inspector, [*warnings, elsewhere], at, county_inspector)


class TestPages:
    def test_ticked_rows_are_handed_over_in_two_steps(self, warnings, county_inspector, colleague, client_of):
        client, address = client_of(county_inspector), reverse("warning_assign")
        assert f'formaction="{address}"' in client.get(reverse("warning_list")).content.decode()
        picked = {"pick": [w.pk for w in warnings]}
        page = client.post(address, picked).content.decode()
        assert "把 2 条预警交给谁承办" in page and colleague.name in page
        assert "is-invalid" in client.post(address, picked | {"user": ""}).content.decode()
        assert client.post(address, picked | {"user": colleague.user_id}).status_code == 302
        assert colleague.name in client.get(reverse("warning", args=[warnings[0].uid])).content.decode()

    @pytest.mark.parametrize("picked", [[], ["0"], ["²"], ["x"], ["9" * 30]])
    def test_nothing_ticked_leads_back_with_a_word(self, warnings, county_inspector, client_of, picked):
        answer = client_of(county_inspector).post(reverse("warning_assign"), {"pick": picked}, follow=True)
        assert "先勾选要交办的预警" in answer.content.decode()

    def test_a_neighbours_warning_cannot_be_ticked_by_number(self, warnings, neighbour_inspector, client_of):
        answer = client_of(neighbour_inspector).post(reverse("warning_assign"), {"pick": [warnings[0].pk]}, follow=True)
        assert "先勾选要交办的预警" in answer.content.decode()

    def test_who_hands_out_nothing_finds_no_boxes(self, warnings, city_office, auditor, client_of):
        for actor in (city_office, auditor):
            assert 'name="pick"' not in client_of(actor).get(reverse("warning_list")).content.decode()
