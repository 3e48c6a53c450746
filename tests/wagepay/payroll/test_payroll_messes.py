"""Payrolls drawn at random in every disorder that people make of them: what was meant comes out, and nothing is blocked."""

import datetime as dt
import io

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.lib.sheets.reader import read_workbook
from tests.make.payrolls import MONTH, NAMES, card, id_number
from wagepay.payroll.facts import Facts
from wagepay.payroll.parse import parse_payroll

WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
LABELS = {
    "serial": ["序号", "编号", "序 号"],
    "name": ["姓名", "姓  名", "工人姓名", "*姓名"],
    "id": ["身份证号码", "公民身份\n号码", "身份证号", "证件号码"],
    "trade": ["工种", "岗位"],
    "days": ["出勤天数", "考勤（天）", "工日", "出 勤"],
    "gross": ["应发工资", "应 发", "应发金额（元）", "应付工资"],
    "deduction": ["扣款", "扣 款", "代扣款"],
    "net": ["实发工资", "实 发", "实发金额(元)", "本月实发"],
    "card": ["银行卡号", "卡   号", "工资卡号", "银行账号"],
    "remark": ["备注"],
}
NOTES = ["说明：本表一式三份，张贴公示7天。", "以上工资由本人领取。", "注：1、出勤以考勤为准；2、卡号由本人填写。"]


def spaced(text: str) -> str:
    return f"{text[:6]} {text[6:14]} {text[14:]}"


DISGUISES = st.sampled_from([str, spaced, lambda text: text.translate(WIDE), lambda text: f" {text}", lambda text: f"\t{text}", str.lower])
AMOUNT_FORMS = st.sampled_from(
    [
        lambda fen: fen / 100,
        lambda fen: f"{fen / 100:.2f}",
        lambda fen: f"¥{fen / 100:,.2f}",
        lambda fen: f"{fen / 100}元",
        lambda fen: f"{fen / 100:,.2f}".translate(WIDE),
    ]
)
DAY_FORMS = st.sampled_from([lambda days: days / 2, lambda days: f"{days / 2:g}天", lambda days: f"{days / 2:g}"])


@st.composite
def people(draw, place: int):
    """(the truth, the cells that show it)."""
    days, gross = draw(st.integers(2, 62)), draw(st.integers(10_000, 4_900_000))
    gross = max(gross, days * 5_000)
    deduction = draw(st.sampled_from([0, 0, gross // 10]))
    truth = {
        "name": NAMES[place % 10],
        "id": id_number(place),
        "days": days * 50,
        "gross": gross,
        "deduction": deduction,
        "net": gross - deduction,
        "card": card(place),
    }
    name = truth["name"] if draw(st.booleans()) else " ".join(truth["name"])
    amount, disguise = draw(AMOUNT_FORMS), draw(DISGUISES)
    shown = {
        "name": name, "id": disguise(truth["id"]), "trade": draw(st.sampled_from(["木工", "钢筋工", ""])), "days": draw(DAY_FORMS)(days),
        "gross": amount(gross), "deduction": amount(deduction) if deduction or draw(st.booleans()) else "", "net": draw(AMOUNT_FORMS)(gross - deduction),
        "card": draw(DISGUISES)(truth["card"]), "remark": draw(st.sampled_from(["", "补上月", "共2张卡"])),
    }  # fmt: skip
    return truth, shown


@st.composite
def messes(draw):
    """(truths, rows of the sheet, its merges)."""
    fields = ["serial", *draw(st.permutations([name for name in LABELS if name != "serial"]))]
    if draw(st.booleans()):
        fields.remove("remark")
    rows = draw(st.lists(st.sampled_from([[], ["某某花园项目工资表"], ["", "总包单位：甲公司  单位：元"], ["２０２６年１０月份"]]), max_size=8, unique_by=str))
    head = [draw(st.sampled_from(LABELS[name])) for name in fields]
    rows.append(head)
    truths, since, number = [], 0, 0
    for place in range(draw(st.integers(1, 9))):
        truth, shown = draw(people(place))
        number += 1
        rows.append([float(number) if name == "serial" else shown[name] for name in fields])
        truths.append(truth)
        for kind in draw(st.lists(st.sampled_from(["blank", "subtotal", "heading", "spaces"]), max_size=2, unique=True)):
            if kind == "subtotal":
                rows.append(sum_row("甲班小计", fields, truths[since:]))
                since = len(truths)
            else:
                rows.append({"blank": [], "heading": head, "spaces": ["", " ", "　"]}[kind])
    if draw(st.booleans()):
        rows.append(sum_row(draw(st.sampled_from(["合计", "合  计", "总计", "合计："])), fields, truths))
    rows += draw(st.lists(st.sampled_from([[], ["编制人：", "", "审核：张三", "日期："], *([note] for note in NOTES)]), max_size=3, unique_by=str))
    return truths, rows


def sum_row(label: str, fields: list[str], truths: list[dict]) -> list:
    row = [""] * len(fields)
    row[0] = label
    for name in ("gross", "deduction", "net"):
        row[fields.index(name)] = sum(truth[name] for truth in truths) / 100
    return row


def as_xlsx(rows: list[list], others: int) -> bytes:
    book = openpyxl.Workbook()
    for number in range(others):
        book.create_sheet(f"空{number}", 0)
    page = book.worksheets[-1]
    for row in rows:
        page.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def as_csv(rows: list[list]) -> bytes:
    quoted = [['"' + str(cell).replace('"', '""') + '"' for cell in row] for row in rows]
    return "\r\n".join(",".join(row) for row in quoted).encode("gb18030")


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(messes(), st.integers(0, 2), st.booleans())
def test_whatever_the_disorder_the_rows_come_out_as_they_were_meant(mess, others, plain):
    truths, rows = mess
    workbook = read_workbook(as_csv(rows), "工资.csv") if plain else read_workbook(as_xlsx(rows, others), "工资.xlsx")
    parsed = parse_payroll(workbook, Facts(MONTH))
    seen = [
        {
            "name": row.name,
            "id": row.id_number,
            "days": row.days_hundredths,
            "gross": row.gross_fen,
            "deduction": row.deduction_fen or 0,
            "net": row.net_fen,
            "card": row.card_number,
        }
        for row in parsed.rows
    ]
    assert seen == truths
    assert {finding.code for finding in parsed.blocks} <= {"days_over_month"}
    assert parsed.totals.net * 100 == sum(truth["net"] for truth in truths)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(
            st.one_of(
                st.text(st.characters(blacklist_characters="{", blacklist_categories=("Cs",)), max_size=6),
                st.floats(allow_nan=False),
                st.booleans(),
                st.dates(),
                st.sampled_from(["姓名", "身份证号", "合计", "实发工资", "序号"]),
            ),
            max_size=8,
        ),
        max_size=25,
    )
)
def test_no_content_of_cells_breaks_the_judgement(rows):
    from portal.lib.sheets.model import Sheet, Workbook

    head = ["序号", "姓名", "身份证号", "出勤天数", "日工资", "应发工资", "扣款", "实发工资", "银行卡号", "电话", "收款人", "借支"]
    for sheet in (Sheet("表", rows), Sheet("表", [head, *rows])):
        parsed = parse_payroll(Workbook("xlsx", (sheet,)), Facts(dt.date(2026, 2, 1)))
        assert all("{" not in finding.message for finding in parsed.findings)
