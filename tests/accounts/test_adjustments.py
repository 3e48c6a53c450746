"""What a tenant changes of the rights: within limits, by two people, with a way back; and what it does to the people."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.accounts import checks, limits, rights
from portal.accounts.actions.adjust_right import confirm_adjustment, end_adjustment, propose_adjustment
from portal.accounts.enums import ENTERPRISE, STAFF, Effect, Role
from portal.accounts.matrix import matrix, rights_of, who_is_touched
from portal.accounts.models import Membership, RightAdjustment, User
from portal.accounts.rights import Words, may
from portal.audit.models import Entry
from portal.lib import clock
from portal.lib.errors import Refused
from tests.make.accounts import actor as make_actor
from tests.make.accounts import again

pytestmark = pytest.mark.django_db
GIVEN, TAKEN = "cases.register", "projects.export"  # opened to departments; a department's by code


@pytest.fixture
def security(tree):
    return make_actor(Role.SECURITY, region=tree.city)


def propose(admin, verb=GIVEN, role=Role.DEPARTMENT, effect=Effect.GIVE, **fields):
    day = clock.today()
    words = {"reason": "首问负责", "document": "阳泉市样例办〔2026〕1号", "at": clock.now(), "valid_from": day}
    return propose_adjustment(actor=admin, role=role, verb=verb, effect=effect, **words | fields)


def confirmed(admin, security, **fields):
    return confirm_adjustment(actor=security, row=propose(admin, **fields), at=clock.now())


class TestEffect:
    def test_nothing_changes_before_the_second_person_says_yes(self, admin, security, industry_officer):
        row = propose(admin)
        assert not may(again(industry_officer), GIVEN)
        confirm_adjustment(actor=security, row=row, at=clock.now())
        assert may(again(industry_officer), GIVEN)
        assert not may(industry_officer, GIVEN), "an actor holds the rights of the moment he was read"

    def test_a_right_is_taken_and_given_back(self, admin, security, industry_officer):
        row = confirmed(admin, security, verb=TAKEN, effect=Effect.WITHDRAW)
        assert not may(again(industry_officer), TAKEN)
        end_adjustment(actor=admin, row=row, reason="恢复原状", at=clock.now())
        assert may(again(industry_officer), TAKEN)
        assert [e.verb for e in Entry.objects.filter(object_uid=str(row.uid)).order_by("id")] == [
            "accounts.adjust_rights", "accounts.confirm_rights", "accounts.end_adjustment",
        ]  # fmt: skip

    def test_it_holds_below_the_tenant_and_in_no_other(self, admin, security, tree):
        confirmed(admin, security)
        below = make_actor(Role.DEPARTMENT, region=tree.neighbour)
        elsewhere = make_actor(Role.DEPARTMENT, region=tree.other_county)
        assert may(below, GIVEN) and not may(elsewhere, GIVEN)

    def test_the_nearest_tenant_wins(self, admin, security, tree, industry_officer):
        confirmed(admin, security, verb=TAKEN, effect=Effect.WITHDRAW)
        own_admin, own_security = make_actor(Role.ADMIN, region=tree.county), make_actor(Role.SECURITY, region=tree.county)
        RightAdjustment.objects.create(
            region=tree.county, role=Role.DEPARTMENT, verb=GIVEN, effect=Effect.GIVE, reason="样例", document="样例", valid_from=clock.today(),
            proposed_by_id=own_admin.user_id, proposed_at=timezone.now(), confirmed_by_id=own_security.user_id, confirmed_at=timezone.now(),
        )  # fmt: skip
        found = again(industry_officer)
        assert found.granted == {GIVEN} and found.withdrawn == {TAKEN}

    @pytest.mark.parametrize(("first", "last", "holds"), [(0, 0, True), (1, None, False), (-3, -1, False), (-3, 0, True)])
    def test_it_holds_from_its_first_to_its_last_day(self, admin, security, industry_officer, first, last, holds):
        row, day = confirmed(admin, security), clock.today()
        to = None if last is None else day + dt.timedelta(days=last)
        RightAdjustment.objects.filter(pk=row.pk).update(valid_from=day + dt.timedelta(days=first), valid_to=to)
        assert may(again(industry_officer), GIVEN) is holds

    def test_a_row_beyond_the_limits_has_no_effect_however_it_came_there(self, admin, security, grid_officer):
        row = confirmed(admin, security)
        RightAdjustment.objects.filter(pk=row.pk).update(role=Role.GRID, verb="cases.reveal")
        assert not may(again(grid_officer), "cases.reveal")

    def test_asking_costs_no_query(self, admin, security, industry_officer, django_assert_num_queries):
        confirmed(admin, security)
        actor = again(industry_officer)
        with django_assert_num_queries(0):
            assert all(isinstance(may(actor, verb), bool) for verb in rights.declared())

    def test_an_actor_is_read_with_two_queries_whatever_was_changed(self, admin, security, industry_officer, django_assert_num_queries):
        from portal.accounts.actors import actor_for

        confirmed(admin, security)
        confirmed(admin, security, verb=TAKEN, effect=Effect.WITHDRAW)
        with django_assert_num_queries(2):
            actor = actor_for(Membership.objects.for_acting(clock.today()).get(pk=industry_officer.membership_id))
        assert actor.granted and actor.withdrawn


class TestTwoPeople:
    def test_who_proposed_does_not_confirm_not_even_in_another_post(self, admin, tree):
        row = propose(admin)
        same = make_actor(Role.INSPECTOR, region=tree.city, person=User.objects.get(pk=admin.user_id))
        with pytest.raises(Refused, match="权限"):
            confirm_adjustment(actor=admin, row=row, at=clock.now())
        with pytest.raises(Refused, match="权限"):
            confirm_adjustment(actor=same, row=row, at=clock.now())
        with pytest.raises(IntegrityError, match="adjustment_two_people"), transaction.atomic():
            RightAdjustment.objects.filter(pk=row.pk).update(confirmed_by_id=admin.user_id, confirmed_at=timezone.now())

    def test_the_security_officer_of_another_tenant_and_of_a_county_below_confirm_nothing(self, admin, tree):
        row = propose(admin)
        for region in (tree.other_city, tree.county):
            with pytest.raises(Refused, match="作出它的租户"):
                confirm_adjustment(actor=make_actor(Role.SECURITY, region=region), row=row, at=clock.now())

    def test_one_standing_change_of_a_verb_and_role(self, admin, security):
        row = propose(admin)
        with pytest.raises(Refused, match="没有终止的调整"):
            propose(admin)
        end_adjustment(actor=security, row=row, reason="依据不足", at=clock.now())
        assert propose(admin).pk != row.pk

    @pytest.mark.parametrize(("fields", "words"), [
        ({"valid_from": clock.today() - dt.timedelta(days=1)}, "倒签"),
        ({"valid_to": clock.today() - dt.timedelta(days=1)}, "失效日期"),
        ({"reason": " "}, "不能为空|空白|必填|要填"),
    ])  # fmt: skip
    def test_what_is_wrong_is_said(self, admin, fields, words):
        with pytest.raises(Refused, match=words):
            propose(admin, **fields)


class TestLimits:
    @pytest.mark.parametrize("role", [*ENTERPRISE, *STAFF, Role.LEADER])
    def test_firms_leaders_and_the_three_officers_are_fixed(self, admin, role):
        for verb in rights.declared():
            for effect in Effect:
                assert limits.bar(verb, role, effect)

    def test_full_numbers_go_to_nobody_else_whatever_a_document_says(self, admin):
        for verb in ("cases.reveal", "wagepay.reveal"):
            for role in set(limits.ADJUSTABLE) - set(rights.declared()[verb]):
                with pytest.raises(Refused, match="全号"):
                    propose(admin, verb=verb, role=role)

    def test_nobody_is_left_without_somebody_who_can(self, admin):
        with pytest.raises(Refused, match="没有人能办"):
            propose(admin, verb="cases.accept", role=Role.INSPECTOR, effect=Effect.WITHDRAW)

    def test_only_what_the_room_opened_is_given(self, admin):
        with pytest.raises(Refused, match="没有把这项权限开放"):
            propose(admin, verb="cases.settle", role=Role.DEPARTMENT)

    def test_an_inspector_proposes_nothing(self, county_inspector):
        with pytest.raises(Refused, match="权限"):
            propose(county_inspector)


class TestStart:
    def test_the_portal_as_it_is_starts(self):
        faults = [*checks.every_verb_is_declared(), *checks.every_verb_has_words(), *checks.nothing_is_opened_against_the_limits()]
        assert [fault for fault in faults if not fault.msg.startswith("tests.")] == []

    def test_every_way_of_asking_is_looked_at(self):
        where = dict.fromkeys(place for place, _ in checks.asked())
        assert any("views" in place for place in where) and any(place.startswith("cases.Case.") for place in where)
        assert any(place.startswith("menu item") for place in where) and any(place.endswith("actions/note_case.py") for place in where)

    def test_an_undeclared_verb_a_verb_without_words_and_a_wrong_opening_stop_it(self, monkeypatch):
        known = dict(rights._VERBS)
        monkeypatch.delitem(rights._VERBS, "cases.work")
        assert {error.id for error in checks.every_verb_is_declared()} == {"portal.E020"}
        monkeypatch.setitem(rights._VERBS, "cases.work", rights.Verb("cases.work", "", known["cases.work"].roles, None))
        assert [error.id for error in checks.every_verb_has_words()] == ["portal.W021"]
        wrong = rights.Verb("cases.reveal", "线索", (Role.INSPECTOR,), Words("看全号", "样例", (Role.GRID,)))
        monkeypatch.setitem(rights._VERBS, "cases.reveal", wrong)
        assert [error.id for error in checks.nothing_is_opened_against_the_limits()] == ["portal.E022"]

    def test_words_for_a_verb_that_is_not_there_are_a_fault(self):
        with pytest.raises(ValueError, match="not declared"):
            rights.declare({}, {"x.y": Words("甲", "乙")})


class TestMatrix:
    def test_every_verb_stands_there_with_its_reason_and_every_role(self, tree):
        lines = [line for room in matrix(tree.county, clock.today()) for line in room.lines]
        assert {line.verb.name for line in lines} == set(rights.declared())
        for line in lines:
            assert line.verb.why and {cell.role for cell in line.cells if cell.has} == set(rights.declared()[line.verb.name])

    def test_a_change_shows_in_its_cell_with_the_document(self, admin, security, tree):
        row = confirmed(admin, security)
        (line,) = [line for room in matrix(tree.county, clock.today(), text="登记线索") for line in room.lines]
        (cell,) = [cell for cell in line.cells if cell.by]
        assert (cell.role, cell.has, cell.by.document) == (Role.DEPARTMENT, True, row.document)
        assert not [line for room in matrix(tree.other_county, clock.today()) for line in room.lines if line.changed]

    def test_a_person_reads_why(self, admin, security, industry_officer, tree):
        confirmed(admin, security)
        confirmed(admin, security, verb=TAKEN, effect=Effect.WITHDRAW)
        found = {own.verb.name: own for _, owns in rights_of(again(industry_officer), tree.county, clock.today()) for own in owns}
        assert found[GIVEN].has and "阳泉市样例办" in found[GIVEN].why
        assert not found[TAKEN].has and "收回" in found[TAKEN].why
        assert found["cases.list"].has and found["cases.list"].why == found["cases.list"].verb.why

    def test_the_preview_names_the_people_of_the_tenant_alone(self, industry_officer, tree):
        make_actor(Role.DEPARTMENT, region=tree.other_county)
        assert [m.pk for m in who_is_touched(tree.city, Role.DEPARTMENT, clock.today())] == [industry_officer.membership_id]
