"""Work handed over in one act and signed for: every kind of it moves, what is finished or another's stays."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from cases.actions.put_in_charge import put_in_charge
from cases.models import Case, Lead, LeaderInCharge
from earlywarning.models import ClearanceItem, EarlyWarning, WarningEvent
from portal.accounts.actions.hand_over import hand_over, portfolio_of, sign_for
from portal.accounts.enums import Role
from portal.accounts.handover import portfolios
from portal.accounts.models import Membership, PortfolioTransfer
from portal.audit.models import Change, Entry
from portal.jobs.models import OutboxMessage
from portal.lib import clock
from portal.lib.errors import Refused
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from projects.models import Project, Responsibility
from tests.make import accounts
from tests.make.cases import make_case, make_lead
from tests.make.earlywarning import make_warning
from tests.make.projects import make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def today() -> dt.date:
    return clock.today()


def post_of(actor) -> Membership:
    return Membership.objects.select_related("user", "organisation", "region").get(pk=actor.membership_id)


@pytest.fixture
def post(county_inspector) -> Membership:
    return post_of(county_inspector)


@pytest.fixture
def colleague(tree):
    return accounts.actor(Role.INSPECTOR, region=tree.county, person=accounts.user("pd-second", "样例监察丁"))


@pytest.fixture
def project(tree, county_inspector) -> Project:
    with acting(system_actor()):
        return make_project(tree.county, inspector_id=county_inspector.user_id)


def hand(admin, giver: Membership, receiver, **fields) -> PortfolioTransfer:
    return hand_over(actor=admin, giver=giver, receiver=post_of(receiver), reason="调往市局", at=clock.now(), **fields)


def lines_of(actor, transfer: PortfolioTransfer) -> list[tuple[str, str]]:
    with acting(actor):
        return [(line["portfolio"], line["name"]) for line in PortfolioTransfer.objects.visible_to(actor).get(pk=transfer.pk).lines]


def whose(actor, model, pk: int, field: str) -> int | None:
    with acting(actor):
        return getattr(model.objects.visible_to(actor).get(pk=pk), field)


class TestEveryKind:
    """Each kind alone, with one thing of the giver's, one of a third person's and one that is finished."""

    @pytest.fixture
    def third(self, tree):
        return accounts.actor(Role.INSPECTOR, region=tree.county, person=accounts.user("pd-third", "样例监察戊"))

    @pytest.fixture
    def site(self, tree) -> Project:
        with acting(system_actor()):
            return make_project(tree.county)

    def test_projects_also_finished_ones_because_they_may_still_owe(self, admin, post, colleague, third, tree):
        with acting(system_actor()):
            own, done = (make_project(tree.county, inspector_id=post.user_id, state=state) for state in ("under_construction", "settled"))
            other = make_project(tree.county, inspector_id=third.user_id)
        made = hand(admin, post, colleague)
        assert lines_of(colleague, made) == [("责任项目", f"{row.code} {row.name}") for row in (own, done)]
        assert [whose(colleague, Project, row.pk, "inspector_id") for row in (own, done, other)] == [colleague.user_id, colleague.user_id, third.user_id]
        assert Entry.objects.filter(verb="projects.assign_inspector", detail__to="样例监察丁").count() == 2

    def test_a_grid_officers_sites_with_their_open_problems_and_his_place_in_the_chain(self, admin, tree, third):
        giver, after = (
            accounts.actor(Role.GRID, region=tree.county, townships=[tree.township.pk], person=accounts.user(name, word))
            for name, word in (("grid-a", "样例网格甲"), ("grid-b", "样例网格乙"))
        )
        with acting(system_actor()) as system:
            own, other = (make_project(tree.county, township=tree.township) for _ in range(2))
            for site, officer in ((own, giver), (other, third)):
                Project.objects.writable_by(system).filter(pk=site.pk).update(grid_officer=officer.user_id)
        made = hand(admin, post_of(giver), after)
        assert lines_of(admin, made) == [("网格项目", f"{own.code} {own.name}")]
        with acting(system_actor()) as system:
            rows = Project.objects.visible_to(system)
            assert [rows.get(pk=row.pk).grid_officer_id for row in (own, other)] == [after.user_id, third.user_id]
            held = Responsibility.objects.visible_to(system).filter(project=own, post="grid_officer", until__isnull=True)
            assert list(held.values_list("name", flat=True)) == ["样例网格乙"]
        assert Entry.objects.get(verb="projects.assign_grid_officer").detail["to"] == "样例网格乙"

    def test_open_warnings_with_their_clearance_items(self, admin, county_inspector, post, colleague, third, site):
        with acting(county_inspector):
            own = make_warning(site, assigned_to_id=post.user_id, rule="T01")
            other = make_warning(site, assigned_to_id=third.user_id, rule="T02")
            ended = make_warning(site, assigned_to_id=post.user_id, rule="T03")
            EarlyWarning.objects.writable_by(county_inspector).filter(pk=ended.pk).update(state="cleared")
        made = hand(admin, post, colleague)
        kinds = [kind for kind, _ in lines_of(colleague, made)]
        assert kinds == ["三日清零事项", "未结预警"]
        assert [whose(colleague, EarlyWarning, row.pk, "assigned_to_id") for row in (own, other, ended)] == [colleague.user_id, third.user_id, post.user_id]
        with acting(colleague):
            items = dict(ClearanceItem.objects.visible_to(colleague).values_list("subject_uid", "assignee"))
            told = WarningEvent.objects.visible_to(colleague).filter(warning=own, title="工作移交").values_list("note", flat=True)
            assert items[own.uid] == "样例监察丁" and items[other.uid] != "样例监察丁"
            assert list(told) == ["交 样例监察丁 承办"]

    def test_undecided_leads_and_the_sender_is_not_on_the_list(self, admin, county_inspector, post, colleague, third, site):
        with acting(county_inspector):
            own = make_lead(county_inspector, site, name="郑样例")
        with acting(third):
            other = make_lead(third, site)
        made = hand(admin, post, colleague)
        assert [kind for kind, _ in lines_of(colleague, made)] == ["线索"]
        with acting(colleague):
            assert "郑样例" not in str(PortfolioTransfer.objects.visible_to(colleague).get().lines)
            items = dict(ClearanceItem.objects.visible_to(colleague).values_list("subject_uid", "assignee"))
        assert [whose(colleague, Lead, row.pk, "first_contact_id") for row in (own, other)] == [colleague.user_id, third.user_id]
        assert items[own.uid] == "样例监察丁" and items[other.uid] != "样例监察丁"
        assert Entry.objects.get(verb="cases.hand_over").object_uid == str(own.uid)

    def test_cases_open_or_not_yet_paid_and_none_that_is_settled(self, admin, county_inspector, post, colleague, third, site, today):
        with acting(county_inspector):
            own, unpaid, settled = (make_case(county_inspector, site) for _ in range(3))
            rows = Case.objects.writable_by(county_inspector)
            rows.filter(pk__in=[unpaid.pk, settled.pk]).update(state="closed", closed_on=today, closing_kind="unfounded")
            rows.filter(pk=settled.pk).update(settled_on=today)
        with acting(third):
            other = make_case(third, site)
        made = hand(admin, post, colleague)
        listed = [name for kind, name in lines_of(colleague, made) if kind == "案件"]
        assert {own.number, unpaid.number} == {name.split()[0] for name in listed}
        found = [whose(colleague, Case, row.pk, "officer_id") for row in (own, unpaid, settled, other)]
        assert found == [colleague.user_id, colleague.user_id, post.user_id, third.user_id]

    def test_led_cases_of_a_leader_of_the_city_whose_place_on_record_ends_with_the_day(self, admin, county_inspector, tree, site):
        leader = accounts.actor(Role.LEADER, region=tree.city, person=accounts.user("yq-leader", "样例市长"), title="副市长")
        after = accounts.actor(Role.LEADER, region=tree.city, person=accounts.user("yq-leader2", "样例新市长"), title="常务副市长")
        with acting(county_inspector):
            led, free = make_case(county_inspector, site), make_case(county_inspector, site)
            put_in_charge(led, actor=county_inspector, leader=post_of(leader), document="第 3 次会议", on=clock.today())
        made = hand(admin, post_of(leader), after)
        assert lines_of(after, made) == [("包案案件", f"{led.number} {led.title}")]
        with acting(after):
            assert set(Case.objects.visible_to(after)) == {led}
        with acting(leader):
            assert not Case.objects.visible_to(leader).exists()
        with acting(county_inspector):
            rows = list(LeaderInCharge.objects.visible_to(county_inspector).filter(case=led).order_by("pk"))
            kept = Change.objects.visible_to(county_inspector).of(rows[0])
            assert [(row.leader_id, row.until, row.title) for row in rows] == [
                (leader.user_id, clock.today(), "副市长"), (after.user_id, None, "常务副市长"),
            ]  # fmt: skip
            assert kept[0].after == {"until": clock.today().isoformat()}, "who led before stays in the history"
            assert not LeaderInCharge.objects.visible_to(county_inspector).filter(case=free).exists()

    def test_every_kind_that_any_room_offers_is_tested_here(self):
        assert [found.label for found in portfolios()] == ["责任项目", "网格项目", "三日清零事项", "未结预警", "线索", "案件", "包案案件"]

    def test_all_kinds_together_in_one_act_and_a_fault_in_the_last_takes_all_back(self, admin, county_inspector, post, colleague, site, project, monkeypatch):
        with acting(county_inspector):
            make_warning(site, assigned_to_id=post.user_id)
            make_lead(county_inspector, site)
            make_case(county_inspector, site)
        asked = [kind.label for kind, _ in portfolio_of(admin, post)]
        assert asked == ["责任项目", "三日清零事项", "未结预警", "线索", "案件"]

        def breaks(*args: object) -> int:
            raise Refused("不行了", "broken")

        with monkeypatch.context() as patch, pytest.raises(Refused, match="不行了"):
            patch.setattr("portal.accounts.actions.hand_over.portfolios", _with_broken_end(breaks))
            hand(admin, post, colleague)
        assert whose(colleague, Project, project.pk, "inspector_id") == post.user_id
        made = hand(admin, post, colleague)
        assert list(dict.fromkeys(kind for kind, _ in lines_of(colleague, made))) == asked
        assert portfolio_of(admin, post) == []


def _with_broken_end(breaks: Callable):
    """The portfolios with a last one that fails."""
    found = portfolios()
    return lambda: [*found[:-1], replace(found[-1], move=breaks)]


class TestTheAct:
    def test_all_of_it_moves_in_one_act_with_a_frozen_list(self, admin, post, colleague, project, today):
        made = hand(admin, post, colleague, last_day=today)
        with acting(colleague):
            assert Project.objects.visible_to(colleague).get(pk=project.pk).inspector_id == colleague.user_id
            row = PortfolioTransfer.objects.visible_to(colleague).get(pk=made.pk)
        assert [(line["portfolio"], line["name"]) for line in row.lines] == [("责任项目", f"{project.code} {project.name}")]
        assert Entry.objects.filter(verb="projects.assign_inspector", actor_uid=admin.uid).count() == 1
        assert Membership.objects.get(pk=post.pk).valid_to == today
        assert OutboxMessage.objects.filter(kind="accounts.handed_over").count() == 1

    def test_the_successor_signs_himself_with_his_password_and_once(self, admin, post, colleague, project, county_inspector):
        made = hand(admin, post, colleague)
        for actor, password, words in ((county_inspector, accounts.PASSWORD, "接收人本人"), (colleague, "falsch", "密码不对")):
            with acting(actor), pytest.raises(Refused, match=words):
                sign_for(actor=actor, transfer=made, password=password, note="", at=clock.now())
        with acting(colleague):
            assert sign_for(actor=colleague, transfer=made, password=accounts.PASSWORD, note="齐全", at=clock.now()).signed_at
            with pytest.raises(Refused, match="已经签收"):
                sign_for(actor=colleague, transfer=made, password=accounts.PASSWORD, note="", at=clock.now())

    def test_nothing_to_hand_over_a_wrong_successor_and_a_foreign_administrator_are_refused(self, admin, post, colleague, project, neighbour_inspector, tree):
        with pytest.raises(Refused, match="同一辖区"):
            hand(admin, post, neighbour_inspector)
        with pytest.raises(Refused, match="本辖区"):
            hand(accounts.actor(Role.ADMIN, region=tree.other_city), post, colleague)
        hand(admin, post, colleague)
        with pytest.raises(Refused, match="没有要移交"):
            hand(admin, post, colleague)

    def test_the_list_prints_and_is_not_there_for_others(self, admin, post, colleague, project, neighbour_inspector, client_of):
        made = hand(admin, post, colleague)
        for actor, status in ((admin, 200), (colleague, 200), (neighbour_inspector, 404)):
            assert client_of(actor).get(f"/transfers/{made.uid}/").status_code == status
        printed = client_of(colleague).get(f"/transfers/{made.uid}/print/")
        assert printed.status_code == 200 and printed.content.startswith(b"%PDF")
        assert client_of(neighbour_inspector).get(f"/transfers/{made.uid}/print/").status_code == 404
