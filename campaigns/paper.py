"""The 17-column table on paper: rows of printed figures, a workbook, a PDF."""

import datetime as dt
import io

import xlsxwriter

from campaigns.winter_table import COLUMNS, ROWS, WinterTable, in_unit, shown
from portal.documents.pdf import render_pdf
from portal.lib.show import ten_thousand


def printed_rows(table: WinterTable) -> list[dict]:
    """Each row with its printed cells, marked where a check failed."""
    hard = {cell for check in table.checks if check.hard and not check.ok for cell in check.cells}
    soft = {cell for check in table.checks if not check.hard and not check.ok for cell in check.cells}
    return [
        {
            "key": row,
            "name": name,
            "number": number,
            "cells": [
                {
                    "column": figure.number,
                    "text": shown(figure, table.cells[row][figure.number]),
                    "mark": "bad" if (row, figure.number) in hard else "ask" if (row, figure.number) in soft else "",
                    "corrected": table.cells[row][figure.number] != table.raw[row][figure.number],
                }
                for figure in COLUMNS
            ],
        }
        for number, (row, name) in enumerate(ROWS, start=1)
    ]


def other_lines(table: WinterTable) -> list[str]:
    """其他情况 in the notice's words; a project under two flags counts under each (备注3)."""
    return [
        f"{n}. 检查{o['name']}共 {o['inspected']} 个，查实存在欠薪项目 {o['in_arrears']} 个"
        f"（拖欠工资 {ten_thousand(o['amount'], 4)} 万元，涉及 {ten_thousand(o['people'], 4)} 万人）"
        for n, o in enumerate(table.other, start=1)
    ]


NOTES = (
    "情况统计包括立案和通过非立案方式处理的欠薪问题；",
    "国企项目指中央和地方监管的国有（含国有控股）企业作为总承包单位的工程项目（标段）；",
    "其他情况中政府投资工程项目、政府与社会资本合作项目和国企项目有重合的分别单独统计。",
)
SIGNERS = ("单位负责人：", "科（队）负责人：", "制表人：", "联系电话：")


def table_pdf(table: WinterTable, made_on: dt.date) -> bytes:
    """The table on one landscape page."""
    return render_pdf("documents/winter_table.html", page_context(table, made_on))


def page_context(table: WinterTable, made_on: dt.date) -> dict:
    return {
        "title": f"{table.campaign.name}情况" if not table.campaign.name.endswith("情况") else table.campaign.name,
        "over": [
            f"填报单位：{table.campaign.region.name}",
            f"制表时间：{made_on.year} 年 {made_on.month} 月 {made_on.day} 日　数据截至 {table.until:%Y-%m-%d}",
        ],
        "foot": SIGNERS,
        "rows": printed_rows(table),
        "others": other_lines(table),
        "notes": NOTES,
        "draft": False,
    }


_GROUPS = (("检查用人单位", 1, 4), ("拖欠工资情况", 5, 9), ("处理情况", 10, 15), ("涉嫌犯罪案件", 16, 17))


def table_workbook(table: WinterTable, made_on: dt.date) -> bytes:
    """The table as a workbook: printed figures as numbers, the exact ones on a second sheet with their definitions."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"strings_to_formulas": False, "strings_to_urls": False})
    _first_sheet(book, table, made_on)
    _exact_sheet(book, table)
    book.close()
    return buffer.getvalue()


def _first_sheet(book, table: WinterTable, made_on: dt.date) -> None:
    sheet = book.add_worksheet("17栏表")
    head = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1})
    whole, four = (book.add_format({"border": 1, "num_format": form}) for form in ("0", "0.0000"))
    name = book.add_format({"border": 1})
    title = book.add_format({"bold": True, "font_size": 16, "align": "center"})
    sheet.merge_range(0, 0, 0, 18, page_context(table, made_on)["title"], title)
    sheet.write(1, 0, f"填报单位：{table.campaign.region.name}")
    sheet.write(1, 12, f"制表时间：{made_on.isoformat()}　数据截至 {table.until.isoformat()}")
    sheet.merge_range(2, 0, 4, 0, "甲", head)
    sheet.merge_range(2, 1, 4, 1, "序号", head)
    for words, first, last in _GROUPS:
        sheet.merge_range(2, first + 1, 2, last + 1, words, head)
    for figure in COLUMNS:
        sheet.write(3, figure.number + 1, f"{figure.name}（{figure.unit}）", head)
        sheet.write(4, figure.number + 1, figure.number, head)
    for number, (row, row_name) in enumerate(ROWS, start=1):
        sheet.write(4 + number, 0, row_name, name)
        sheet.write(4 + number, 1, number, name)
        for figure in COLUMNS:
            exact = table.cells[row][figure.number]
            sheet.write_number(4 + number, figure.number + 1, in_unit(figure, exact), four if figure.in_ten_thousands else whole)
    for offset, text in enumerate((*other_lines(table), *(f"备注{n}：{note}" for n, note in enumerate(NOTES, 1)), "　　　　".join(SIGNERS))):
        sheet.write(10 + offset, 0, text)
    sheet.set_column(0, 0, 14)
    sheet.set_column(2, 18, 11)
    sheet.set_row(3, 60)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)


def _exact_sheet(book, table: WinterTable) -> None:
    sheet = book.add_worksheet("口径与精确数")
    for column, text in enumerate(("栏", "名称", "口径", *(name for _, name in ROWS))):
        sheet.write(0, column, text)
    for line, figure in enumerate(COLUMNS, start=1):
        for column, value in enumerate((figure.number, f"{figure.group}·{figure.name}", figure.words)):
            sheet.write(line, column, value)
        for column, (row, _) in enumerate(ROWS, start=3):
            sheet.write_number(line, column, table.cells[row][figure.number])
    sheet.set_column(1, 2, 40)
