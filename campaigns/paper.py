"""The 17-column table on paper: printed figures with their marks, other facts, notes; as PDF."""

import datetime as dt
from decimal import Decimal

from campaigns.winter_columns import CLASSES, COLUMNS, ROWS, Figure, in_unit, shown
from campaigns.winter_table import WinterTable
from portal.documents.pdf import render_pdf
from portal.lib.show import ten_thousand

NOTES = (
    "情况统计包括立案和通过非立案方式处理的欠薪问题；",
    "国企项目指中央和地方监管的国有（含国有控股）企业作为总承包单位的工程项目（标段）；",
    "其他情况中政府投资工程项目、政府与社会资本合作项目和国企项目有重合的分别单独统计。",
)
SIGNERS = ("单位负责人：", "科（队）负责人：", "制表人：", "联系电话：")
# The portal keeps no register of these yet: the office fills them in by hand (其他情况 4).
BY_HAND = "公布欠薪严重违法单位　　户，列入欠薪“黑名单”　　件"


def sign(number: int) -> str:
    """① … ⑳, then (21)."""
    return chr(0x2460 + number - 1) if number <= 20 else f"({number})"


def printed_rows(table: WinterTable) -> list[dict]:
    """Each row with its printed cells; a cell that failed a check carries the check's sign."""
    return [
        {"key": row, "name": name, "number": number, "cells": [_cell(table, row, figure) for figure in COLUMNS]}
        for number, (row, name) in enumerate(ROWS, start=1)
    ]


def _cell(table: WinterTable, row: str, figure: Figure) -> dict:
    cell = (row, figure.number)
    found = [(number, check) for number, check in enumerate(table.failed, start=1) if cell in check.cells]
    exact, raw = table.cells[row][figure.number], table.raw[row][figure.number]
    return {
        "column": figure.number,
        "text": shown(figure, exact),
        "mark": ("bad" if any(check.hard for _, check in found) else "ask") if found else "",
        "signs": "".join(sign(number) for number, _ in found[:3]),
        "computed": shown(figure, raw) if exact != raw else "",
    }


def numbered(table: WinterTable) -> list[tuple[str, object]]:
    """What the checks found, each with the sign its cells carry."""
    return [(sign(number), check) for number, check in enumerate(table.failed, start=1)]


def other_lines(table: WinterTable) -> list[str]:
    """其他情况 in the notice's words; a project under two flags counts under each (备注3)."""
    lines = [
        f"检查{o['name']}共 {o['inspected']} 个，查实存在欠薪项目 {o['in_arrears']} 个"
        f"（拖欠工资 {ten_thousand(o['amount'], 4)} 万元，涉及 {ten_thousand(o['people'], 4)} 万人）"
        for o in table.other
    ]
    return [f"{n}. {line}" for n, line in enumerate((*lines, BY_HAND), start=1)]


def rounding_note(table: WinterTable) -> str:
    """Says so where the printed parts do not add up to the printed total in the last digit; empty when they all do."""
    off = [str(figure.number) for figure in COLUMNS if in_unit(figure, table.cells["total"][figure.number]) != _sum_of_printed(table, figure)]
    return f"第 {'、'.join(off)} 栏由精确数四舍五入，合计与三类之和末位略有出入。" if off else ""


def _sum_of_printed(table: WinterTable, figure: Figure) -> Decimal:
    return sum((in_unit(figure, table.cells[name][figure.number]) for name in CLASSES), Decimal(0))


def heading(table: WinterTable) -> str:
    name = table.campaign.name
    return name if name.endswith("情况") else f"{name}情况"


def reporter(table: WinterTable, places: str = "") -> str:
    """The reporting unit; a table of one county names it."""
    return f"填报单位：{table.campaign.region.name}{f'（{places}）' if places else ''}"


def page_context(table: WinterTable, made_on: dt.date, places: str = "") -> dict:
    """What the page, the PDF and the workbook show alike."""
    return {
        "title": heading(table),
        "over": [
            reporter(table, places),
            f"制表时间：{made_on.year} 年 {made_on.month} 月 {made_on.day} 日　数据截至 {table.until.isoformat()}",
        ],
        "foot": SIGNERS,
        "rows": printed_rows(table),
        "others": other_lines(table),
        "notes": NOTES,
        "rounding": rounding_note(table),
    }


def table_pdf(table: WinterTable, made_on: dt.date, places: str = "") -> bytes:
    """The table on one landscape page; marks of the checks stay on the screen."""
    context = page_context(table, made_on, places) | {"draft": False}
    for row in context["rows"]:
        for cell in row["cells"]:
            cell["mark"] = ""
    return render_pdf("documents/winter_table.html", context)
