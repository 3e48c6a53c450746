"""The five sample workbooks, cell by cell."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from portal.lib.sheets.reader import read_workbook
from wagepay.payroll.facts import Facts
from wagepay.payroll.parse import parse_payroll

SAMPLES = Path("tests/samples")
MONTH = dt.date(2026, 10, 1)
STANDARD = {
    "serial": "A", "name": "B", "id_number": "C", "trade": "D", "team": "E", "days": "F", "daily_rate": "G",
    "gross": "H", "deduction": "I", "net": "J", "card_number": "K", "bank": "L", "signature": "M",
}  # fmt: skip


def judged(name: str, minimum: Decimal | None = Decimal(1980)):
    return parse_payroll(read_workbook(SAMPLES / name), Facts(MONTH, minimum_wage=minimum, project_names=("盂县秀水花园二期", "平定县冠山学校改造")))


def cells(parsed) -> dict[str, tuple[str, str]]:
    return {finding.cell.split("!")[1]: (finding.code, str(finding.severity)) for finding in parsed.findings}


def test_01_is_clean_and_complete():
    parsed = judged("01_standard.xlsx")
    assert parsed.findings == [] and parsed.acceptable
    assert parsed.mapping == STANDARD and (parsed.sheet, parsed.header_row) == ("工资支付表", 3)
    assert parsed.totals == (40, Decimal("721"), Decimal("186620"), Decimal("0"), Decimal("186620"))
    first, last = parsed.rows[0], parsed.rows[-1]
    assert (first.row, first.name, first.id_number, first.trade, first.team) == (4, "李二", "140321198603130003", "木工", "三班")
    assert (first.days, first.daily_rate, first.gross, first.deduction, first.net) == (26, 180, 4680, 0, 4680)
    assert (first.card_number, first.bank, first.phone) == ("6217000000001000136", "建设银行", None)
    assert (last.row, last.name, last.net) == (43, "尤强", 2600)
    assert (parsed.heading.project.text, parsed.heading.contractor.text, parsed.heading.employer.text) == (
        "盂县秀水花园二期",
        "示例建设集团有限公司",
        "示例劳务有限公司",
    )
    assert (parsed.heading.month, parsed.heading.unit.text) == (MONTH, "元")


def test_02_has_every_fault_at_its_cell_and_no_other():
    parsed = judged("02_bad_rows.xlsx")
    assert cells(parsed) == {
        "C4": ("id_check_digit", "block"),
        "C5": ("id_duplicate", "block"),
        "C6": ("id_duplicate", "block"),
        "F7": ("days_over_month", "block"),
        "K8": ("card_number_missing", "block"),
        "K9": ("card_shared", "block"),
        "K10": ("card_shared", "block"),
        "I11": ("deduction_over_gross", "block"),
        "J11": ("amount_negative", "block"),
        "B12": ("name_missing", "block"),
        "C13": ("child_labour", "warn"),
        "G14": ("below_minimum", "warn"),
        "H15": ("amount_large", "warn"),
    }
    assert len(parsed.findings) == 13 and len(parsed.rows) == 30 and not parsed.acceptable
    assert parsed.totals == (30, Decimal("605"), Decimal("199540"), Decimal("2700"), Decimal("196840"))


def test_02_points_at_the_twenty_yuan_a_day_even_where_no_minimum_wage_was_entered():
    parsed = judged("02_bad_rows.xlsx", minimum=None)
    assert cells(parsed)["G14"] == ("rate_implausible", "warn")
    assert [note.message for note in parsed.notes if note.code == "minimum_unset"] == ["最低工资未录入，没有比对。"]


def test_03_is_understood_but_for_two_lost_numbers():
    parsed = judged("03_foreman.xlsx")
    assert cells(parsed) == {"C20": ("id_precision", "block"), "C21": ("id_precision", "block")}
    assert parsed.blocks[0].message == "身份证号以数字格式保存，末几位已丢失。"
    assert parsed.mapping == {
        "serial": "A", "name": "B", "id_number": "C", "trade": "D", "days": "E", "gross": "F", "net": "G", "card_number": "H", "phone": "I", "remark": "J",
    }  # fmt: skip
    assert (parsed.sheet, parsed.header_row) == ("Sheet1", 7)
    rows = {row.row: row for row in parsed.rows}
    assert sorted(rows) == [*range(8, 16), *range(18, 26), *range(28, 36)]
    assert rows[11].id_number == "140321199407050019" and rows[10].id_number == "140321197303210007" and rows[22].id_number == "140321199505110003"
    assert rows[13].name == "秦满国" and rows[14].days == 20 and rows[15].gross == Decimal("7800.00") and rows[19].gross == Decimal("2640.00")
    assert rows[8].card_number == "6217000000001009236" and rows[8].phone == "13800001000"
    assert rows[20].id_number is None and rows[20].net == 1980
    assert (rows[8].team, rows[15].team, rows[18].team, rows[28].team) == ("二班", "二班", "四班", None)
    assert parsed.totals == (24, Decimal("459"), Decimal("115970"), Decimal("0"), Decimal("115970"))
    assert (parsed.heading.project.text, parsed.heading.month) == ("盂县秀水花园二期", MONTH)


def test_04_is_clean_through_its_encoding_and_tabs():
    parsed = judged("04_gbk.csv")
    assert parsed.findings == [] and parsed.mapping == STANDARD and parsed.sheet == "04_gbk"
    assert parsed.totals == (15, Decimal("243"), Decimal("67220"), Decimal("0"), Decimal("67220"))
    assert (parsed.rows[0].name, parsed.rows[0].id_number, parsed.rows[0].card_number) == ("秦生国", "140321200406120009", "6217000000001012354")
    assert (parsed.heading.project.text, parsed.heading.month) == ("盂县秀水花园二期", MONTH)


def test_05_is_clean_but_for_its_total_row():
    parsed = judged("05_wrong_total.xlsx")
    assert cells(parsed) == {"H16": ("total_mismatch", "block"), "J16": ("total_mismatch", "block")}
    assert parsed.blocks[0].message == "“合计”行的应发工资多 1,000.00 元，各行相加是 50,010.00 元。"
    assert parsed.totals == (12, Decimal("212"), Decimal("50010"), Decimal("0"), Decimal("50010"))


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.glob("0*")))
def test_the_marked_workbook_of_a_sample_is_judged_as_the_sample(name):
    from portal.lib.sheets.markup import mark_up

    workbook, facts = read_workbook(SAMPLES / name), Facts(MONTH, minimum_wage=Decimal(1980))
    parsed = parse_payroll(workbook, facts)
    again = parse_payroll(read_workbook(mark_up(workbook, [*parsed.findings, *parsed.notes]), "改.xlsx"), facts)
    assert (again.rows, again.totals, again.mapping) == (parsed.rows, parsed.totals, parsed.mapping)
    assert [(finding.code, finding.cell) for finding in again.findings] == [(finding.code, finding.cell) for finding in parsed.findings]


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.glob("0*")))
def test_no_finding_or_printed_row_shows_a_whole_number(name):
    parsed = judged(name)
    secrets = {number for row in parsed.rows for number in (row.id_number, row.card_number, row.phone) if number}
    shown = "".join(f"{finding.message}{finding.fix}" for finding in [*parsed.findings, *parsed.notes]) + repr(parsed.rows) + repr(parsed)
    assert secrets and not any(secret in shown for secret in secrets)
