"""Ledgers as people make them, for the tests of the import."""

import io

import xlsxwriter

from portal.lib.sheets.model import Workbook
from portal.lib.sheets.reader import read_workbook
from tests.make import tenancy

OWNER, CONTRACTOR = tenancy.uscc(1001), tenancy.uscc(1002)
HEAD = ["序号", "工程名称", "乡镇", "行业主管部门", "项目类别", "资金来源", "业主单位", "业主单位统一社会信用代码", "总包单位", "总包单位信用代码"]
HEAD += ["合同价（万元）", "合同签订时间", "施工许可证编号", "发证日期", "开工时间", "竣工日期", "发薪日", "劳资员", "人工费比例", "备注"]
ROW = [1, "样例花园（一期）", "冠山镇", "住建局", "房建", "政府投资", "样例城投有限公司", OWNER, "样例建工集团有限公司", CONTRACTOR]
ROW += [18640, "2026年3月18日", "140321202603010101", "2026-03-25", "2026/4/1", "20270930", "次月20日", "样例周", "20%", "无"]


def row(**changes) -> list:
    """The clean row with some cells changed, by their heading."""
    return [changes.get(heading, value) for heading, value in zip(HEAD, ROW, strict=True)]


def content(*rows, head=HEAD, title: str = "平定县在建工程项目台账") -> bytes:
    """A workbook with a title line over the heading."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("台账")
        sheet.merge_range(0, 0, 0, len(head) - 1, title)
        for y, line in enumerate([head, *rows], 1):
            for x, value in enumerate(line):
                if isinstance(value, str):
                    sheet.write_string(y, x, value)
                elif value is not None:
                    sheet.write(y, x, value)
    return buffer.getvalue()


def book(*rows, **options) -> Workbook:
    return read_workbook(content(*rows, **options), "台账.xlsx")
