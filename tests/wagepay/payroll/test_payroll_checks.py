"""Every check of a payroll, with one case that just passes and one that just does not."""

import datetime as dt
import time
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.make.payrolls import MONTH, NAMES, card, id_number, parsed, payroll, person, verdict
from wagepay.payroll.facts import Attended, Facts
from wagepay.payroll.kinds import KINDS


def facts(**more) -> Facts:
    return Facts(MONTH, **{"minimum_wage": Decimal(1980), **more})


def test_clean_people_have_no_findings():
    assert verdict(*(person(place) for place in range(30))) == set()


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"name": ""}, {("name_missing", "B4")}),
        ({"name": " "}, {("name_missing", "B4")}),
        ({"name": "李二1"}, {("name_odd", "B4")}),
        ({"id": ""}, {("id_number_missing", "C4")}),
        ({"id": "无"}, {("id_number_missing", "C4")}),
        ({"id": id_number()[:17]}, {("id_length", "C4")}),
        ({"id": id_number() + "1"}, {("id_length", "C4")}),
        ({"id": "140321860313000"}, {("id_old", "C4")}),
        ({"id": "140321198613130003"}, {("id_birth", "C4")}),
        ({"id": float(id_number())}, {("id_precision", "C4")}),
        ({"id": "1.40321E+17"}, {("id_precision", "C4")}),
        ({"id": "H12345678"}, {("id_other", "C4")}),
        ({"id": id_number(born="20261101")}, {("id_future", "C4")}),
        ({"gross": "", "net": 0.0}, {("gross_missing", "H4")}),
        ({"net": ""}, {("net_missing", "J4")}),
        ({"net": "面议"}, {("not_number", "J4")}),
        ({"net": 5999.999}, {("decimals", "J4")}),
        ({"gross": 6000.005, "rate": 300.005}, {("decimals", "H4"), ("decimals", "G4")}),
        ({"card": ""}, {("card_number_missing", "K4")}),
        ({"card": float(card())}, {("card_precision", "K4")}),
        ({"card": "6217-00-1"}, {("card_length", "K4")}),
        ({"card": "信用社存折"}, {("card_character", "K4")}),
        ({"card": card()[:-1] + str((int(card()[-1]) + 1) % 10)}, {("card_luhn", "K4")}),
        ({"phone": "1380000000"}, {("phone_format", "M4")}),
        ({"phone": ""}, set()),
        ({"trade": "", "team": "", "bank": ""}, set()),
        ({"days": ""}, {("days_missing", "F4")}),
        ({"days": "二十"}, {("not_number", "F4")}),
        ({"days": 31.0, "gross": 9300.0, "net": 9300.0}, set()),
        ({"days": 31.5, "gross": 9450.0, "net": 9450.0}, {("days_over_month", "F4")}),
        ({"days": -1.0, "gross": 0.0, "net": 0.0}, {("days_negative", "F4"), ("gross_mismatch", "H4")}),
        ({"days": 20.5, "gross": 6150.0, "net": 6150.0}, set()),
        ({"days": "20天", "gross": "¥6,000.00", "net": "６０００元"}, set()),
        ({"deduction": 450.0}, {("net_mismatch", "J4")}),
        ({"deduction": 450.0, "net": 5550.0}, set()),
        ({"deduction": 6000.0, "net": 0.0}, set()),
        ({"deduction": 6000.01, "net": 0.0}, {("deduction_over_gross", "I4"), ("net_mismatch", "J4")}),
        ({"deduction": -100.0, "net": 6100.0}, {("amount_negative", "I4")}),
        ({"deduction": "若干", "net": 5000.0}, {("not_number", "I4")}),
        ({"gross": 6000.01, "net": 6000.01}, {("gross_mismatch", "H4")}),
        ({"gross": 50000.0, "net": 50000.0, "rate": 2500.0}, set()),
        ({"gross": 50000.01, "net": 50000.01, "rate": 2500.0}, {("gross_mismatch", "H4"), ("amount_large", "H4")}),
        ({"rate": 91.03, "gross": 1820.6, "net": 1820.6}, set()),
        ({"rate": 91.02, "gross": 1820.4, "net": 1820.4}, {("below_minimum", "G4")}),
        ({"rate": "", "gross": 1820.6, "net": 1820.6}, set()),
        ({"rate": "", "gross": 1820.4, "net": 1820.4}, {("below_minimum", "H4")}),
        ({"rate": 300.333, "gross": 6000.0}, {("decimals", "G4")}),
    ],
)
def test_one_changed_cell_gives_exactly_its_finding(changes, found):
    assert verdict(person(0, **changes), person(1), person(2)) == found


@pytest.mark.parametrize(
    ("born", "code"),
    [("20101101", "child_labour"), ("20101031", "minor"), ("20081101", "minor"), ("20081031", None), ("19700101", None)],
)
def test_ages_count_on_the_last_day_of_the_month(born, code):
    assert verdict(person(0, id=id_number(born=born))) == ({(code, "C4")} if code else set())


def test_a_child_is_told_and_never_refused():
    result = parsed(payroll(person(0, id=id_number(born="20120501"))))
    assert result.acceptable and result.findings[0].law == "禁止使用童工规定第二条"


def test_people_past_the_retirement_age_are_one_information():
    people = [person(place, id=id_number(place, born="19600101" if place < 7 else "19860101")) for place in range(9)]
    result = parsed(payroll(*people))
    assert result.findings == []
    assert [(note.code, note.cell, note.message) for note in result.notes] == [("over_age", "工资表!C3", "7 人已超过法定退休年龄：第 4、5、6、7、8 等 行。")]


class TestSharing:
    """One person one row, one card one person."""

    def test_an_identity_number_twice_is_told_at_both_cells(self):
        result = parsed(payroll(person(0), person(1), person(2, id=id_number(0))))
        assert [(finding.code, finding.cell, finding.message) for finding in result.findings] == [
            ("id_duplicate", "工资表!C4", "身份证号与第 6 行相同。"),
            ("id_duplicate", "工资表!C6", "身份证号与第 4 行相同。"),
        ]

    def test_the_same_number_in_two_spellings_is_the_same_number(self):
        number = id_number(0)
        assert verdict(person(0), person(1, id=" ".join(number))) == {("id_duplicate", "C4"), ("id_duplicate", "C5")}

    def test_one_card_for_two_people_blocks_at_both_cells(self):
        assert verdict(person(0), person(1, card=f"{card(0)[:4]} {card(0)[4:]}")) == {("card_shared", "K4"), ("card_shared", "K5")}

    def test_one_card_in_two_rows_of_one_person_is_only_the_double_row(self):
        assert verdict(person(0), person(1, id=id_number(0), name=NAMES[0], card=card(0))) == {("id_duplicate", "C4"), ("id_duplicate", "C5")}

    def test_a_phone_is_shared_from_three_people_on(self):
        phone = {"phone": "13800009999"}
        assert verdict(person(0, **phone), person(1, **phone)) == set()
        assert verdict(*(person(place, **phone) for place in range(3))) == {("phone_shared", f"M{row}") for row in (4, 5, 6)}

    def test_a_payee_who_is_not_the_worker_blocks(self):
        head = [*payroll().rows[2], "收款人"]
        people = [[*person(0), "李 二"], [*person(1), "包工头"], [*person(2), ""]]
        assert verdict(*people, head=head) == {("payee_differs", "N5")}


class TestRosterAndAttendance:
    """What is known of the people beside the sheet."""

    ROSTER = {id_number(0): "李二", id_number(1): "王五", id_number(2): "赵六"}

    def test_without_a_roster_nobody_is_missing_from_it(self):
        assert verdict(person(0), facts=facts()) == set()

    def test_people_off_the_roster_and_other_names_are_told(self):
        found = verdict(person(0), person(1, name="王武"), person(3, serial=3.0), facts=facts(roster=self.ROSTER))
        assert found == {("name_differs", "B5"), ("not_on_roster", "B6")}
        result = parsed(payroll(person(3)), facts=facts(roster=self.ROSTER))
        assert result.findings[0].message == "孙**没有实名登记。" and result.acceptable

    def test_the_roster_may_be_keyed_by_blind_index(self):
        def blind_key(number):
            return hash(("key", number))

        blind = {blind_key(number): name for number, name in self.ROSTER.items()}
        assert verdict(person(0), facts=facts(roster=blind, persons=lambda numbers: [blind_key(number) for number in numbers])) == set()

    def test_attendance_is_compared_in_both_directions(self):
        attendance = {
            id_number(0): Attended("李二", Decimal("19.5")),
            id_number(1): Attended("王五", Decimal(20)),
            id_number(7): Attended("吴九", Decimal(2)),
            id_number(8): Attended("郑十", Decimal(1)),
        }
        found = verdict(person(0), person(1), person(2), facts=facts(attendance=attendance))
        assert found == {("days_over_attendance", "F4"), ("not_attended", "B6"), ("attended_missing", "B3")}
        result = parsed(payroll(person(0)), facts=facts(attendance={id_number(7): Attended("吴九", Decimal(12))}))
        assert [finding.message for finding in result.findings] == ["吴**当月出勤 12 天，不在表上。", "李**当月没有考勤。"]


class TestHeading:
    """What the sheet says about itself."""

    @pytest.mark.parametrize("month", ["2026年9月", "２０２６年０９月份", "2026-09", "二〇二六年九月"])
    def test_another_month_blocks_where_it_is_written(self, month):
        found = parsed(payroll(person(0), line=f"工资月份：{month}"))
        assert [(finding.code, finding.cell, finding.message) for finding in found.findings] == [
            ("month_differs", "工资表!A2", "表上写的是 2026年9月，这里报的是 2026年10月。")
        ]

    def test_a_sheet_without_a_month_is_taken_at_the_uploaders_word(self):
        assert verdict(person(0), line="单位：元") == set()

    def test_a_month_cell_and_a_sheets_name_count(self):
        assert verdict(person(0), line=dt.date(2026, 9, 5)) == {("month_differs", "A2")}
        assert verdict(person(0), line="", name="2026年9月") == {("month_differs", "A1")}

    def test_names_that_mean_the_same_pass_and_others_are_asked_about(self):
        known = facts(project_names=("盂县某某花园项目（一期）", "某某花园"), employer_names=("示例劳务有限公司",))
        assert verdict(person(0), facts=known) == set()
        other = facts(project_names=("平定县冠山学校改造",), employer_names=("另一建筑工程有限公司",))
        assert verdict(person(0), facts=other) == {("project_differs", "A1"), ("employer_differs", "A2")}

    def test_amounts_in_ten_thousands_block(self):
        assert verdict(person(0), line="单位：万元") == {("unit_ten_thousand", "A2")}


class TestSums:
    """Totals, subtotals and head-counts."""

    def test_totals_that_fit_are_silent_whatever_their_form(self):
        below = (["合计", "", "", "", "", "40天", "", "¥12,000.00", "", 12000.0],)
        assert verdict(person(0), person(1), below=below) == set()

    def test_a_wrong_total_is_told_with_its_difference(self):
        found = parsed(payroll(person(0), person(1), below=(["合计", "", "", "", "", 41.0, "", 11999.99, 0.0, ""],)))
        assert [(finding.cell, finding.message) for finding in found.findings] == [
            ("工资表!F6", "“合计”行的出勤天数多 1 天，各行相加是 40 天。"),
            ("工资表!H6", "“合计”行的应发工资少 0.01 元，各行相加是 12,000.00 元。"),
        ]

    def test_subtotals_count_their_team_and_the_total_everything(self):
        below = (["甲班小计", *[""] * 6, 12000.0], person(2), ["乙班小计", *[""] * 6, 6000.0], ["合计", *[""] * 6, 18000.0])
        assert verdict(person(0), person(1), below=below) == set()
        wrong = (["甲班小计", *[""] * 6, 6000.0], person(2), ["乙班小计", *[""] * 6, 12000.0], ["合计", *[""] * 6, 12000.0])
        assert verdict(person(0), person(1), below=wrong) == {("total_mismatch", f"H{row}") for row in (6, 8, 9)}

    def test_a_total_without_result_or_over_unreadable_cells_says_nothing(self):
        assert verdict(person(0), below=(["合计", *[""] * 6, "见附件"],)) == set()
        assert verdict(person(0), person(1, gross="？"), below=(["合计", *[""] * 6, 12000.0],)) == {("not_number", "H5")}

    def test_a_total_above_the_people_counts_all_of_them(self):
        rows = payroll(person(0), person(1)).rows
        sheet = payroll(*rows[3:])
        sheet.rows.insert(3, ["合计", *[""] * 6, 12000.0])
        assert parsed(sheet).findings == []

    def test_the_stated_number_of_people_must_be_theirs(self):
        assert verdict(person(0), person(1), below=(["本表共 2 人"],)) == set()
        assert verdict(person(0), person(1), below=(["本表共3人"],)) == {("head_count", "A6")}
        assert verdict(person(0), person(1), below=(["合计 2 人", *[""] * 6, 12000.0],)) == set()

    def test_running_numbers_that_skip_somebody_are_asked_about(self):
        assert verdict(person(0), person(1, serial=3.0)) == {("serial_gap", "A5")}
        assert verdict(person(0), person(1, serial=1.0)) == set(), "numbering that starts again per team is no gap"


def test_without_a_minimum_wage_the_sheet_is_not_measured_and_says_so():
    found = verdict(person(0, rate=50.0, gross=1000.0, net=1000.0), person(1, rate=49.99, gross=999.8, net=999.8), facts=Facts(MONTH))
    assert found == {("minimum_unset", "H3"), ("rate_implausible", "G5")}


def test_advances_stand_between_gross_and_net():
    head = [*payroll().rows[2], "借支生活费"]
    result = parsed(payroll([*person(0, net=5000.0), 1000.0], [*person(1, net=5000.0), 1000.01], [*person(2, net=0.0), 6000.01], head=head))
    assert [(finding.code, finding.cell) for finding in result.findings] == [
        ("net_mismatch", "工资表!J5"),
        ("net_mismatch", "工资表!J6"),
        ("deduction_over_gross", "工资表!N6"),
    ]
    assert result.rows[0].advance == 1000 and result.totals.deduction == Decimal("8000.02")


def test_a_missing_column_is_told_once_at_the_heading():
    head = [label if label != "银行卡号" else "备用" for label in payroll().rows[2]]
    assert verdict(person(0), person(1), head=head) == {("column_missing", "A3")}


def test_nobody_on_the_sheet_is_a_finding():
    assert ("rows_missing", "A3") in verdict()


def test_the_tenant_decides_on_severities():
    sheet = payroll(person(0, card=""), person(1, name="王武"))
    lenient = parsed(sheet, severities={"card_number_missing": "warn"})
    strict = parsed(sheet, facts=facts(roster={}), severities={"not_on_roster": "block", "card_number_missing": "info"})
    assert lenient.acceptable and not strict.acceptable
    assert [finding.code for finding in strict.findings] == ["not_on_roster", "not_on_roster"] and [note.code for note in strict.notes] == [
        "card_number_missing"
    ]


def test_corrected_columns_are_used_and_given_back():
    head = [label if label != "实发工资" else "到手" for label in payroll().rows[2]]
    sheet = payroll(person(0), head=head)
    assert [finding.code for finding in parsed(sheet).findings] == ["column_missing"]
    corrected = parsed(sheet, mapping={"net": "J"})
    assert corrected.findings == [] and corrected.mapping["net"] == "J"
    assert parsed(sheet, remembered={corrected.fingerprint: {"net": "J"}}).findings == []


def test_of_several_months_in_one_file_the_right_one_is_read():
    september = payroll(*(person(place) for place in range(5)), line="2026年9月", name="九月")
    october = payroll(person(0), line="2026年10月", name="十月")
    result = parsed(september, october)
    assert (result.sheet, [(finding.code, finding.cell) for finding in result.findings]) == ("十月", [("other_sheet", "九月!A3")])
    assert parsed(september, october, sheet="九月").sheet == "九月"


def test_a_file_without_a_table_says_what_a_table_needs():
    from portal.lib.sheets.model import Sheet

    result = parsed(Sheet("表", [["通知"], ["请大家按时上班"]]))
    assert [(finding.code, finding.message) for finding in result.findings] == [
        ("header_missing", "前 20 行没有找到表头，表头要有姓名、身份证号、应发工资、实发工资、银行卡号等栏。")
    ]
    assert (result.rows, result.totals.rows, result.mapping) == ([], 0, {})


def test_every_kind_has_its_words_in_chinese_and_ends_as_a_sentence():
    for kind in KINDS.values():
        assert kind.title and kind.message.endswith("。") and kind.fix.startswith(("请", "要", "一个", "工资", "有")) and kind.fix.endswith("。"), kind.code


@pytest.mark.parametrize(("field", "limit", "cell"), [("team", 60, "E4"), ("trade", 40, "D4"), ("bank", 80, "L4")])
def test_words_that_do_not_fit_their_column_are_told_and_not_cut(field, limit, cell):
    assert verdict(person(0, **{field: "班" * limit})) == set()
    assert verdict(person(0, **{field: "班" * (limit + 1)})) == {("text_too_long", cell)}


def test_days_that_no_column_could_keep_are_told_whatever_the_tenant_makes_of_too_many():
    assert ("days_over_month", "F4") in verdict(person(0, days=999.99))
    assert ("too_large", "F4") in verdict(person(0, days=1000.0))


def test_merged_cells_that_claim_the_whole_sheet_many_times_over_are_spread_once():
    sheet, began = payroll(person(0), *(person(place, team="") for place in range(1, 1_000))), time.process_time()
    result = parsed(replace(sheet, merges=((3, 4, 1_048_575, 4),) * 5_000))
    assert {row.team for row in result.rows} == {"一班"} and time.process_time() - began < 2
