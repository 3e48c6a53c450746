"""The 17 columns, each counted by hand from a few rows."""

import datetime as dt
from decimal import Decimal

import pytest

from cases.actions.close_case import close_case
from cases.actions.file_case import file_case
from cases.actions.record_police import record_police
from cases.actions.withdraw_line import withdraw_line
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from tests.make.accounts import actor as make_actor
from tests.make.cases import at, lines_of, make_case, make_lead, make_line, pay, verify
from tests.make.documents import stored_file
from tests.make.projects import make_employer, make_party, make_project
from tests.make.tenancy import enterprise
from tests.make.wagepay import id_number

NOV_10, NOV_15 = dt.date(2026, 11, 10), dt.date(2026, 11, 15)


class TestInspected:
    """Columns 1–4."""

    def test_an_employer_inspected_twice_counts_once_with_its_latest_figures(self, tree, winter, inspect, figures_of):
        employer = inspect(tree.county, on=NOV_10, workers=40, migrant_workers=30, with_contract=20)
        inspect(tree.county, employer, on=NOV_15, workers=50, migrant_workers=35, with_contract=25)
        assert figures_of(winter, "construction", 1, 2, 3, 4) == [1, 50, 35, 25]

    def test_its_project_and_its_office_are_one_household_and_add_their_people(self, tree, winter, firm, inspect, figures_of):
        with acting(system_actor()):
            employer = make_employer(tree.county)
        inspect(tree.county, employer, firm.project, workers=50, migrant_workers=35, with_contract=25)
        inspect(tree.county, employer, workers=5, migrant_workers=0, with_contract=0)
        assert figures_of(winter, "construction", 1, 2, 3, 4) == [1, 55, 35, 25]

    def test_the_same_firm_in_two_counties_is_two_households(self, tree, winter, inspect, figures_of):
        with acting(system_actor()):
            firm = enterprise("跨县样例建工有限公司")
            here, there = make_employer(tree.county, firm), make_employer(tree.neighbour, firm)
        inspect(tree.county, here, workers=40, migrant_workers=30, with_contract=20)
        inspect(tree.neighbour, there, workers=8, migrant_workers=8, with_contract=8)
        assert figures_of(winter, "total", 1, 2, 3, 4) == [2, 48, 38, 28]

    def test_each_class_has_its_row_and_the_total_is_their_sum(self, tree, winter, inspect, table_of):
        for table_class, workers in (("construction", 40), ("manufacturing", 100), ("other", 7)):
            inspect(tree.county, table_class=table_class, workers=workers, migrant_workers=5, with_contract=1)
        cells = table_of(winter).cells
        assert [cells[row][2] for row in ("total", "construction", "manufacturing", "other")] == [147, 40, 100, 7]

    @pytest.mark.parametrize(("on", "counted"), [("2026-11-08", 0), ("2026-11-09", 1), ("2026-11-20", 1), ("2026-11-21", 0)])
    def test_only_the_days_from_the_start_to_the_day_asked_count(self, tree, winter, inspect, figures_of, on, counted):
        inspect(tree.county, on=dt.date.fromisoformat(on))
        assert figures_of(winter, "total", 1) == [counted]

    def test_another_citys_inspection_is_not_counted(self, tree, winter, inspect, figures_of):
        inspect(tree.other_county)
        assert figures_of(winter, "total", 1) == [0]


class TestArrears:
    """Columns 5–9."""

    def test_only_what_was_verified_counts_and_only_from_that_day(self, winter, firm, county_inspector, figures_of, day):
        with acting(county_inspector):
            case = make_case(county_inspector, firm.project)
        assert figures_of(winter, "construction", 5, 6, 8) == [0, 0, 0]
        with acting(county_inspector):
            verify(county_inspector, lines_of(county_inspector, case)[0], Decimal("9000.05"))
        assert figures_of(winter, "construction", 5, 6, 7, 8, 9) == [1, 1, 1, Decimal("9000.05"), Decimal("9000.05")]
        assert figures_of(winter, "construction", 5, until=day - dt.timedelta(days=1)) == [0]

    def test_arrears_without_an_inspection_are_shown_without_one(self, winter, firm, county_inspector, figures_of):
        with acting(county_inspector):
            verify(county_inspector, lines_of(county_inspector, make_case(county_inspector, firm.project))[0])
        assert figures_of(winter, "total", 1, 5) == [0, 1]

    def test_a_person_in_two_cases_of_one_county_counts_once_with_both_sums(self, winter, firm, county_inspector, figures_of):
        number = id_number()
        with acting(county_inspector):
            for amount in (4000, 2000):
                case = make_case(county_inspector, firm.project)
                verify(county_inspector, make_line(county_inspector, case, id_number=number), amount)
        assert figures_of(winter, "construction", 5, 6, 8) == [1, 1, 6000]

    def test_a_person_owed_in_two_counties_counts_in_each(self, tree, winter, firm, county_inspector, neighbour_inspector, figures_of):
        number = id_number()
        with acting(system_actor()):
            elsewhere = make_project(tree.neighbour)
        for inspector, project in ((county_inspector, firm.project), (neighbour_inspector, elsewhere)):
            with acting(inspector):
                verify(inspector, make_line(inspector, make_case(inspector, project), id_number=number), 1000)
        assert figures_of(winter, "total", 5, 6, 8) == [2, 2, 2000]

    def test_people_who_are_no_migrant_workers_stand_in_the_sums_alone(self, winter, firm, county_inspector, figures_of):
        with acting(county_inspector):
            case = make_case(county_inspector, firm.project)
            verify(county_inspector, make_line(county_inspector, case), 3000)
            verify(county_inspector, make_line(county_inspector, case, is_migrant=False), 1000)
        assert figures_of(winter, "construction", 6, 7, 8, 9) == [2, 1, 4000, 3000]

    def test_compensation_is_no_wage_arrears(self, winter, firm, county_inspector, figures_of):
        with acting(county_inspector):
            case = make_case(county_inspector, firm.project)
            for kind in ("additional", "economic"):
                verify(county_inspector, make_line(county_inspector, case, kind=kind), 500)
        assert figures_of(winter, "construction", 5, 6, 8) == [0, 0, 0]

    def test_a_claim_taken_back_is_no_arrears_any_more(self, winter, firm, county_inspector, figures_of):
        with acting(county_inspector):
            line = verify(county_inspector, lines_of(county_inspector, make_case(county_inspector, firm.project))[0], 1000)
            withdraw_line(line, actor=county_inspector, note="本人电话确认是误会。", proof=stored_file(county_inspector), on=NOV_15)
        assert figures_of(winter, "construction", 5, 6, 8) == [0, 0, 0]

    def test_a_finding_of_nothing_owed_is_no_arrears(self, winter, firm, county_inspector, figures_of):
        with acting(county_inspector):
            verify(county_inspector, lines_of(county_inspector, make_case(county_inspector, firm.project))[0], 0)
        assert figures_of(winter, "construction", 5, 6, 8) == [0, 0, 0]


class TestClassOfTheEmployer:
    """Which row a case stands in."""

    def owed(self, inspector, project=None, **fields):
        with acting(inspector):
            case = make_case(inspector, project, **fields)
            verify(inspector, lines_of(inspector, case)[0], 1000)

    def test_as_registered_in_the_county(self, tree, winter, county_inspector, figures_of):
        with acting(system_actor()):
            factory = enterprise("样例机械制造有限公司")
            make_employer(tree.county, factory, table_class="manufacturing")
        self.owed(county_inspector, region=tree.county, employer=factory, employer_text="")
        assert figures_of(winter, "manufacturing", 5) == [1]

    def test_an_unregistered_builder_of_a_project_is_a_builder(self, tree, winter, county_inspector, figures_of):
        with acting(system_actor()):
            project = make_project(tree.county)
        self.owed(county_inspector, project)
        assert figures_of(winter, "construction", 5) == [1]

    def test_so_is_a_firm_that_takes_part_in_a_project_of_the_county(self, tree, winter, firm, county_inspector, figures_of):
        with acting(system_actor()):
            labour = enterprise("样例劳务分包有限公司")
            make_party(firm.project, labour)
        self.owed(county_inspector, region=tree.county, employer=labour, employer_text="")
        assert figures_of(winter, "construction", 5) == [1]

    def test_anybody_else_is_another_employer(self, tree, winter, county_inspector, figures_of):
        self.owed(county_inspector, region=tree.county)
        assert figures_of(winter, "other", 5, 6) == [1, 1]


class TestHandled:
    """Columns 10, 11, 16 and 17."""

    def test_a_case_counts_as_filed_from_the_day_of_filing(self, winter, firm, county_inspector, figures_of, day):
        with acting(county_inspector):
            case = make_case(county_inspector, firm.project, on=NOV_10)
            file_case(case, actor=county_inspector, at=at(day), reason="拒不支付，需要立案调查。")
        assert figures_of(winter, "construction", 10) == [1]
        assert figures_of(winter, "construction", 10, until=day - dt.timedelta(days=1)) == [0]

    def test_a_case_solved_without_filing_counts_when_it_is_closed_by_payment(self, winter, firm, county_inspector, figures_of):
        with acting(county_inspector):
            case = make_case(county_inspector, firm.project)
            line = verify(county_inspector, lines_of(county_inspector, case)[0], 1000)
            pay(county_inspector, line, 1000)
            close_case(case, actor=county_inspector, at=at(), kind="paid", note="全部付清")
        assert figures_of(winter, "construction", 10, 11) == [0, 1]

    def test_a_case_handed_to_arbitration_is_not_solved(self, winter, firm, county_inspector, figures_of):
        with acting(county_inspector):
            case = make_case(county_inspector, firm.project)
            close_case(case, actor=county_inspector, at=at(), kind="arbitration", note="告知申请仲裁")
        assert figures_of(winter, "construction", 11) == [0]

    def test_a_filed_case_closed_by_payment_is_in_column_10_alone(self, winter, firm, county_inspector, figures_of):
        with acting(county_inspector):
            case = make_case(county_inspector, firm.project)
            pay(county_inspector, verify(county_inspector, lines_of(county_inspector, case)[0], 1000), 1000)
            file_case(case, actor=county_inspector, at=at(), reason="需要立案调查。")
            case.refresh_from_db()
            close_case(case, actor=county_inspector, at=at(), kind="paid", note="全部付清")
        assert figures_of(winter, "construction", 10, 11) == [1, 0]

    def test_referral_and_filing_by_the_police_count_on_their_own_days(self, winter, firm, county_inspector, figures_of):
        with acting(county_inspector):
            case = make_case(county_inspector, firm.project, on=NOV_10)
            later = dt.date(2026, 11, 25)
            record_police(case, actor=county_inspector, referred_on=NOV_15, filed_on=later, on=later)
        assert figures_of(winter, "construction", 16, 17) == [1, 0]
        assert figures_of(winter, "construction", 16, 17, until=later) == [1, 1]

    def test_a_lead_that_was_not_accepted_is_in_no_column(self, winter, firm, county_inspector, table_of):
        with acting(county_inspector):
            make_lead(county_inspector, firm.project)
        assert set(table_of(winter).cells["total"].values()) == {Decimal(0)}


class TestPaid:
    """Columns 12–15."""

    def test_money_counts_on_the_day_it_reached_the_worker(self, winter, firm, county_inspector, figures_of, day):
        with acting(county_inspector):
            line = verify(county_inspector, lines_of(county_inspector, make_case(county_inspector, firm.project, on=NOV_10))[0], 5000, on=NOV_10)
            pay(county_inspector, line, 2000, on=NOV_15)
            pay(county_inspector, line, 3000, on=day)
        assert figures_of(winter, "construction", 12, 13, 14, 15) == [1, 1, 5000, 5000]
        assert figures_of(winter, "construction", 12, 14, until=NOV_15) == [1, 2000]

    def test_additional_compensation_counts_and_economic_compensation_does_not(self, winter, firm, county_inspector, figures_of):
        number = id_number()
        with acting(county_inspector):
            case = make_case(county_inspector, firm.project)
            for kind, amount in (("wage", 4000), ("additional", 400), ("economic", 900)):
                pay(county_inspector, verify(county_inspector, make_line(county_inspector, case, kind=kind, id_number=number), amount), amount)
        assert figures_of(winter, "construction", 8, 12, 14) == [4000, 1, 4400]

    def test_who_is_no_migrant_worker_stands_in_the_sum_alone(self, winter, firm, county_inspector, figures_of):
        with acting(county_inspector):
            case = make_case(county_inspector, firm.project)
            for is_migrant, amount in ((True, 1000), (False, 600)):
                pay(county_inspector, verify(county_inspector, make_line(county_inspector, case, is_migrant=is_migrant), amount), amount)
        assert figures_of(winter, "construction", 12, 13, 14, 15) == [2, 1, 1600, 1000]


class TestOtherFacts:
    """其他情况 1–3."""

    def facts(self, table):
        return {o["flag"]: (o["inspected"], o["in_arrears"], o["amount"], o["people"]) for o in table.other}

    def test_a_project_under_two_flags_counts_under_each(self, tree, winter, county_inspector, inspect, table_of):
        with acting(system_actor()):
            project = make_project(tree.county, is_government_invested=True, is_state_contractor=True)
        inspect(tree.county, project=project)
        inspect(tree.county, project=project, on=NOV_10)
        with acting(county_inspector):
            verify(county_inspector, lines_of(county_inspector, make_case(county_inspector, project))[0], Decimal("1234.56"))
        found = self.facts(table_of(winter))
        assert found == {
            "is_government_invested": (1, 1, Decimal("1234.56"), 1),
            "is_ppp": (0, 0, Decimal(0), 0),
            "is_state_contractor": (1, 1, Decimal("1234.56"), 1),
        }

    def test_a_state_owner_alone_makes_no_state_project(self, tree, winter, inspect, table_of):
        """备注2: the general contractor's ownership decides."""
        with acting(system_actor()):
            project = make_project(tree.county, is_state_owner=True)
        inspect(tree.county, project=project)
        assert self.facts(table_of(winter))["is_state_contractor"] == (0, 0, Decimal(0), 0)

    def test_inspected_and_in_arrears_are_counted_apart(self, tree, winter, county_inspector, inspect, table_of):
        with acting(system_actor()):
            inspected, owing = (make_project(tree.county, is_ppp=True) for _ in range(2))
        inspect(tree.county, project=inspected)
        with acting(county_inspector):
            verify(county_inspector, lines_of(county_inspector, make_case(county_inspector, owing))[0], 800)
        assert self.facts(table_of(winter))["is_ppp"] == (1, 1, Decimal(800), 1)


def test_a_county_inspector_computes_his_own_county_alone(tree, winter, inspect, county_inspector, table_of):
    inspect(tree.county)
    inspect(tree.neighbour)
    assert table_of(winter, actor=county_inspector).cells["total"][1] == 1


def test_an_actor_of_another_city_computes_nothing(tree, winter, inspect, table_of):
    inspect(tree.county)
    stranger = make_actor("office", region=tree.other_city)
    assert table_of(winter, actor=stranger, regions=[tree.county]).cells["total"][1] == 0
