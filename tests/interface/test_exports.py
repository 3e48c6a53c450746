"""Exports: the screen's columns, true numbers, and no cell that a spreadsheet would run."""

import datetime as dt
import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest

from portal.lib import exports
from portal.lib.columns import export_value
from portal.lib.mask import IdNumber
from portal.lib.tables import Column

NASTY = ["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")']
COLUMNS = (Column("key", "业务键", width=160), Column("attempts", "次数", kind="int"))


@pytest.mark.parametrize("text", NASTY)
def test_text_that_looks_like_a_formula_is_defused_in_csv(text):
    assert exports.safe_text(text).startswith("'")


@pytest.mark.parametrize(("text", "same"), [("样例", "样例"), (None, ""), ("6217", "6217"), ("a=b", "a=b")])
def test_other_text_stays_as_it_is(text, same):
    assert exports.safe_text(text) == same


def test_a_workbook_has_no_formula_and_no_link():
    book = openpyxl.load_workbook(io.BytesIO(exports.xlsx_bytes(COLUMNS[:1], [[n] for n in NASTY], title="台账")))
    cells = [row[0] for row in book.active.iter_rows(min_row=2)]
    assert {c.data_type for c in cells} == {"s"}
    assert all(c.hyperlink is None for c in cells)


def test_a_workbook_keeps_numbers_days_and_long_digits():
    columns = tuple(Column(n, n, kind=k) for n, k in (("a", "money"), ("b", "date"), ("c", "text"), ("d", "text")))
    day = dt.date(2026, 1, 15)
    book = openpyxl.load_workbook(io.BytesIO(exports.xlsx_bytes(columns, [[Decimal("1046320.50"), day, "140300199001011234", None]], title="[x]:*?")))
    values = [c.value for c in book.active[2]]
    assert values == [1046320.5, dt.datetime(2026, 1, 15), "140300199001011234", None]
    assert book.sheetnames == ["_x____"]


STAMP = exports.Stamp("DC20261126-7F3K2P", "pd-inspector", "样例监察", "平定县人社局", dt.datetime(2026, 11, 26, 9, 30), "状态：处置中")


def marked() -> openpyxl.Workbook:
    content = exports.xlsx_bytes(COLUMNS, [["k1", 1]], title="预警台账", stamp=STAMP)
    return openpyxl.load_workbook(io.BytesIO(content))


def test_a_marked_workbook_names_its_maker_on_every_printed_page_and_on_a_sheet():
    book = marked()
    foot = book["预警台账"].oddFooter.left.text
    assert all(part in foot for part in ("样例监察", "pd-inspector", "平定县人社局", "2026-11-26 09:30", "DC20261126-7F3K2P"))
    about = {row[0].value: row[1].value for row in book["导出说明"].iter_rows()}
    assert (about["编号"], about["筛选条件"]) == ("DC20261126-7F3K2P", "状态：处置中")
    assert book.properties.title == "DC20261126-7F3K2P"


def test_a_marked_workbook_bears_a_picture_behind_its_cells():
    content = exports.xlsx_bytes(COLUMNS, [["k1", 1]], title="预警台账", stamp=STAMP)
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        pictures = [name for name in book.namelist() if name.startswith("xl/media/")]
        assert len(pictures) == 1
        assert b"<picture" in book.read("xl/worksheets/sheet1.xml")


def test_the_data_itself_is_not_changed_by_the_mark():
    assert [[cell.value for cell in row] for row in marked()["预警台账"].iter_rows()] == [["业务键", "次数"], ["k1", 1]]


def test_csv_opens_in_excel_as_chinese_and_ends_with_the_mark():
    text = exports.csv_bytes(COLUMNS, [["=1", 2]], stamp=STAMP).decode()
    assert text.startswith("\ufeff业务键,次数\r\n'=1,2\r\n")
    assert text.endswith("DC20261126-7F3K2P\r\n")


def test_a_masked_number_stays_masked_unless_it_is_asked_for_in_full():
    row = {"id": IdNumber("140302199003070006")}
    column = Column("id", "身份证号")
    assert export_value(column, row) == "1403**********0006"
    assert export_value(column, row, plain=True) == "140302199003070006"
