"""What the portal writes: text stays text in every cell, and the marked workbook is the upload with its faults coloured."""

import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.lib.sheets.findings import Findings, block, catalogue, info, warn
from portal.lib.sheets.markup import FILLS, LIST, mark_up
from portal.lib.sheets.model import Sheet, Workbook
from portal.lib.sheets.reader import read_workbook
from portal.lib.sheets.write import LETTERS_OF_FORMULAS, Book, csv_text

TEXTS = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00\r\ufffe\uffff"), min_size=1, max_size=12)
DANGEROUS = st.builds(str.__add__, st.sampled_from(LETTERS_OF_FORMULAS), TEXTS)


def opened(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content))


def written(values) -> openpyxl.worksheet.worksheet.Worksheet:
    book = Book()
    page = book.sheet("表")
    book.row(page, 0, values)
    return opened(book.content())["表"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(TEXTS, DANGEROUS), min_size=1, max_size=8))
def test_no_text_becomes_a_formula_or_a_link(texts):
    page = written(texts)
    for cell, text in zip(page[1], texts, strict=False):
        assert cell.data_type == "s" and cell.hyperlink is None
        assert cell.quotePrefix == text.startswith(LETTERS_OF_FORMULAS)


@pytest.mark.parametrize(
    "text", ["=1+1", "@SUM(A1)", "+86 138", "-5", "http://example.test/", "mailto:a@example.test", "=cmd|' /C calc'!A0", "140321198603130003", "00123", "\t=1"]
)
def test_the_very_text_comes_back(text):
    assert written([text])["A1"].value == text


def test_values_keep_their_kinds():
    page = written([1, 2.5, Decimal("3.10"), True, dt.date(2026, 10, 1), dt.datetime(2026, 10, 1, 8, 30), None, "", 10**18, float("nan"), float("inf")])
    cells = [cell.value for cell in page[1]]
    assert cells == [1, 2.5, 3.1, True, dt.datetime(2026, 10, 1), dt.datetime(2026, 10, 1, 8, 30), None, None, str(10**18), "nan", "inf"]


def test_sheet_names_are_made_acceptable_and_distinct():
    book = Book()
    for name in ("a/b:c*?[d]\\'", "工资表", "工资表", "工资表".upper(), "长" * 40, "长" * 40, ""):
        book.sheet(name)
    names = [page.title for page in opened(book.content()).worksheets]
    assert len({name.lower() for name in names}) == 7 and all(len(name) <= 31 for name in names)


@pytest.mark.parametrize(
    ("value", "text"), [("=1", "'=1"), ("-5", "-5"), ("-5.20", "-5.20"), ("+1-2", "'+1-2"), ("＝1", "'＝1"), (None, ""), (3, "3"), ("王五", "王五"), (-3, "-3")]
)
def test_a_csv_text_that_could_run_gets_an_apostrophe(value, text):
    assert csv_text(value) == text


KINDS = catalogue(
    [
        block("bad", "坏", "这里不对。", "请改。", "条例第三十一条"),
        warn("odd", "怪", "这里请看。", "请核对。"),
        info("told", "说", "这里说一声。", "知道就行。"),
    ]
)


def marked(sheets, *faults):
    findings = Findings(KINDS)
    for code, sheet, row, column in faults:
        findings.add(code, sheet, row, column)
    return mark_up(Workbook("xlsx", tuple(sheets)), findings.sorted())


def fill(cell) -> str:
    return f"#{cell.fill.start_color.rgb[2:]}" if cell.fill.fill_type else ""


def test_faulty_cells_are_coloured_with_a_note_and_listed_with_a_link():
    sheet = Sheet("工资 表", [["姓名", "实发"], ["李二", 5.0], ["=cmd"]], merges=((0, 0, 0, 1),))
    book = opened(marked([sheet], ("odd", sheet, 1, 0), ("bad", sheet, 1, 0), ("bad", sheet, 2, 3), ("told", sheet, 0, 1), ("odd", sheet, 5, 0)))
    page, listed = book["工资 表"], book[LIST]
    assert book.sheetnames == [LIST, "工资 表"]
    assert fill(page["A2"]) == FILLS["block"] and "【须改正】这里不对。请改。" in page["A2"].comment.text and "【请核对】" in page["A2"].comment.text
    assert fill(page["D3"]) == FILLS["block"] and fill(page["B1"]) == FILLS["info"] and fill(page["A6"]) == FILLS["warn"] and fill(page["B2"]) == ""
    assert page["A3"].data_type == "s" and page["B2"].value == 5
    assert [[cell.value for cell in row] for row in listed.iter_rows(min_row=3, max_row=4)] == [
        [1, "须改正", "A2", "这里不对。", "请改。", "条例第三十一条"],
        [2, "须改正", "D3", "这里不对。", "请改。", "条例第三十一条"],
    ]
    assert listed["C3"].hyperlink.location == "'工资 表'!A2"
    assert listed["A1"].value.startswith("须改正 2 处，请核对 2 处，提示 1 处")


def test_without_findings_the_list_says_so():
    assert opened(marked([Sheet("表", [["a"]])]))[LIST]["A1"].value == "没有发现问题。"


def test_a_sheet_that_bears_the_lists_name_keeps_its_place_under_another():
    sheet = Sheet(LIST, [["a"]])
    book = opened(marked([sheet], ("bad", sheet, 0, 0)))
    assert book.sheetnames == [LIST, f"{LIST} 原表"] and book[LIST]["C3"].hyperlink.location == f"'{LIST} 原表'!A1"


CELLS = st.one_of(
    st.just(""),
    TEXTS.filter(lambda text: text.strip() == text and text.isprintable()),
    st.floats(-1e6, 1e6).map(lambda number: round(number, 2)),
    st.booleans(),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=5).filter(lambda row: row[-1] != ""), min_size=1, max_size=6), st.integers(0, 5), st.integers(0, 4))
def test_the_marked_workbook_reads_as_the_upload(rows, row, column):
    sheet = Sheet("表", rows)
    content = marked([sheet, Sheet("藏", [], hidden=True)], ("bad", sheet, row, column))
    _, again, hidden = read_workbook(content, "a.xlsx").sheets
    assert again.rows == rows and hidden.hidden and not hidden.rows


def test_thousands_of_faults_are_all_coloured_though_not_all_noted(monkeypatch):
    monkeypatch.setattr("portal.lib.sheets.markup.MAX_NOTES", 10)
    sheet = Sheet("表", [[float(number)] for number in range(30)])
    page = opened(marked([sheet], *(("bad", sheet, row, 0) for row in range(30))))["表"]
    assert all(fill(page.cell(row, 1)) == FILLS["block"] for row in range(1, 31))
    assert sum(page.cell(row, 1).comment is not None for row in range(1, 31)) == 10
