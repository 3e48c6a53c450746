"""What the lines above a table say."""

import datetime as dt

import pytest

from portal.lib.sheets.header import find_header
from portal.lib.sheets.model import Sheet
from wagepay.payroll.fields import PAYROLL
from wagepay.payroll.heading import read_heading, same_name

HEAD = ["序号", "姓名", "身份证号", "应发工资", "实发工资", "银行卡号"]


def heading(*rows, name="表"):
    sheet = Sheet(name, [list(row) for row in rows] + [HEAD])
    return read_heading(sheet, find_header(sheet, PAYROLL))


@pytest.mark.parametrize(
    ("title", "project"),
    [
        ("盂县秀水花园二期项目农民工工资支付表", "盂县秀水花园二期"),
        ("平定县冠山学校改造项目工资表", "平定县冠山学校改造"),
        ("盂县秀水花园二期工程2026年10月份工资发放明细表", "盂县秀水花园二期"),
        ("盂县秀水花园二期项目部2026年10月农民工工资表（一班）", "盂县秀水花园二期"),
        ("农 民 工 工 资 发 放 表", None),
        ("工资表", None),
        ("2026年10月工人工资表", None),
    ],
)
def test_a_title_names_its_project_or_none(title, project):
    found = heading([title]).project
    assert (found and found.text) == project


def test_labels_and_values_in_one_cell_or_in_neighbours():
    found = heading(
        ["总包单位：示例建设集团有限公司    分包单位：示例劳务有限公司；工资月份：2026年10月  单位：元"],
        ["项目名称", "", "盂县秀水花园二期", "", "用工单位：", "别的公司"],
    )
    assert (found.project.text, found.project.row, found.project.column) == ("盂县秀水花园二期", 1, 2)
    assert (found.contractor.text, found.employer.text, found.month, found.unit.text) == (
        "示例建设集团有限公司",
        "示例劳务有限公司",
        dt.date(2026, 10, 1),
        "元",
    )


def test_a_label_left_empty_takes_nothing_from_the_next_label():
    found = heading(["总包单位：    分包单位：    工资月份：2026年10月"], ["项目名称", 5.0])
    assert (found.contractor, found.employer, found.project) == (None, None, None)


def test_the_name_of_the_sheet_is_the_last_word_on_the_month():
    assert heading(["工资表"], name="2026年9月").month == dt.date(2026, 9, 1)
    assert heading(["2026年10月工资表"], name="2026年9月").month == dt.date(2026, 10, 1)
    assert heading([dt.date(2026, 10, 5)]).month == dt.date(2026, 10, 1)
    assert heading([""]).month is None


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("盂县秀水花园二期", "盂县秀水花园二期项目", True),
        ("秀水花园二期", "盂县秀水花园二期建设工程", True),
        ("盂县秀水花园（二期）", "盂县秀水花园二期", True),
        ("盂县秀水花园2期住宅楼", "盂县秀水花园二期住宅楼工程", True),
        ("盂县秀水花园二期", "平定县冠山学校改造", False),
        ("示例劳务有限公司", "示例建设集团有限公司", False),
    ],
)
def test_names_are_the_same_but_for_decoration(left, right, same):
    assert same_name(left, right) == same
