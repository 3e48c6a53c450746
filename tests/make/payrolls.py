"""Payroll sheets in memory: a clean one, bent where a test wants it bent."""

import datetime as dt
from decimal import Decimal

from portal.lib.identity import check_digit
from portal.lib.sheets.model import Sheet, Workbook
from wagepay.payroll.facts import Facts
from wagepay.payroll.parse import parse_payroll
from wagepay.payroll.rows import ParsedSheet

MONTH = dt.date(2026, 10, 1)
HEAD = ["序号", "姓名", "身份证号码", "工种", "班组", "出勤天数", "日工资标准(元)", "应发工资", "扣款", "实发工资", "银行卡号", "开户银行", "联系电话"]
COLUMNS = dict(zip(("serial", "name", "id", "trade", "team", "days", "rate", "gross", "deduction", "net", "card", "bank", "phone"), range(13), strict=True))
NAMES = "李二 王五 赵六 孙七 周八 吴九 郑十 冯一 陈三 褚四".split()


def id_number(place: int = 0, born: str = "19860313", male: bool = True) -> str:
    """A fictitious identity number with the order code that is never given out."""
    front = f"140321{born}0{place % 10}{(place // 10 * 2 + male) % 10}"
    return front + check_digit(front)


def card(place: int = 0) -> str:
    """A card number whose Luhn sum is right."""
    front = f"6217000000{place:08}"
    return next(f"{front}{last}" for last in range(10) if luhn(f"{front}{last}") == 0)


def luhn(number: str) -> int:
    return sum(sum(divmod(int(digit) * (1 + place % 2), 10)) for place, digit in enumerate(reversed(number))) % 10


def person(place: int, **changes: object) -> list:
    """A clean row; ``changes`` by the short names of COLUMNS."""
    values = [place + 1.0, NAMES[place % 10], id_number(place), "木工", "一班", 20.0, 300.0, 6000.0, 0.0, 6000.0, card(place), "建设银行", f"1380000{place:04}"]
    for name, value in changes.items():
        values[COLUMNS[name]] = value
    return values


LINE = "总包单位：示例建设集团有限公司    分包单位：示例劳务有限公司    工资月份：2026年10月    单位：元"


def payroll(*people: list, line: object = LINE, below: tuple[list, ...] = (), head: list | None = None, name: str = "工资表") -> Sheet:
    """A sheet with two lines above the heading; the first person stands in row 4."""
    return Sheet(name, [["某某花园项目农民工工资支付表"], [line], head or HEAD, *people, *below])


def parsed(*sheets: Sheet, facts: Facts | None = None, **options: object) -> ParsedSheet:
    """The verdict on these sheets, by default with a minimum wage and nothing else known."""
    return parse_payroll(Workbook("xlsx", sheets), facts or Facts(MONTH, minimum_wage=Decimal(1980)), **options)


def verdict(*people: list, facts: Facts | None = None, below: tuple[list, ...] = (), **more: object) -> set[tuple[str, str]]:
    """{(code, cell)} of the findings on a sheet of these people."""
    result = parsed(payroll(*people, below=below, **more), facts=facts)
    return {(finding.code, finding.cell.split("!")[1]) for finding in [*result.findings, *result.notes]}
