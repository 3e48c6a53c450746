"""The template that is downloaded: filled in and sent back it is a clean payroll."""

import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal

import openpyxl

from portal.lib.sheets.reader import read_workbook
from tests.make.payrolls import MONTH, NAMES, card, id_number
from wagepay.payroll.facts import Facts
from wagepay.payroll.parse import parse_payroll
from wagepay.payroll.template import Page, Person, payroll_template

PAGE = Page("盂县秀水花园二期项目", "示例建设集团有限公司", "示例劳务有限公司", MONTH)
PEOPLE = [Person(NAMES[place], id_number(place), "木工", "一班", Decimal("260.50"), card(place), "建设银行") for place in range(5)]


def opened(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content))


def test_it_is_filled_with_the_registered_people_as_text():
    page = opened(payroll_template(PAGE, PEOPLE, ["木工", "钢筋工"]))["工资支付表"]
    assert page["A1"].value == "盂县秀水花园二期项目农民工工资支付表"
    assert [cell.value for cell in page[4]][:7] == [1, "李二", id_number(0), "木工", "一班", None, 260.5]
    assert page["C4"].number_format == "@" and page["K4"].number_format == "@" and page["K4"].value == card(0)
    assert page["C12"].number_format == "@", "the spare rows, too, keep long numbers as text"
    assert page.freeze_panes == "C4" and page.page_setup.orientation == "landscape"


def test_its_sums_and_lists_are_excels_own():
    book = opened(payroll_template(PAGE, PEOPLE, ["木工", "钢筋工"]))
    page = book["工资支付表"]
    assert (page["H4"].value, page["J8"].value, page["H29"].value) == ("=ROUND(F4*G4,2)", "=ROUND(H8-I8,2)", "=SUM(H4:H28)")
    rules = {str(rule.sqref): rule for rule in page.data_validations.dataValidation}
    assert rules["D4:D28"].formula1 == "选项!$A$1:$A$2" and (rules["F4:F28"].formula1, rules["F4:F28"].formula2) == ("0", "31")
    assert book["选项"].sheet_state == "hidden" and [cell.value for cell in book["选项"]["A"]] == ["木工", "钢筋工"]


def test_completed_and_sent_back_it_is_clean():
    book = opened(payroll_template(PAGE, PEOPLE, ["木工"]))
    page = book["工资支付表"]
    for row in range(4, 9):
        page.cell(row, 6, 20)
        page.cell(row, 8, 5210)
        page.cell(row, 9, 10)
        page.cell(row, 10, 5200)
    for column, total in (("F", 100), ("H", 26050), ("I", 50), ("J", 26000)):
        page[f"{column}29"] = total
    buffer = io.BytesIO()
    book.save(buffer)
    parsed = parse_payroll(read_workbook(buffer.getvalue(), "工资.xlsx"), Facts(MONTH, Decimal(1980), project_names=("盂县秀水花园二期",)))
    assert parsed.findings == []
    assert parsed.totals == (5, 100, 26050, 50, 26000)


def test_sent_back_without_a_figure_it_says_what_is_missing():
    parsed = parse_payroll(read_workbook(payroll_template(PAGE, PEOPLE, []), "工资.xlsx"), Facts(MONTH, Decimal(1980)))
    assert {finding.code for finding in parsed.findings} == {"days_missing"} and len(parsed.findings) == 5


def test_with_the_days_of_the_attendance_it_is_clean_as_it_was_downloaded():
    """Nobody has to open it in Excel first: its formulas carry what they come to."""
    people = [replace(person, days=Decimal("20.5")) for person in PEOPLE]
    parsed = parse_payroll(read_workbook(payroll_template(PAGE, people, []), "工资.xlsx"), Facts(MONTH, Decimal(1980)))
    assert parsed.findings == []
    assert parsed.totals == (5, Decimal("102.50"), Decimal("26701.25"), 0, Decimal("26701.25"))


def test_names_and_projects_that_look_like_formulas_stay_text():
    content = payroll_template(Page("=1+1", "@甲", "-乙", dt.date(2026, 2, 1)), [Person("=cmd|' /C calc'!A0", "+1")], ["=木工"])
    book = opened(content)
    formulas = [cell.value for page in book.worksheets for row in page.iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas and all(text.startswith(("=ROUND(", "=SUM(")) for text in formulas)
