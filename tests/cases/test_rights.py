"""Who may do what: the tables of moves by state and role, the pages by role, foreign counties by address."""

import datetime as dt

import pytest

from cases.actions.close_case import close_case
from cases.enums import CaseState, LeadState
from cases.models import Case, Lead
from cases.rights import RIGHTS
from cases.views.case_steps import STEPS, steps_of
from cases.workflow import CASE_MOVES, LEAD_MOVES
from portal.accounts.enums import ENTERPRISE, Role
from portal.accounts.rights import may
from portal.audit.models import Entry
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor, acting
from portal.workflow.door import available, move
from tests.make.accounts import actor as make_actor
from tests.make.cases import at, lines_of, make_case, make_lead, verify

pytestmark = pytest.mark.django_db
ROLES = tuple(Role)
READING = ("cases.list", "documents.draft")


def of_role(role: Role) -> Actor:
    return Actor(uid=None, username=role, name="", role=role)


class TestMoves:
    """Every state × verb × role, compared with the tables."""

    @pytest.mark.parametrize("role", ROLES)
    @pytest.mark.parametrize("state", LeadState.values)
    def test_of_a_lead(self, role, state):
        wanted = [step.verb for step in LEAD_MOVES if state in step.sources and role in RIGHTS[step.right]]
        assert [step.verb for step in available(Lead(state=state), of_role(role))] == wanted

    @pytest.mark.parametrize("role", ROLES)
    @pytest.mark.parametrize("state", CaseState.values)
    def test_of_a_case(self, role, state):
        wanted = [step.verb for step in CASE_MOVES if state in step.sources and role in RIGHTS[step.right]]
        assert [step.verb for step in available(Case(state=state), of_role(role))] == wanted

    @pytest.mark.parametrize("state", LeadState.values)
    @pytest.mark.parametrize("verb", [step.verb for step in LEAD_MOVES])
    def test_a_move_from_a_wrong_state_is_refused_in_words(self, inspector, site, state, verb):
        step = next(step for step in LEAD_MOVES if step.verb == verb)
        with acting(inspector):
            lead = make_lead(inspector, site)
            Lead.objects.writable_by(inspector).filter(pk=lead.pk).update(state=state)
            if state in step.sources:
                assert move(lead, verb, actor=inspector, at=at()).state == step.target
            else:
                with pytest.raises(Refused, match="要先到"):
                    move(lead, verb, actor=inspector, at=at())

    def test_nobody_but_government_has_any_verb(self):
        assert {role for roles in RIGHTS.values() for role in roles} & {*ENTERPRISE, Role.GRID, Role.ADMIN} == set()

    def test_every_step_of_the_case_page_asks_for_its_verb(self, inspector, site):
        with acting(inspector):
            case = make_case(inspector, site)
            for step in STEPS:
                assert (step in steps_of(case, inspector)) == (may(inspector, step.right) and step.possible(case, inspector))
        assert steps_of(case, of_role(Role.INSPECTOR)) == [], "a county's inspector does nothing in another county"


@pytest.fixture
def leader(tree):
    return make_actor(Role.LEADER, region=tree.county)


@pytest.fixture
def county_office(tree):
    return make_actor(Role.OFFICE, region=tree.county)


@pytest.fixture
def made(inspector, site, colleague):
    """A waiting lead, a case with a line, and an unfounded one that waits for its second person."""
    with acting(inspector):
        case = make_case(inspector, site)
        line = verify(inspector, lines_of(inspector, case)[0], 9000)
        return {"lead": make_lead(inspector, site), "case": case, "line": line}


def addresses(made) -> dict[str, str]:
    """Every page of a lead, a case and a line, with the verb it needs."""
    lead, case = made["lead"].get_absolute_url(), made["case"].get_absolute_url()
    line = f"{case}lines/{made['line'].uid}/"
    found = {lead: "cases.list", case: "cases.list", line: "cases.list"}
    found |= {f"{lead}{step.verb}/": step.right for step in LEAD_MOVES}
    found |= {f"{lead}amend/": "cases.accept", f"{lead}code/": "cases.register", f"{lead}reveal/phone/": "cases.reveal"}
    found |= {f"{lead}letters/transfer_slip/": "documents.draft", f"{case}letters/interview_letter/": "documents.draft"}
    found |= {f"{case}{step.verb}/": step.right for step in STEPS}
    found |= {f"{line}{verb}/": "cases.work" for verb in ("verify", "pay", "withdraw")} | {f"{line}reveal/id_number/": "cases.reveal"}
    return found


class TestPages:
    @pytest.mark.parametrize("who", ["county_inspector", "county_office", "city_office", "auditor", "industry_officer"])
    def test_those_of_the_county_get_what_their_role_may(self, request, made, who, client_of):
        actor = request.getfixturevalue(who)
        browser = client_of(actor, "reveal")
        for path, verb in addresses(made).items():
            allowed = may(actor, verb) and (verb in READING or made["case"].region_id in actor.scope.write_regions)
            assert (path, browser.get(path).status_code) == (path, 200 if allowed else 403)

    @pytest.mark.parametrize("who", ["neighbour_inspector", "other_county_inspector", "contractor", "grid_officer", "owner", "bank", "subcontractor"])
    def test_a_foreign_county_and_the_enterprises_get_404_on_all_of_it(self, request, made, who, client_of):
        browser = client_of(request.getfixturevalue(who))
        for path in addresses(made):
            for ask in (browser.get, browser.post):
                assert (path, ask(path).status_code) == (path, 404)

    def test_an_officer_of_another_industry_gets_404(self, made, tree, client_of):
        water = make_actor(Role.DEPARTMENT, region=tree.county, industries=["water"])
        assert client_of(water).get(made["case"].get_absolute_url()).status_code == 404
        assert made["case"].number not in client_of(water).get("/cases/").content.decode()

    @pytest.mark.parametrize("path", ["/leads/", "/cases/", "/leads/export/", "/cases/export/", "/leads/new/", "/leads/import/"])
    def test_nobody_gets_in_without_signing_in(self, client, path):
        assert client.get(path).status_code == 302

    def test_a_foreign_inspector_sees_empty_lists(self, made, neighbour_inspector, client_of):
        browser = client_of(neighbour_inspector)
        for path in ("/leads/?state=all", "/cases/?state=all"):
            text = browser.get(path).content.decode()
            assert "样例家园" not in text and made["case"].number not in text

    @pytest.mark.parametrize("who", ["city_office", "auditor", "industry_officer", "county_office"])
    def test_only_inspectors_read_names_and_numbers(self, request, made, who, client_of):
        browser = client_of(request.getfixturevalue(who))
        for path in (made["lead"].get_absolute_url(), made["case"].get_absolute_url(), f"{made['case'].get_absolute_url()}lines/{made['line'].uid}/"):
            text = browser.get(path).content.decode()
            assert made["lead"].name not in text and made["line"].name not in text
            assert "样**" in text

    @pytest.mark.parametrize("verb", [step.verb for step in STEPS])
    def test_a_role_without_the_verb_changes_nothing(self, made, leader, city_office, client_of, verb):
        """The city's office has the second person's verb, but a county's row is not its own; to a leader the case is not there."""
        before = Entry.objects.filter(verb__startswith="cases.").count()
        for actor, status in ((leader, 404), (city_office, 403)):
            assert client_of(actor).post(f"{made['case'].get_absolute_url()}{verb}/", {"agree": "yes", "reason": "同意办结吧"}).status_code == status
        assert Entry.objects.filter(verb__startswith="cases.").count() == before


def test_a_case_of_the_neighbour_cannot_be_worked_on_even_with_its_object(made, neighbour_inspector):
    """The acts themselves do not rely on the page."""
    from cases.actions.note_case import note_case
    from cases.actions.settle_case import settle_case
    from cases.actions.verify_line import verify_line

    with acting(neighbour_inspector):
        for act in (
            lambda: settle_case(made["case"], actor=neighbour_inspector, at=at()),
            lambda: note_case(made["case"], actor=neighbour_inspector, kind="call", on=at().date(), text="打电话", at=at()),
            lambda: verify_line(made["line"], actor=neighbour_inspector, verified=1, note="核实", on=at().date()),
            lambda: close_case(made["case"], actor=neighbour_inspector, at=at(), kind="arbitration", note="告知仲裁"),
        ):
            with pytest.raises(Refused, match="只能查看|权限范围"):
                act()


def test_a_code_of_a_foreign_line_is_not_found_through_ones_own_case(made, neighbour_inspector, other_site, client_of):
    with acting(neighbour_inspector):
        own = make_case(neighbour_inspector, other_site, on=dt.date(2026, 11, 19))
    assert client_of(neighbour_inspector).get(f"{own.get_absolute_url()}lines/{made['line'].uid}/").status_code == 404
