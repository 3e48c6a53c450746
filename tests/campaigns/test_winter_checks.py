"""Every check of the 17-column table: a table that passes all, and one change that fails just that check."""

from decimal import Decimal

import pytest

from campaigns.winter_checks import Sent, checks_of
from campaigns.winter_columns import CLASSES

OTHER = [{"name": "政府投资工程项目", "inspected": 3, "in_arrears": 1, "amount": Decimal("100.00"), "people": 2}]
# One builder's row that satisfies every check just so; the other classes are empty.
GOOD = dict(zip(range(1, 18), (5, 60, 50, 40, 4, 20, 15, 10000, 8000, 3, 1, 20, 15, 10500, 8000, 1, 1), strict=True))


def table(row: str = "construction", **changes) -> dict:
    """All cells with some columns of one class changed: ``c6=21``; the total follows."""
    cells = {name: {n: Decimal(GOOD[n] if name == "construction" else 0) for n in GOOD} for name in CLASSES}
    for name, value in changes.items():
        cells[row][int(name[1:])] = Decimal(str(value))
    cells["total"] = {n: sum(cells[name][n] for name in CLASSES) for n in GOOD}
    return cells


def failed(cells: dict, other=(), sent=None) -> set[tuple[bool, str]]:
    """(hard, text) of what failed in the builders' row or over the columns."""
    found = [check for check in checks_of(cells, other, sent) if not check.ok]
    return {(check.hard, check.text.removeprefix("建筑企业：")) for check in found if not check.text.startswith("合计")}


def test_the_good_table_passes_everything():
    checks = checks_of(table(), OTHER)
    assert [check.text for check in checks if not check.ok] == []
    assert all(check.cells == () for check in checks)


def hard(text):
    return {(True, text)}


def soft(text):
    return {(False, text)}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"c2": 49}, hard("第 2 栏不小于第 3 栏")),
        ({"c4": 51}, hard("第 3 栏不小于第 4 栏")),
        ({"c6": 14, "c12": 14, "c13": 14}, hard("第 6 栏不小于第 7 栏")),
        ({"c8": 7999}, hard("第 8 栏不小于第 9 栏")),
        ({"c12": 14}, hard("第 12 栏不小于第 13 栏")),
        ({"c14": 7999}, hard("第 14 栏不小于第 15 栏")),
        ({"c6": 0, "c7": 0, "c9": 0, "c12": 0, "c13": 0, "c14": 0, "c15": 0}, hard("第 5 栏与第 6 栏同为零或同不为零")),
        ({"c8": 0, "c9": 0, "c7": 0, "c13": 0, "c15": 0}, hard("第 5 栏与第 8 栏同为零或同不为零")),
        ({"c14": 0, "c15": 0, "c13": 0}, hard("第 12 栏与第 14 栏同为零或同不为零")),
        ({"c9": 0}, hard("第 7 栏与第 9 栏同为零或同不为零")),
        ({"c15": 0}, hard("第 13 栏与第 15 栏同为零或同不为零")),
        ({"c4": -1}, hard("各栏不能为负")),
        ({"c4": "39.5"}, hard("户数、人数、件数是整数")),
        ({"c1": 3}, soft("第 1 栏不小于第 5 栏")),
        ({"c2": 55, "c6": 56}, soft("第 2 栏不小于第 6 栏")),
        ({"c3": 14, "c4": 14}, soft("第 3 栏不小于第 7 栏")),
        ({"c12": 21}, soft("第 6 栏不小于第 12 栏")),
        ({"c13": 16}, soft("第 7 栏不小于第 13 栏")),
        ({"c17": 2}, soft("第 16 栏不小于第 17 栏")),
        ({"c16": 4}, soft("第 10 栏不小于第 16 栏")),
        ({"c11": 0}, soft("第 10、11 栏之和不小于第 5 栏（小于时有欠薪单位还没处理）")),
        ({"c14": 20001}, soft("第 14 栏不超过第 8 栏的两倍")),
    ],
    ids=lambda value: next(iter(value))[1][:20] if isinstance(value, set) else "",
)
def test_one_change_fails_just_that_check_and_marks_its_cells(changes, expected):
    cells = table(**changes)
    assert failed(cells) == expected
    marked = {cell for check in checks_of(cells, ()) if not check.ok for cell in check.cells}
    assert {row for row, _ in marked} <= {"construction", "total"} and marked


@pytest.mark.parametrize("changes", [{"c2": 50}, {"c4": 50}, {"c8": 8000}, {"c14": 20000}, {"c1": 4}, {"c16": 3, "c17": 3}])
def test_just_equal_is_right(changes):
    assert failed(table(**changes)) == set()


def test_a_total_that_is_not_the_sum_is_an_error():
    cells = table()
    cells["total"][2] += 1
    assert failed(cells) == hard("第 2 栏：合计等于三类之和")


def test_every_class_is_checked_by_itself():
    """A fault of one class may vanish in the total: the class still says so."""
    found = [check for check in checks_of(table("manufacturing", c4=3, c3=2, c2=2), ()) if not check.ok]
    assert [(check.text, check.cells) for check in found] == [("加工制造企业：第 3 栏不小于第 4 栏", (("manufacturing", 3), ("manufacturing", 4)))]


@pytest.mark.parametrize(
    ("change", "text"),
    [({"in_arrears": 4}, "政府投资工程项目：查实欠薪的项目不多于检查的项目"), ({"people": 16}, "政府投资工程项目：涉及人数不多于合计第 7 栏")],
)
def test_other_facts_only_ask(change, text):
    assert failed(table(), [OTHER[0] | change]) == soft(text)


def test_other_facts_are_never_added_up():
    """备注3: the three kinds overlap, so that together they may exceed every total."""
    assert failed(table(), [OTHER[0] | {"name": name, "people": 15} for name in ("政府投资工程项目", "政府与社会资本合作项目", "国企项目")]) == set()


def test_a_table_that_grows_over_the_campaign_is_compared_with_the_version_sent_before():
    sent = Sent(2, "2026-11-15", table(c10=4))
    assert failed(table(), sent=sent) == soft("第 10 栏：各行不小于第 2 版（截至 2026-11-15）")
    assert failed(table(c10=4), sent=sent) == set()
