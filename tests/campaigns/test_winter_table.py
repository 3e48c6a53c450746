"""The table as a whole: corrections beside computed figures, versions, figures that open, 万 only on paper."""

import datetime as dt
from decimal import Decimal

import pytest

from campaigns.actions.correct_cell import correct_cell, withdraw_correction
from campaigns.actions.send_table import send_table
from campaigns.models import StatisticalReturn
from campaigns.paper import numbered, other_lines, printed_rows, rounding_note
from campaigns.queries.winter_cell import cell_by_county, cell_rows, flag_rows
from campaigns.winter_columns import COLUMNS, ROW_NAMES, in_unit, shown
from campaigns.winter_table import cells_of, counties_of
from portal.lib.errors import Refused
from portal.tenancy.scope import acting
from tests.make.accounts import actor as make_actor
from tests.make.cases import at, lines_of, make_case, make_line, pay, verify
from tests.make.projects import make_project


def correct(actor, campaign, row="construction", column=4, difference=5, reason="补记现场核对的人数"):
    with acting(actor):
        return correct_cell(actor=actor, campaign=campaign, row=row, column=column, difference=Decimal(str(difference)), reason=reason, at=at())


def send(actor, campaign, until):
    with acting(actor):
        return send_table(campaign, actor=actor, until=until, at=at(until))


@pytest.fixture
def story(tree, firm, inspect, county_inspector, neighbour_inspector, other_county_inspector):
    """Two inspections in two counties, a paid case and an unpaid one."""
    inspect(tree.county, project=firm.project)
    inspect(tree.neighbour, table_class="manufacturing", workers=100, migrant_workers=10, with_contract=10)
    with acting(county_inspector):
        case = make_case(county_inspector, firm.project)
        pay(county_inspector, verify(county_inspector, lines_of(county_inspector, case)[0], Decimal("4999.97")), Decimal("4999.97"))
        verify(county_inspector, make_line(county_inspector, case), 3000)
    with acting(neighbour_inspector):
        verify(neighbour_inspector, lines_of(neighbour_inspector, make_case(neighbour_inspector, region=tree.neighbour, project=None))[0], 700)


class TestCorrections:
    def test_a_correction_changes_the_class_and_the_total_and_the_computed_figure_stays(self, winter, story, city_office, table_of):
        correct(city_office, winter)
        table = table_of(winter)
        assert (table.raw["construction"][4], table.cells["construction"][4], table.cells["total"][4]) == (20, 25, 35)
        cell = next(c for row in printed_rows(table) if row["key"] == "construction" for c in row["cells"] if c["column"] == 4)
        assert (cell["text"], cell["computed"]) == ("0.0025", "0.0020")

    def test_one_taken_back_counts_no_more_and_is_taken_back_once(self, winter, story, city_office, table_of):
        row = correct(city_office, winter)
        with acting(city_office):
            withdraw_correction(row, actor=city_office, at=at())
            with pytest.raises(Refused, match="已撤回"):
                withdraw_correction(row, actor=city_office, at=at())
        assert table_of(winter).cells["construction"][4] == 20

    def test_the_table_of_one_county_shows_no_correction_of_the_whole(self, tree, winter, story, city_office, table_of):
        correct(city_office, winter)
        assert table_of(winter, regions=[tree.county]).cells["construction"][4] == 20

    @pytest.mark.parametrize(
        ("wrong", "reason"),
        [
            ({"row": "total"}, "更正具体的类别"),
            ({"difference": 0}, "不能为零"),
            ({"difference": "0.5"}, "填整数"),
            ({"reason": " "}, "理由"),
            ({"column": 18}, "1 到 17"),
        ],
    )
    def test_what_is_no_correction_is_refused(self, winter, city_office, wrong, reason):
        with pytest.raises(Refused, match=reason):
            correct(city_office, winter, **wrong)

    def test_money_may_be_corrected_by_fen(self, winter, city_office):
        assert correct(city_office, winter, column=8, difference="-0.01").difference == Decimal("-0.01")

    def test_only_the_office_that_leads_the_campaign_corrects(self, tree, winter, county_inspector):
        with pytest.raises(Refused, match="权限"):
            correct(county_inspector, winter)
        with pytest.raises(Refused, match="上级的专项行动"):
            correct(make_actor("office", region=tree.county), winter)


class TestSending:
    def test_a_version_keeps_its_figures_when_the_rows_go_on(self, tree, winter, story, inspect, city_office, table_of, day):
        first = send(city_office, winter, day)
        inspect(tree.county)
        second = send(city_office, winter, day)
        with acting(city_office):
            rows = {row.version: cells_of(row)["total"][1] for row in StatisticalReturn.objects.visible_to(city_office)}
        assert (first.version, second.version) == (1, 2)
        assert rows == {1: 2, 2: 3}
        assert first.cells["other"][0]["name"] == "政府投资工程项目"

    def test_an_error_among_the_checks_stops_it(self, winter, story, city_office, day):
        correct(city_office, winter, difference=11)
        with pytest.raises(Refused, match="建筑企业：第 3 栏不小于第 4 栏"):
            send(city_office, winter, day)

    def test_what_only_asks_is_kept_with_the_version(self, winter, story, city_office, day):
        assert "其他用人单位：第 1 栏不小于第 5 栏" in send(city_office, winter, day).cells["asked"]

    def test_figures_that_shrink_against_the_last_version_ask(self, winter, story, city_office, table_of, day):
        row = correct(city_office, winter)
        send(city_office, winter, day)
        with acting(city_office):
            withdraw_correction(row, actor=city_office, at=at())
        assert [c.text for c in table_of(winter).failed if "第 1 版" in c.text] == [f"第 4 栏：各行不小于第 1 版（截至 {day}）"]

    @pytest.mark.parametrize(("until", "reason"), [("2026-11-08", "早于行动开始"), ("2026-11-21", "晚于今天")])
    def test_the_day_must_lie_in_the_campaign(self, winter, city_office, until, reason):
        with acting(city_office), pytest.raises(Refused, match=reason):
            send_table(winter, actor=city_office, until=dt.date.fromisoformat(until), at=at())

    def test_a_county_sends_no_table_of_the_city(self, tree, winter, day):
        office = make_actor("office", region=tree.county)
        with pytest.raises(Refused, match="上级的专项行动"):
            send(office, winter, day)


class TestOpening:
    @pytest.mark.parametrize("row", list(ROW_NAMES))
    def test_the_counties_of_every_figure_add_up_to_it(self, winter, story, city_office, table_of, row):
        table = table_of(winter)
        with acting(city_office):
            counties = counties_of(winter, city_office)
            for figure in COLUMNS:
                parts = cell_by_county(row, figure.number, counties, table.since, table.until)
                assert sum(value for _, value in parts) == table.cells[row][figure.number]

    @pytest.mark.parametrize(
        ("column", "share", "expected"),
        [(1, 4, ["40", "100"]), (6, 3, ["2", "1"]), (8, 5, ["7,999.97", "700.00"]), (12, 3, ["1"]), (14, 5, ["4,999.97"]), (10, 3, [])],
    )
    def test_the_rows_behind_a_figure_carry_their_share(self, tree, winter, story, city_office, table_of, column, share, expected):
        table = table_of(winter)
        with acting(city_office):
            rows = cell_rows("total", column, [c.pk for c in counties_of(winter, city_office)], table.since, table.until)
        assert [line.cells[share] for line in rows.lines] == expected
        assert rows.total == len(expected)

    def test_rows_of_cases_lead_to_the_case(self, winter, story, city_office, table_of):
        table = table_of(winter)
        with acting(city_office):
            (line,) = cell_rows("construction", 8, [c.pk for c in counties_of(winter, city_office)], table.since, table.until).lines
        assert line.url == f"/cases/{line.cells[2]}/"

    def test_a_line_of_other_facts_opens_to_its_projects(self, tree, winter, inspect, county_inspector, city_office, table_of):
        with acting(county_inspector):
            inspected, owing, neither = (make_project(tree.county, name, is_ppp=True) for name in ("样例医院", "样例学校", "样例水厂"))
            verify(county_inspector, lines_of(county_inspector, make_case(county_inspector, owing))[0], 800)
        inspect(tree.county, project=inspected)
        table = table_of(winter)
        with acting(city_office):
            rows = flag_rows("is_ppp", [tree.county.pk], table.since, table.until)
        assert [line.cells[1:] for line in rows.lines] == [("样例医院", "2026-11-20", "—", "—"), ("样例学校", "—", "1", "800.00")]
        assert rows.lines[0].url == inspected.get_absolute_url()


class TestPaper:
    @pytest.mark.parametrize(
        ("exact", "printed"), [("4999.99", "0.5000"), ("5000.49", "0.5000"), ("5000.50", "0.5001"), ("0", "0.0000"), ("12345678.90", "1,234.5679")]
    )
    def test_ten_thousands_have_four_decimals_half_up(self, exact, printed):
        assert shown(COLUMNS[7], Decimal(exact)) == printed

    def test_households_and_cases_are_whole(self):
        assert (shown(COLUMNS[0], Decimal(1234)), in_unit(COLUMNS[9], Decimal(3))) == ("1,234", 3)

    def test_a_failed_check_is_signed_in_its_cells_and_in_the_list_errors_first(self, winter, story, city_office, table_of):
        correct(city_office, winter, difference=11)
        table = table_of(winter)
        first_sign, first = numbered(table)[0]
        cells = {(row["key"], c["column"]): c for row in printed_rows(table) for c in row["cells"]}
        assert (first_sign, first.hard) == ("①", True)
        assert all("①" in cells[cell]["signs"] and cells[cell]["mark"] == "bad" for cell in first.cells)
        assert cells[("other", 1)]["mark"] == "ask" and cells[("manufacturing", 2)]["mark"] == ""

    def test_it_says_when_rounded_parts_miss_the_rounded_total(self, winter, story, city_office, table_of):
        assert rounding_note(table_of(winter)) == ""
        correct(city_office, winter, row="construction", column=8, difference="0.40")
        correct(city_office, winter, row="other", column=8, difference="0.40")
        assert rounding_note(table_of(winter)) == "第 8 栏由精确数四舍五入，合计与三类之和末位略有出入。"

    def test_other_facts_are_written_in_the_notices_words(self, winter, story, table_of):
        lines = other_lines(table_of(winter))
        assert lines[0] == "1. 检查政府投资工程项目共 0 个，查实存在欠薪项目 0 个（拖欠工资 0.0000 万元，涉及 0.0000 万人）"
        assert lines[3].startswith("4. 公布欠薪严重违法单位")
