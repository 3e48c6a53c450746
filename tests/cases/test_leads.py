"""Leads: their clocks, the decision, joining of what is one matter."""

import datetime as dt
from decimal import Decimal

import pytest

from cases.actions.amend_lead import amend_lead
from cases.actions.decide_lead import accept_lead, answer_lead, reject_lead, transfer_lead
from cases.actions.issue_code import issue_code
from cases.enums import Channel
from cases.models import Case, CaseLead, CaseWorkerLine, Lead
from cases.queries.duplicates import open_cases_of_matter, same_matter
from earlywarning.models import ClearanceItem
from portal.audit.models import Entry
from portal.lib.errors import Refused
from portal.tenancy.models import Holiday, Region
from portal.tenancy.scope import acting
from projects.models import Fact, Hold
from tests.make import tenancy
from tests.make.cases import ON, at, lines_of, make_case, make_lead
from tests.make.projects import make_project
from tests.make.wagepay import id_number

pytestmark = pytest.mark.django_db
WEDNESDAY = dt.date(2026, 11, 18)


@pytest.fixture(autouse=True)
def scope(inspector, site):
    """Each test acts as the inspector of the site."""
    with acting(inspector):
        yield


class TestClocks:
    def test_five_working_days_to_accept(self, inspector, site):
        assert make_lead(inspector, site, on=WEDNESDAY).accept_due_on == dt.date(2026, 11, 25)

    def test_a_holiday_is_not_counted(self, inspector, site):
        Holiday.objects.create(day=dt.date(2026, 11, 23), kind="statutory", name="样例假", source="样例")
        assert make_lead(inspector, site, on=WEDNESDAY).accept_due_on == dt.date(2026, 11, 26)

    def test_the_same_day_where_the_province_says_so(self, inspector, site):
        tenancy.policy_row(site.region, "cases.accept_same_day", True)
        assert make_lead(inspector, site, on=WEDNESDAY).accept_due_on == WEDNESDAY

    def test_a_tenants_further_term_counts_when_it_ends_first(self, inspector, site):
        tenancy.policy_row(site.region, "cases.more_lead_terms", ["D17a"])
        assert make_lead(inspector, site, on=dt.date(2026, 11, 20)).accept_due_on == dt.date(2026, 11, 27)
        assert make_lead(inspector, site, on=dt.date(2026, 12, 28)).accept_due_on == dt.date(2027, 1, 4)

    def test_it_goes_under_the_three_day_clock(self, inspector, site):
        lead = make_lead(inspector, site)
        item = ClearanceItem.objects.visible_to(inspector).get(subject_uid=lead.uid)
        assert (item.due_on, lead.clear_due_on, item.project_id, item.region_id) == (
            ON + dt.timedelta(days=3),
            ON + dt.timedelta(days=3),
            site.pk,
            site.region_id,
        )

    def test_the_officer_who_takes_it_is_its_first_contact(self, inspector, site):
        assert make_lead(inspector, site).first_contact_id == inspector.user_id


class TestRegister:
    def test_a_platforms_number_is_registered_once(self, inspector, site):
        make_lead(inspector, site, channel=Channel.NATIONAL, external_number="QG-1")
        with pytest.raises(Refused, match="已经登记过"):
            make_lead(inspector, site, channel=Channel.NATIONAL, external_number="QG-1")
        make_lead(inspector, site, channel=Channel.PROVINCIAL, external_number="QG-1")

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"amount": Decimal(0)}, "金额要大于零"),
            ({"owed_from": dt.date(2026, 10, 1), "owed_to": dt.date(2026, 9, 30)}, "欠薪止不能早于欠薪起"),
            ({"people": 0}, "至少 1 人"),
            ({"id_number": "1403**********1234"}, "星号"),
        ],
    )
    def test_what_cannot_be_is_refused_in_words(self, inspector, site, fields, words):
        with pytest.raises(Refused, match=words):
            make_lead(inspector, site, **fields)
        assert not ClearanceItem.objects.visible_to(inspector).exists()


class TestAccept:
    def test_it_opens_a_case_with_its_number_hold_and_clock(self, inspector, site):
        case = make_case(inspector, site)
        assert case.number == "AJ-140321-2026-1"
        assert (case.opened_on, case.state, case.track, case.filed_on) == (ON, "open", "coordinated", None)
        assert (case.employer, case.officer_id, case.organ_name) == (site.general_contractor, inspector.user_id, inspector.organisation_name)
        assert case.investigate_due_on > ON + dt.timedelta(days=80)
        (hold,) = Hold.objects.visible_to(inspector).filter(project=site, lifted_at__isnull=True)
        assert (hold.kind, hold.source_uid) == ("open_case", str(case.uid))
        assert Fact.objects.visible_to(inspector).get(project=site, item="open_case").value == {"count": 1}

    def test_numbers_have_no_gaps(self, inspector, site):
        make_case(inspector, site)
        refused = make_lead(inspector, site)
        reject_lead(refused, actor=inspector, at=at(), reason="不属于本机关职权。")
        with pytest.raises(Refused):
            accept_lead(refused, actor=inspector, at=at())
        assert make_case(inspector, site).number == "AJ-140321-2026-2"
        assert make_case(inspector, site, on=dt.date(2027, 1, 5)).number == "AJ-140321-2027-1"

    def test_the_sender_stands_on_the_ledger_with_what_he_claims(self, inspector, site):
        case = make_case(inspector, site, name="王某某", id_number=id_number(5))
        (line,) = lines_of(inspector, case)
        assert (line.name, line.claimed, line.verified, line.state) == ("王某某", Decimal("9360.00"), None, "due")
        assert line.id_number.plain() == id_number(5)
        assert CaseLead.objects.visible_to(inspector).get(case=case).line == line

    def test_a_groups_sum_is_nobodys_line(self, inspector, site):
        case = make_case(inspector, site, people=9, amount=Decimal("128400"), channel=Channel.PHONE_12333)
        assert lines_of(inspector, case) == []

    def test_by_qr_everybody_says_his_own_sum(self, inspector, site):
        case = make_case(inspector, site, people=9, channel=Channel.QR)
        assert [line.claimed for line in lines_of(inspector, case)] == [Decimal("9360.00")]

    def test_an_unverified_claim_is_no_arrears_of_the_project(self, inspector, site):
        make_case(inspector, site)
        assert Fact.objects.visible_to(inspector).get(project=site, item="arrears").value == {"people": 0, "amount": "0.00"}

    def test_filed_from_the_start(self, inspector, site):
        case = accept_lead(make_lead(inspector, site), actor=inspector, at=at(), track="filed")
        assert (case.track, case.filed_on) == ("filed", ON)

    def test_a_lead_without_project_makes_a_case_without_hold(self, inspector, tree):
        case = accept_lead(make_lead(inspector, region=tree.county), actor=inspector, at=at())
        assert (case.project, case.employer_text, case.title) == (None, "样例家政服务部", "样例家政服务部拖欠工资")
        assert not Hold.objects.visible_to(inspector).exists()

    def test_twice_is_refused(self, inspector, site):
        lead = make_lead(inspector, site)
        accept_lead(lead, actor=inspector, at=at())
        with pytest.raises(Refused, match="现在是“已受理”"):
            accept_lead(lead, actor=inspector, at=at())


class TestJoin:
    def test_a_second_lead_of_the_site_joins_the_case(self, inspector, site):
        case = make_case(inspector, site)
        joined = accept_lead(make_lead(inspector, site), actor=inspector, at=at(), case=case)
        assert joined == case
        assert len(lines_of(inspector, case)) == CaseLead.objects.visible_to(inspector).filter(case=case).count() == 2

    def test_the_same_person_gets_no_second_line(self, inspector, site):
        case = make_case(inspector, site, id_number=id_number(5))
        accept_lead(make_lead(inspector, site, id_number=id_number(5)), actor=inspector, at=at(), case=case)
        (line,) = lines_of(inspector, case)
        assert {link.line for link in CaseLead.objects.visible_to(inspector).filter(case=case).select_related("line")} == {line}

    def test_another_site_is_another_matter(self, inspector, site, tree):
        case, other = make_case(inspector, site), make_project(tree.county)
        lead = make_lead(inspector, other)
        with pytest.raises(Refused, match="同一项目或同一用人单位"):
            accept_lead(lead, actor=inspector, at=at(), case=case)
        lead.refresh_from_db()
        assert lead.state == "received"

    def test_employers_are_compared_where_there_is_no_project(self, inspector, tree):
        case = accept_lead(make_lead(inspector, region=tree.county), actor=inspector, at=at())
        accept_lead(make_lead(inspector, region=tree.county), actor=inspector, at=at(), case=case)
        with pytest.raises(Refused):
            accept_lead(make_lead(inspector, region=tree.county, employer_text="另一家"), actor=inspector, at=at(), case=case)

    def test_a_closed_case_takes_no_more(self, inspector, site):
        from cases.actions.close_case import close_case

        case = make_case(inspector, site)
        close_case(case, actor=inspector, at=at(), kind="arbitration", note="已告知申请仲裁。")
        case.refresh_from_db()
        with pytest.raises(Refused, match="已办结"):
            accept_lead(make_lead(inspector, site), actor=inspector, at=at(), case=case)

    def test_open_cases_of_the_matter_are_offered(self, inspector, site, tree):
        case, lead = make_case(inspector, site), make_lead(inspector, site)
        make_case(inspector, make_project(tree.county))
        assert open_cases_of_matter(inspector, lead) == [case]


class TestDuplicates:
    @pytest.mark.parametrize(
        ("one", "other", "why"),
        [
            ({"id_number": id_number(1)}, {"id_number": id_number(1)}, "同一身份证号"),
            ({"phone": "13900000009"}, {"phone": "139 0000 0009"}, "同一手机号"),
            ({"name": "王某某"}, {"name": "王某某"}, "同名"),
        ],
    )
    def test_the_same_person_about_the_same_site(self, inspector, site, one, other, why):
        first, second = make_lead(inspector, site, **one), make_lead(inspector, site, **other)
        assert [(row.lead, row.why) for row in same_matter(inspector, second)] == [(first, why)]

    def test_with_the_case_it_led_to(self, inspector, site):
        case = make_case(inspector, site, name="王某某")
        assert [row.case for row in same_matter(inspector, make_lead(inspector, site, name="王某某"))] == [case]

    @pytest.mark.parametrize("fields", [{"name": "李某某"}, {"name": ""}])
    def test_another_person_is_none(self, inspector, site, fields):
        make_lead(inspector, site, name="王某某")
        assert same_matter(inspector, make_lead(inspector, site, **fields)) == []

    def test_another_site_is_none(self, inspector, site, tree):
        make_lead(inspector, make_project(tree.county), name="王某某")
        assert same_matter(inspector, make_lead(inspector, site, name="王某某")) == []

    def test_months_that_do_not_overlap_are_another_claim(self, inspector, site):
        make_lead(inspector, site, name="王某某", owed_from=dt.date(2026, 3, 1), owed_to=dt.date(2026, 4, 30))
        later = make_lead(inspector, site, name="王某某", owed_from=dt.date(2026, 5, 1), owed_to=dt.date(2026, 6, 30))
        touching = make_lead(inspector, site, name="王某某", owed_from=dt.date(2026, 4, 30))
        assert same_matter(inspector, later) == [row for row in same_matter(inspector, later) if row.lead == touching]
        assert len(same_matter(inspector, touching)) == 2

    def test_the_same_employer_where_there_is_no_site(self, inspector, tree):
        first = make_lead(inspector, region=tree.county, name="王某某")
        assert [row.lead for row in same_matter(inspector, make_lead(inspector, region=tree.county, name="王某某"))] == [first]


class TestOtherDecisions:
    @pytest.mark.parametrize(("act", "state"), [(reject_lead, "rejected"), (transfer_lead, "transferred")])
    def test_the_words_are_kept_and_the_clock_stops(self, inspector, site, act, state):
        lead = act(make_lead(inspector, site), actor=inspector, at=at(), reason="转城区监察大队，属地管辖。")
        assert (lead.state, lead.reply, lead.decided_on) == (state, "转城区监察大队，属地管辖。", ON)
        assert ClearanceItem.objects.visible_to(inspector).get(subject_uid=lead.uid).state == "cleared"
        assert Entry.objects.filter(verb=f"cases.lead.{'reject' if act is reject_lead else 'transfer'}").get().detail["note"]

    @pytest.mark.parametrize("act", [reject_lead, transfer_lead])
    def test_without_words_nothing_happens(self, inspector, site, act):
        lead = make_lead(inspector, site)
        with pytest.raises(Refused, match="写明"):
            act(lead, actor=inspector, at=at(), reason="  ")
        assert Lead.objects.visible_to(inspector).get(pk=lead.pk).state == "received"

    def test_an_answer_follows_the_acceptance(self, inspector, site):
        lead = make_lead(inspector, site)
        with pytest.raises(Refused, match="要先到“已受理”"):
            answer_lead(lead, actor=inspector, at=at(), reply="好")
        accept_lead(lead, actor=inspector, at=at())
        answered = answer_lead(lead, actor=inspector, at=at(ON + dt.timedelta(days=2)), reply="已责令发放。")
        assert (answered.state, answered.decided_on, answered.replied_on) == ("answered", ON, ON + dt.timedelta(days=2))


class TestAmend:
    ABOUT = {"employer": None, "employer_text": "", "people": 1, "amount": None, "owed_from": None, "owed_to": None}

    def test_a_site_that_was_not_known_is_written_in_with_the_reason(self, inspector, site, tree):
        lead = make_lead(inspector, region=tree.county)
        amended = amend_lead(lead, actor=inspector, reason="电话核实是二期工地", project=site, **self.ABOUT)
        assert amended.project == site and amended.progress["about"] == site.name
        entry = Entry.objects.get(verb="cases.amend_lead")
        assert entry.detail["reason"] == "电话核实是二期工地" and "项目" in entry.detail["changed"]

    def test_after_the_decision_it_is_too_late(self, inspector, site):
        lead = make_lead(inspector, site)
        accept_lead(lead, actor=inspector, at=at())
        with pytest.raises(Refused, match="受理前"):
            amend_lead(lead, actor=inspector, reason="改一下项目", project=site, **self.ABOUT)

    def test_a_reason_is_needed(self, inspector, site):
        with pytest.raises(Refused, match="依据"):
            amend_lead(make_lead(inspector, site), actor=inspector, reason=" ", project=site, **self.ABOUT)


def test_a_new_code_needs_to_say_how_the_person_was_known(inspector, site):
    with pytest.raises(Refused, match="核实"):
        issue_code(make_lead(inspector, site), actor=inspector, reason=" ")


def test_the_full_number_is_in_no_row_as_text(inspector, site):
    from django.db import connection

    number = id_number(5)
    make_case(inspector, site, id_number=number, phone="13911112222")
    with connection.cursor() as cursor:
        for table in ("cases_lead", "cases_caseworkerline", "audit_entry", "jobs_outboxmessage", "earlywarning_clearanceitem"):
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s OR t::text LIKE %s", [f"%{number}%", "%13911112222%"])
            assert (table, cursor.fetchone()[0]) == (table, 0)


def test_a_county_does_not_open_a_case_of_its_neighbours_site(inspector, other_site, tree, city_office):
    """A city may register what concerns a county; only the county opens the case."""
    with acting(city_office):
        region = Region.objects.get(pk=tree.city.pk)
        lead = make_lead(city_office, other_site, region=region)
        with pytest.raises(Refused, match="没有“受理”的权限"):
            accept_lead(lead, actor=city_office, at=at())
    with acting(inspector), pytest.raises(Refused, match="权限范围"):
        accept_lead(lead, actor=inspector, at=at())
    with acting(inspector):
        assert not Case.objects.visible_to(inspector).exists() and not CaseWorkerLine.objects.visible_to(inspector).exists()
