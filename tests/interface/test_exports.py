"""Exports: the screen's columns, true numbers, and no cell that a spreadsheet would run."""

import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest
from django.test import RequestFactory

from portal.jobs.models import Job
from portal.lib import exports
from portal.lib.errors import Refused
from portal.lib.tables import Column, Table

NASTY = ["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")']
COLUMNS = (Column("key", "业务键", width=160), Column("attempts", "次数", kind="int"))


def a_table() -> Table:
    return Table(RequestFactory().get("/"), Job.objects.all(), COLUMNS, order=("key",))


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


def test_the_file_is_named_in_chinese_and_holds_all_rows(db):
    Job.objects.bulk_create(Job(kind="a", key=f"k{i:03}", actor_name="样例") for i in range(30))
    response = exports.xlsx_response(a_table(), "预警台账")
    assert response.headers["Content-Disposition"] == "attachment; filename*=UTF-8''%E9%A2%84%E8%AD%A6%E5%8F%B0%E8%B4%A6.xlsx"
    assert openpyxl.load_workbook(io.BytesIO(response.content)).active.max_row == 31


def test_csv_opens_in_excel_as_chinese(db):
    Job.objects.create(kind="a", key="=1", actor_name="样例", attempts=2)
    content = b"".join(exports.csv_response(a_table(), "台账").streaming_content).decode()
    assert content == "\ufeff业务键,次数\r\n'=1,2\r\n"


def test_too_many_rows_are_refused_with_advice(db, monkeypatch):
    monkeypatch.setattr(exports, "MAX_ROWS", 1)
    Job.objects.bulk_create(Job(kind="a", key=f"k{i}", actor_name="样例") for i in range(2))
    with pytest.raises(Refused, match="先用筛选缩小范围"):
        exports.xlsx_response(a_table(), "台账")
