"""Finding the table: headings in every place and shape, and every row below sorted into what it is."""

import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.lib.errors import Refused
from portal.lib.sheets import quick, values
from portal.lib.sheets.choose import find_table, read_records
from portal.lib.sheets.columns import Field, Form, as_letters, corrected, normal_label
from portal.lib.sheets.faults import COMMON
from portal.lib.sheets.findings import Findings, Severity, block, catalogue
from portal.lib.sheets.header import find_header
from portal.lib.sheets.model import Sheet, Workbook
from portal.lib.sheets.prescan import Troubles
from portal.lib.sheets.reader import read_workbook
from portal.lib.sheets.table import SumKind, read_table

FORM = Form(
    "花名册",
    (
        Field("serial", "序号", ("编号",), parse=values.whole, quick=quick.wholes),
        Field("name", "姓名", ("工人姓名",), required=True, parse=values.person_name, quick=quick.person_names),
        Field("number", "证件号", ("身份证号码", "身份证号"), required=True, parse=values.id_number, quick=quick.id_numbers),
        Field("gross", "应发工资", ("应发", "应发金额"), parse=values.fen, quick=quick.fens),
        Field("net", "实发工资", ("实发", "实发金额"), required=True, parse=values.fen, quick=quick.fens),
        Field("signature", "签字", ("本人签字",)),
    ),
    keys=("name", "number"),
    figures=("gross", "net"),
    serial="serial",
    ignored=("开户行号", "应发工资日期"),
)
HEAD = ["序号", "姓名", "身份证号码", "应发工资", "实发工资", "签字"]
ID = "140321198603130003"


def sheet(*rows, merges=(), name="表", **more) -> Sheet:
    return Sheet(name, [list(row) for row in rows], merges=tuple(merges), **more)


def person(number, name="李二", gross=100.0):
    return [float(number), name, ID, gross, gross]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("姓  名", "姓名"),
        ("公民身份\n号码", "公民身份号码"),
        ("日工资标准（元/天）", "日工资标准"),
        ("*实 发：", "实发"),
        ("(元)", "元"),
        ("ＮＯ．", "no"),
        (3.0, ""),
        ("【应发】工资", "工资"),
    ],
)
def test_a_heading_is_compared_without_its_decoration(text, label):
    assert normal_label(text) == label or label == "元"


@given(st.integers(0, 18), st.integers(0, 5))
def test_the_heading_is_found_anywhere_in_the_first_twenty_rows(above, left):
    rows = [["某项目工资表"], [], ["总包单位：甲"]] * 7
    shift = [""] * left
    found = find_header(sheet(*rows[:above], shift + HEAD, shift + person(1)), FORM)
    assert (found.row, found.depth, found.body) == (above, 1, above + 1)
    assert found.mapping == {"serial": left, "name": left + 1, "number": left + 2, "gross": left + 3, "net": left + 4, "signature": left + 5}


def test_below_the_first_twenty_rows_nothing_is_looked_for():
    assert find_header(sheet(*[["x"]] * 20, HEAD, person(1)), FORM) is None


def test_a_heading_of_two_rows_is_read_through_its_merges():
    rows = (["序号", "姓名", "身份证号", "工资（元）", "", "签字"], ["", "", "", "应发", "实发", ""], person(1))
    merges = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 3, 0, 4), (0, 5, 1, 5)]
    for merged in (merges, ()):
        found = find_header(sheet(*rows, merges=merged), FORM)
        assert found.body == 2
        assert as_letters(found.mapping) == {"serial": "A", "name": "B", "number": "C", "gross": "D", "net": "E", "signature": "F"}


def test_the_upper_word_tells_equal_lower_words_apart():
    rows = (["姓名", "证件号", "应发", "", "实发", ""], ["", "", "天数", "金额", "天数", "金额"], ["李二", ID, 1.0, 5.0, 1.0, 5.0])
    merges = [(0, 2, 0, 3), (0, 4, 0, 5)]
    assert as_letters(find_header(sheet(*rows, merges=merges), FORM).mapping) == {"name": "A", "number": "B", "gross": "D", "net": "F"}


def test_a_line_of_the_title_with_familiar_words_is_no_heading():
    found = find_header(sheet(["姓名：", "", "签字："], HEAD, person(1)), FORM)
    assert found.row == 1


def test_the_best_word_takes_the_column_and_lookalikes_are_left_alone():
    found = find_header(sheet(["姓名", "证件号", "应发工资日期", "本月应发金额", "实发工资合计(元)", "实发", "开户行号"], ["李二", ID]), FORM)
    assert found.mapping == {"name": 0, "number": 1, "gross": 3, "net": 5}


def test_the_same_heading_has_the_same_fingerprint_and_another_has_another():
    first, same, other = (find_header(sheet(*rows), FORM) for rows in ([HEAD, person(1)], [[], HEAD, person(2)], [[*HEAD, "备注"], person(1)]))
    assert first.fingerprint == same.fingerprint != other.fingerprint


class TestCorrections:
    """The user's word about a column is the last."""

    FOUND = {"name": 1, "number": 2, "net": 4}

    def test_a_letter_moves_a_field_and_an_empty_one_takes_it_away(self):
        assert corrected(FORM, self.FOUND, {"net": "f", "name": ""}) == {"number": 2, "net": 5}

    def test_a_letter_that_was_in_use_changes_hands(self):
        assert corrected(FORM, self.FOUND, {"gross": "E"}) == {"name": 1, "number": 2, "gross": 4}

    def test_two_fields_may_swap(self):
        assert corrected(FORM, self.FOUND, {"name": "C", "number": "B"}) == {"name": 2, "number": 1, "net": 4}

    @pytest.mark.parametrize("wishes", [{"sex": "A"}, {"net": "第五列"}, {"net": "A", "gross": "A"}])
    def test_nonsense_is_refused(self, wishes):
        with pytest.raises(Refused) as refused:
            corrected(FORM, self.FOUND, wishes)
        assert refused.value.code == "mapping"


def table(*rows, **more):
    found = sheet(*rows, **more)
    return read_table(found, FORM, find_header(found, FORM))


def test_every_kind_of_row_is_told_apart():
    found = table(
        ["十月工资表"], HEAD, ["木工班"], person(1), person(2), ["一班小计", "", "", 200.0, 200.0], [], ["", " ", "－"],
        HEAD, person(3), [4.0, "", ID, 5.0, 5.0], [5.0, "王五", "", 5.0, 5.0], [6.0], [7.0, "", "", 0.0, 0.0], ["", "赵六", ID, 9.0, 9.0],
        ["二班小计", "", "", 119.0, ""], ["合计", "", "", 319.0, 319.0], ["编制人：", "张三", "", "日期：", ""], ["审核人", "李四"],
        ["说明：本表一式三份，共 6 人。"], ["", "", "", "第 1 页"],
    )  # fmt: skip
    assert found.records == [3, 4, 9, 10, 11, 14]
    assert [(line.row, line.of, line.word, line.records_above, line.kind) for line in found.sums] == [
        (5, "一班", "小计", 2, SumKind.SECTION), (15, "二班", "小计", 6, SumKind.SECTION), (16, "", "合计", 6, SumKind.GRAND),
    ]  # fmt: skip
    assert found.titles == [(0, "木工班")]
    assert found.head_count() == (19, 6)
    assert found.column("net") == (100.0, 100.0, 100.0, 5.0, 5.0, 9.0)


def test_a_total_per_team_is_no_total_of_everything_until_the_last():
    found = table(HEAD, person(1), ["合计", "", "", 1.0, 1.0], person(2), ["合计", "", "", 1.0, 1.0], ["总计", "", "", 2.0, 2.0])
    assert [line.kind for line in found.sums] == [SumKind.SECTION, SumKind.SECTION, SumKind.GRAND]


def test_a_person_whose_surname_is_a_word_of_sums_is_a_person():
    assert table(HEAD, person(1, "计小平"), person(2, "合计明")).records == [1, 2]


def test_without_running_numbers_a_repeated_heading_and_a_total_are_still_seen():
    found = table(HEAD[1:], person(1)[1:], HEAD[1:], person(2)[1:], ["合计", "", 200.0, 200.0], ["总计", "/", 200.0, 200.0])
    assert found.records == [1, 3] and [line.row for line in found.sums] == [4, 5]


def test_running_numbers_as_text_are_running_numbers():
    assert table(HEAD, ["1", "李二", ID, "5", "5"], ["2", "王五", ID, "5", "5"]).records == [1, 2]


def findings() -> Findings:
    return Findings(COMMON)


def test_values_come_out_by_field_and_faults_by_cell():
    found = table(HEAD, person(1), [2.0, "王 五", "1403", "5元", "面议"], [3.0, "赵六", ID, "", ""])
    faults = findings()
    rows = dict(read_records(found, faults))
    assert rows[2] == {"serial": 1, "name": "李二", "number": ID, "gross": 10000, "net": 10000}
    assert rows[3] == {"serial": 2, "name": "王五", "number": None, "gross": 500, "net": None}
    assert [(finding.code, finding.cell) for finding in faults.sorted()] == [("id_length", "表!C3"), ("not_number", "表!E3"), ("missing", "表!E4")]


def test_a_formula_without_a_result_is_told_from_an_empty_cell():
    found = table(HEAD, [1.0, "李二", ID, "", ""], [2.0, "王五", ID, "", ""], troubles=Troubles(frozenset({(1, 4), (1, 3)}), frozenset({(2, 4)})))
    faults = findings()
    list(read_records(found, faults))
    assert [(finding.code, finding.cell) for finding in faults.sorted()] == [
        ("formula_no_result", "表!D2"),
        ("formula_no_result", "表!E2"),
        ("formula_error", "表!E3"),
    ]


def test_a_missing_column_is_one_finding_and_an_empty_table_another():
    faults = findings()
    assert list(read_records(table(["姓名", "证件号", "签字"], ["合计"]), faults)) == []
    assert [finding.code for finding in faults.sorted()] == ["column_missing", "rows_missing"]


class TestWorkbooks:
    """Several sheets in one file."""

    def book(self, *sheets):
        return Workbook("xlsx", sheets)

    def test_the_sheet_with_most_people_is_chosen_and_the_others_are_mentioned(self):
        small, large = sheet(HEAD, person(1), name="九月"), sheet(HEAD, person(1), person(2), name="十月")
        faults = findings()
        assert find_table(self.book(sheet(name="空"), small, large, sheet(["考勤"], name="别的")), FORM, faults).sheet is large
        assert [(finding.code, finding.severity, finding.cell) for finding in faults.items] == [("other_sheet", Severity.WARN, "九月!A1")]
        assert "“九月”里也有 1 行" in faults.items[0].message

    def test_a_hidden_sheet_is_taken_only_when_there_is_no_other(self):
        hidden = sheet(HEAD, person(1), person(2), name="藏", hidden=True)
        assert find_table(self.book(hidden, sheet(HEAD, person(1))), FORM, findings()).sheet.name == "表"
        assert find_table(self.book(hidden), FORM, findings()).sheet.name == "藏"

    def test_a_sheet_may_be_asked_for_and_an_unlikely_one_is_avoided(self):
        first, second = sheet(HEAD, person(1), person(2), name="甲"), sheet(HEAD, person(1), name="乙")
        assert find_table(self.book(first, second), FORM, findings(), sheet="乙").sheet is second
        assert find_table(self.book(first, second), FORM, findings(), unlikely=lambda table: table.sheet.name == "甲").sheet is second

    def test_columns_remembered_under_the_heading_apply_until_others_are_given(self):
        book = self.book(sheet([*HEAD, "补发"], [*person(1), "", 7.0]))
        print_of = find_table(book, FORM, findings()).header.fingerprint
        remembered = {print_of: {"net": "G"}, "another": {"net": "A"}}
        assert find_table(book, FORM, findings(), remembered=remembered).column("net") == (7.0,)
        assert find_table(book, FORM, findings(), remembered=remembered, mapping={"net": "D"}).column("net") == (100.0,)

    def test_hidden_people_are_read_and_mentioned(self):
        book = openpyxl.Workbook()
        for row in (HEAD, person(1), person(2), person(3), [], ["说明"]):
            book.active.append(row)
        for row in (3, 4, 6):
            book.active.row_dimensions[row].hidden = True
        buffer = io.BytesIO()
        book.save(buffer)
        faults = findings()
        found = find_table(read_workbook(buffer.getvalue(), "a.xlsx"), FORM, faults)
        assert found.records == [1, 2, 3]
        assert [(finding.cell, finding.message) for finding in faults.items] == [("Sheet!A3", "有 2 行被隐藏或筛选掉了，也读了进来：第 3、4 行。")]

    def test_without_a_table_the_finding_says_what_was_looked_for(self):
        for book, code in ((self.book(sheet(["随便写的"])), "header_missing"), (self.book(sheet()), "table_missing")):
            faults = findings()
            assert find_table(book, FORM, faults) is None
            assert [finding.code for finding in faults.items] == [code]


def test_findings_come_in_reading_order_once_each_with_the_tenants_severity():
    kinds = catalogue([block("a", "甲", "{what}不对。", "请改。", "条例"), block("b", "乙", "乙。", "请改。")])
    faults = Findings(kinds, {"b": "warn"})
    page = sheet(name="表")
    faults.add("a", page, 2, 0, what="这")
    faults.add("b", page, 0, 1)
    faults.add("a", page, 2, 0, what="这")
    first, second = faults.sorted()
    assert first.as_dict() == {"code": "b", "severity": "warn", "cell": "表!B1", "message": "乙。", "fix": "请改。", "law": None}
    assert second.blocks and not first.blocks and second.message == "这不对。" and second.law == "条例"
    with pytest.raises(ValueError):
        Findings(kinds, {"a": "fatal"})
    with pytest.raises(ValueError, match="twice"):
        catalogue([*kinds.values(), kinds["a"]])
