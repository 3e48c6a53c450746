"""Each role sees exactly its own: leader, owner, bank, supervisor, security officer, and the direct specialist on another's site."""

import datetime as dt

import pytest

from cases.actions.instruct import instruct
from cases.actions.put_in_charge import put_in_charge
from cases.models import Case, CaseNote, CaseWorkerLine, Lead, LeaderInCharge
from earlywarning.models import ClearanceItem, EarlyWarning
from portal.accounts.enums import Role
from portal.accounts.models import Membership
from portal.lib import clock
from portal.lib.errors import Refused
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from projects.actions.guard import check_writable
from projects.enums import Part
from projects.models import Project, SpecialWageAccount, WageSecurityDeposit
from tests.make import accounts, tenancy
from tests.make.cases import at, make_case
from tests.make.projects import make_account, make_deposit, make_party, make_project
from wagepay.enums import UploadKind
from wagepay.intake.employers import check_reports_for, employers_of
from wagepay.models import Engagement, LabourCostCycle, PayrollSheet, ProjectMonth
from wagepay.views.kinds import kinds_for

pytestmark = pytest.mark.django_db
MONTH = dt.date(2026, 10, 1)


def seen(model, actor) -> set:
    with acting(actor):
        return set(model.objects.visible_to(actor).values_list("pk", flat=True))


class TestLeader:
    @pytest.fixture
    def leader(self, tree):
        return accounts.actor(Role.LEADER, region=tree.city, person=accounts.user("yq-leader", "样例市长"), title="副市长")

    @pytest.fixture
    def cases(self, tree, county_inspector):
        """Two cases of the county; the first is led."""
        with acting(system_actor()):
            site = make_project(tree.county)
        with acting(county_inspector):
            return make_case(county_inspector, site), make_case(county_inspector, site)

    def lead(self, case, leader, county_inspector, **fields):
        with acting(county_inspector):
            post = Membership.objects.select_related("user", "organisation").get(pk=leader.membership_id)
            return put_in_charge(case, actor=county_inspector, leader=post, document="县领导小组第 3 次会议", on=at().date(), **fields)

    def test_he_sees_his_case_its_lead_and_lines_and_nothing_else_at_all(self, leader, cases, county_inspector):
        assert seen(Case, leader) == seen(Lead, leader) == set()
        self.lead(cases[0], leader, county_inspector)
        assert seen(Case, leader) == {cases[0].pk}
        assert len(seen(Lead, leader)) == 1 and len(seen(CaseWorkerLine, leader)) == 1
        assert len(seen(Case, county_inspector)) == 2
        for model in (Project, EarlyWarning, ClearanceItem, Engagement, ProjectMonth, SpecialWageAccount):
            assert seen(model, leader) == set()

    def test_his_pages_are_his_cases_and_his_menu_leads_nowhere_else(self, leader, cases, county_inspector, client_of):
        self.lead(cases[0], leader, county_inspector)
        browser = client_of(leader)
        desk = browser.get("/").content.decode()
        assert cases[0].number in desk and cases[1].number not in desk
        assert browser.get(cases[0].get_absolute_url()).status_code == 200
        assert browser.get(cases[1].get_absolute_url()).status_code == 404
        for path in ("/projects/", "/warnings/", "/clearance/", "/wagepay/", "/campaigns/", "/dashboard/", "/instruments/", "/memberships/", "/rights/"):
            assert (path, browser.get(path).status_code) == (path, 403)
            assert f'href="{path}"' not in desk

    def test_he_instructs_in_his_own_case_also_from_the_city(self, leader, cases, county_inspector, client_of):
        self.lead(cases[0], leader, county_inspector)
        browser = client_of(leader)
        assert browser.post(f"{cases[0].get_absolute_url()}instruct/", {"text": "本周内付清，每日报告。"}).status_code == 302
        assert browser.post(f"{cases[1].get_absolute_url()}instruct/", {"text": "本周内付清，每日报告。"}).status_code == 404
        with acting(county_inspector):
            note = CaseNote.objects.visible_to(county_inspector).get(kind="instruction")
        assert (note.by, note.text, note.case_id) == ("样例市长", "本周内付清，每日报告。", cases[0].pk)
        with acting(leader), pytest.raises(Refused, match="自己包的"):
            instruct(cases[1], actor=leader, text="本周内付清", at=clock.now())

    def test_another_leader_takes_over_and_the_first_sees_it_no_more(self, leader, cases, county_inspector, tree):
        other = accounts.actor(Role.LEADER, region=tree.county)
        self.lead(cases[0], leader, county_inspector)
        self.lead(cases[0], other, county_inspector)
        assert seen(Case, leader) == set() and seen(Case, other) == {cases[0].pk}
        with acting(county_inspector):
            assert LeaderInCharge.objects.visible_to(county_inspector).filter(case=cases[0]).count() == 2

    def test_only_leaders_in_office_here_or_above_take_a_case(self, cases, county_inspector, neighbour_inspector, tree):
        for stranger in (accounts.actor(Role.LEADER, region=tree.other_city), accounts.actor(Role.LEADER, region=tree.neighbour), county_inspector):
            with pytest.raises(Refused, match="分管领导"):
                self.lead(cases[0], stranger, county_inspector)

    def test_his_deputy_sees_his_cases(self, leader, cases, county_inspector, admin, tree):
        from portal.accounts.actions.appoint_deputy import appoint_deputy
        from portal.accounts.actors import actor_for

        self.lead(cases[0], leader, county_inspector)
        second = accounts.actor(Role.OFFICE, region=tree.city)
        day = clock.today()
        made = appoint_deputy(
            actor=admin, principal=Membership.objects.get(pk=leader.membership_id), user=Membership.objects.get(pk=second.membership_id).user, valid_from=day,
            valid_to=day, reason="出国考察", on=day,
        )  # fmt: skip
        assert seen(Case, actor_for(made)) == {cases[0].pk}


class TestDirectSpecialist:
    @pytest.fixture
    def site(self, tree, contractor):
        """The contractor's firm is a direct specialist here, general contractor on another site; somebody else leads this one."""
        firm = Membership.objects.get(pk=contractor.membership_id).organisation
        with acting(system_actor()):
            here = make_project(tree.county, general_contractor=tenancy.enterprise("样例总包有限公司"))
            make_party(here, firm, Part.DIRECT_SPECIALIST)
            own = make_project(tree.county, general_contractor=firm)
            make_account(here)
            make_deposit(here)
            make_account(own)
        return here, own, firm

    def months(self, *pairs):
        with acting(system_actor()) as operator:
            for project, employer in pairs:
                row = ProjectMonth(region_id=project.region_id, project=project, employer=employer, month=MONTH, attended=3)
                row.save(force_insert=True)
            return operator

    def test_on_anothers_site_it_sees_its_own_people_and_on_its_own_all(self, site, contractor):
        here, own, firm = site
        stranger = tenancy.enterprise()
        self.months((here, firm), (here, stranger), (here, here.general_contractor), (own, firm), (own, stranger))
        actor = accounts.again(contractor)
        assert actor.own_people_only == {here.pk} and actor.scope.read_projects == {here.pk, own.pk}
        with acting(actor):
            found = {(row.project_id, row.employer_id) for row in ProjectMonth.objects.visible_to(actor)}
        assert found == {(here.pk, firm.pk), (own.pk, firm.pk), (own.pk, stranger.pk)}

    def test_account_deposit_and_labour_cost_of_the_site_are_not_its_business(self, site, contractor):
        here, own, _ = site
        actor = accounts.again(contractor)
        with acting(system_actor()):
            for project in (here, own):
                LabourCostCycle(region_id=project.region_id, project=project, month=MONTH).save(force_insert=True)
        with acting(actor):
            for model in (SpecialWageAccount, WageSecurityDeposit, LabourCostCycle):
                assert {row.project_id for row in model.objects.visible_to(actor)} <= {own.pk}
            assert SpecialWageAccount.objects.visible_to(actor).count() == 1

    def test_it_reports_for_its_own_people_and_changes_nothing_of_the_site(self, site, contractor):
        here, own, firm = site
        actor = accounts.again(contractor)
        with acting(actor):
            assert employers_of(actor, here) == [firm] and firm in employers_of(actor, own)
            assert set(kinds_for(actor, here)) == {UploadKind.ROSTER, UploadKind.ATTENDANCE, UploadKind.PAYROLL}
            assert UploadKind.RECEIPTS in kinds_for(actor, own)
            check_reports_for(actor, here, UploadKind.PAYROLL)
            with pytest.raises(Refused, match="总承包单位登记"):
                check_reports_for(actor, here, UploadKind.RECEIPTS)
            with pytest.raises(Refused, match="专业承包"):
                check_writable(actor, here)
            check_writable(actor, own)

    def test_it_still_decides_on_its_own_sheets_as_a_direct_party(self, site, contractor):
        here, _, firm = site
        actor = accounts.again(contractor)
        with acting(system_actor()):
            for employer in (firm, here.general_contractor):
                PayrollSheet(
                    region_id=here.region_id, project=here, employer=employer, month=MONTH, receipt_number=f"GZ-{employer.pk}", sha256="0" * 64, rows=1, workers=1,
                    gross=100, deduction=0, net=100, submitted_by="样例", submitted_at=clock.now(),
                ).save(force_insert=True)  # fmt: skip
        with acting(actor):
            (sheet,) = PayrollSheet.objects.visible_to(actor).filter(project=here)
            assert sheet.employer_id == firm.pk and PayrollSheet.objects.writable_by(actor).filter(pk=sheet.pk).exists()

    def test_its_pages_show_neither_the_contract_nor_the_account(self, site, contractor, client_of):
        here, own, _ = site
        browser = client_of(accounts.again(contractor))
        page = browser.get(here.get_absolute_url()).content.decode()
        assert "合同造价" not in page and "登记专户" not in page
        assert "合同造价" in browser.get(own.get_absolute_url()).content.decode()
        assert browser.get(f"/wagepay/{here.code}/upload/receipts/").status_code in (403, 404)


class TestBankOwnerSupervisor:
    def test_a_bank_sees_the_accounts_it_keeps_and_not_the_other_banks(self, tree, bank):
        own = Membership.objects.get(pk=bank.membership_id).organisation
        with acting(system_actor()):
            site = make_project(tree.county)
            mine, other = make_account(site, own), make_account(site, tenancy.bank())
            make_party(site, own, Part.BANK)
        actor = accounts.again(bank)
        assert seen(SpecialWageAccount, actor) == {mine.pk} != {other.pk}
        assert seen(Engagement, actor) == set() and seen(WageSecurityDeposit, actor) == set()

    @pytest.mark.parametrize(("role", "part"), [(Role.OWNER, Part.OWNER), (Role.SUPERVISOR, Part.SUPERVISOR), (Role.BANK, Part.BANK)])
    def test_each_sees_the_projects_of_its_part_and_no_person(self, tree, client_of, role, part):
        firm = tenancy.bank() if role == Role.BANK else tenancy.enterprise()
        with acting(system_actor()):
            site, foreign = make_project(tree.county), make_project(tree.county)
            make_party(site, firm, part)
        actor = accounts.actor(role, organisation=firm)
        assert seen(Project, actor) == {site.pk} != {foreign.pk}
        browser = client_of(actor)
        assert site.name in browser.get("/").content.decode()
        assert browser.get(site.get_absolute_url()).status_code == 200
        assert browser.get(foreign.get_absolute_url()).status_code == 404
        assert browser.get("/wagepay/").status_code == 200
        for path in (f"/wagepay/{site.code}/roster/", "/leads/", "/cases/", "/dashboard/", "/campaigns/", "/clearance/", "/rights/", "/memberships/"):
            assert (path, browser.get(path).status_code) == (path, 403)


def test_the_security_officer_has_posts_and_rights_and_no_business_data(tree, county_inspector, client_of):
    officer = accounts.actor(Role.SECURITY, region=tree.city)
    with acting(system_actor()):
        site = make_project(tree.county)
    with acting(county_inspector):
        make_case(county_inspector, site)
    assert seen(Project, officer) == seen(Case, officer) == seen(Lead, officer) == set()
    browser = client_of(officer)
    assert browser.get("/", follow=True).redirect_chain[-1][0] == "/rights/adjustments/"
    for path in ("/projects/", "/cases/", "/warnings/", "/wagepay/", "/dashboard/", "/instruments/"):
        assert (path, browser.get(path).status_code) == (path, 403)
    for path in ("/memberships/", "/rights/"):
        assert browser.get(path).status_code == 200
