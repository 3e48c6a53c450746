"""The table handed out: workbook, PDF, the command's JSON, the document kind."""

import datetime as dt
import io
import json
from decimal import Decimal

import openpyxl
import pytest
from django.core.management import call_command
from pypdf import PdfReader

from campaigns.paper import table_pdf
from campaigns.winter_columns import COLUMNS, ROWS, in_unit
from campaigns.workbook import table_workbook
from portal.documents.registry import build_document
from portal.lib import clock
from portal.lib.errors import Refused
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from tests.make.cases import lines_of, make_case, pay, verify

MADE_ON = dt.date(2026, 11, 20)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: MADE_ON)


@pytest.fixture
def story(tree, winter, firm, inspect, county_inspector):
    inspect(tree.county, project=firm.project)
    with acting(county_inspector):
        line = verify(county_inspector, lines_of(county_inspector, make_case(county_inspector, firm.project))[0], Decimal("123456.78"))
        pay(county_inspector, line, Decimal("23456.78"))
    return winter


def run(*arguments: str) -> dict:
    out = io.StringIO()
    call_command("winter_table", *arguments, "--json", stdout=out)
    return json.loads(out.getvalue())


class TestWorkbook:
    @pytest.fixture
    def book(self, story, table_of):
        self.table = table_of(story)
        return openpyxl.load_workbook(io.BytesIO(table_workbook(self.table, MADE_ON)))

    def test_its_figures_are_the_printed_ones_and_numbers(self, book):
        sheet = book["17栏表"]
        for place, (row, name) in enumerate(ROWS):
            cells = [sheet.cell(7 + place, 3 + n).value for n in range(17)]
            assert sheet.cell(7 + place, 1).value == name
            assert [Decimal(str(value)) for value in cells] == [in_unit(f, self.table.cells[row][f.number]) for f in COLUMNS]

    def test_the_heading_has_its_three_levels_and_the_line_of_numbers(self, book):
        sheet = book["17栏表"]
        assert {"C3:F3", "G3:K3", "L3:Q3", "R3:S3", "H4:I4", "J4:K4", "N4:O4", "P4:Q4", "A3:A5"} <= {str(r) for r in sheet.merged_cells.ranges}
        assert [sheet.cell(6, 3 + n).value for n in range(17)] == list(range(1, 18))
        assert (sheet["H4"].value, sheet["H5"].value, sheet["I5"].value) == ("涉及职工人数（万人）", "合计", "其中：农民工")

    def test_the_second_sheet_has_the_exact_figures_with_their_definitions(self, book):
        sheet = book["口径与精确数"]
        line = {c.value: sheet.cell(9, c.column).value for c in sheet[1]}
        assert (line["栏"], line["单位"], line["合计"], line["建筑企业"]) == (8, "元", 123456.78, 123456.78)
        assert line["口径"] == COLUMNS[7].words

    def test_no_cell_is_a_formula(self, book):
        assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)

    def test_it_prints_on_one_landscape_page(self, book):
        sheet = book["17栏表"]
        assert (sheet.page_setup.orientation, sheet.sheet_properties.pageSetUpPr.fitToPage) == ("landscape", True)


class TestPdf:
    def test_it_is_one_landscape_page_with_every_figure_and_note(self, story, table_of):
        (page,) = PdfReader(io.BytesIO(table_pdf(table_of(story), MADE_ON))).pages
        assert float(page.mediabox.width) > float(page.mediabox.height)
        text = page.extract_text().replace("\n", "")
        for words in (
            "根治欠薪冬季专项行动情况",
            "填报单位：阳泉市",
            "2026年11月20日",
            "12.3457",
            "2.3457",
            "合计",
            "加工制造企业",
            "公布欠薪严重违法单位",
            "备注",
            "单位负责人",
        ):
            assert words in text.replace(" ", ""), words

    def test_the_table_of_one_county_names_it(self, tree, story, table_of):
        content = table_pdf(table_of(story, regions=[tree.county]), MADE_ON, tree.county.name)
        assert "阳泉市（平定县）" in PdfReader(io.BytesIO(content)).pages[0].extract_text().replace("\n", "")


class TestCommand:
    def test_it_prints_what_others_rely_on(self, story, tmp_path):
        found = run("--campaign", story.code, "--xlsx", str(tmp_path / "t.xlsx"), "--pdf", str(tmp_path / "t.pdf"))
        assert list(found["rows"]) == ["合计", "建筑企业", "加工制造企业", "其他用人单位"]
        assert found["rows"]["建筑企业"] == [1, 40, 30, 20, 1, 1, 1, "123456.78", "123456.78", 0, 0, 1, 1, "23456.78", "23456.78", 0, 0]
        assert found["printed"]["建筑企业"][7:9] == ["12.3457", "12.3457"]
        assert found["other"]["政府投资工程项目"] == {"inspected": 0, "in_arrears": 0, "amount": "0.00", "people": 0}
        assert all(set(check) == {"hard", "ok", "text"} for check in found["checks"])
        assert (tmp_path / "t.xlsx").read_bytes()[:2] == b"PK" and (tmp_path / "t.pdf").read_bytes()[:5] == b"%PDF-"

    def test_a_person_gets_the_table_of_what_he_may_read(self, story, county_inspector, neighbour_inspector):
        assert run("--campaign", story.code, "--as", county_inspector.username)["rows"]["合计"][0] == 1
        assert run("--campaign", story.code, "--as", neighbour_inspector.username)["rows"]["合计"][0] == 0

    def test_a_campaign_that_is_not_there_or_not_ones_own_is_refused(self, story, other_county_inspector):
        for arguments in (["--campaign", "nothing"], ["--campaign", story.code, "--as", other_county_inspector.username]):
            out = io.StringIO()
            with pytest.raises(SystemExit) as end:
                call_command("winter_table", *arguments, "--json", stdout=out)
            assert end.value.code == 1
            assert json.loads(out.getvalue())["code"] == "no_campaign"


def test_the_document_kind_prints_the_same_table(story):
    system = system_actor()
    with acting(system):
        assert build_document("winter_table", story.code, actor=system).content[:5] == b"%PDF-"
        with pytest.raises(Refused, match="没有专项行动"):
            build_document("winter_table", "nothing", actor=system)
