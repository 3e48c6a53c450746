"""A list of things, one a row: what is written and nothing else, findings at the right cells, no row lost in silence."""

import io

import pytest
from openpyxl import load_workbook

from portal.lib.sheets import values
from portal.lib.sheets.blank import blank_list
from portal.lib.sheets.columns import Field, Form
from portal.lib.sheets.faults import COMMON
from portal.lib.sheets.findings import Findings, catalogue, warn
from portal.lib.sheets.listing import read_listing
from portal.lib.sheets.model import Sheet, Workbook

FORM = Form(
    "单位表",
    (
        Field("serial", "序号", ("编号",), parse=values.whole),
        Field("name", "名称", ("单位名称",), required=True, parse=values.text),
        Field("code", "信用代码", ("代码",), parse=values.text),
        Field("gross", "金额", (), parse=values.fen),
    ),
    keys=("name", "code"),
    figures=("gross",),
    serial="serial",
)
KINDS = COMMON | catalogue([
    warn("twice", "重复", "{label}与第 {row} 行相同。", "请删去一行。"),
    warn("row_skipped", "有一行没有读入", "这一行没有读入。", "请补全。"),
    warn("odd", "奇怪", "{label}奇怪。", "请核对。"),
])  # fmt: skip
HEAD = ["序号", "名称", "信用代码", "金额"]


def read(*rows, head=None, **options):
    findings = Findings(KINDS)
    book = Workbook("xlsx", (Sheet("表", [list(head or HEAD), *map(list, rows)]),))
    return read_listing(book, FORM, findings, key="name", **options), findings


def found(findings):
    return [(finding.code, finding.cell) for finding in findings.sorted()]


def test_a_row_holds_what_was_written_and_no_running_number():
    listing, findings = read([1.0, "样例一", "", 12.5], [2.0, "样例二", "X", ""])
    assert [row.values for row in listing.rows] == [{"name": "样例一", "gross": 1250}, {"name": "样例二", "code": "X"}]
    assert [row.at for row in listing.rows] == [1, 2] and not findings.items
    assert listing.mapping == {"serial": "A", "name": "B", "code": "C", "gross": "D"}


def test_a_name_twice_is_told_at_the_second_and_names_the_first():
    listing, findings = read([1.0, "样例一", "", 1.0], [2.0, "样例二", "", 1.0], [3.0, "样例一", "", 1.0])
    listing.tell_twice("twice")
    assert found(findings) == [("twice", "表!B4")]
    assert findings.items[0].message == "名称与第 2 行相同。"


@pytest.mark.parametrize(("beside", "cell"), [({}, "表!B2"), ({"code": "gross"}, "表!C2")])
def test_a_field_without_a_column_is_pointed_at_where_the_row_is_known(beside, cell):
    listing, findings = read([1.0, "样例一", 5.0], head=["序号", "名称", "金额"], beside=beside)
    listing.flag("odd", listing.rows[0], "code")
    assert found(findings) == [("odd", cell)] and findings.items[0].message == "信用代码奇怪。"


def test_a_row_with_a_name_alone_is_not_lost_in_silence():
    listing, findings = read([1.0, "样例一", "", 1.0], ["", "这是一行看不出是什么的很长的说明文字", "", ""])
    assert len(listing.rows) == 1
    assert found(findings) == [("row_skipped", "表!B3")]


def test_without_a_table_there_are_no_rows_and_a_finding_says_so():
    listing, findings = read(head=["别的", "东西"])
    assert (listing.rows, listing.mapping) == ([], {}) and [finding.code for finding in findings.items] == ["header_missing"]


def test_the_blank_list_is_text_with_an_example_and_choices():
    sheet = load_workbook(io.BytesIO(blank_list("单位表", (("名称", 20, "样例"), ("类别", 10, "")), {"类别": ["甲", "乙"]}, fixed=1))).active
    assert [cell.value for cell in sheet[1]] == ["名称", "类别"] and sheet["A2"].value == "样例"
    assert sheet["A2"].number_format == "@" and sheet.freeze_panes == "B2"
    assert [str(rule.sqref) for rule in sheet.data_validations.dataValidation] == ["B2:B501"]
