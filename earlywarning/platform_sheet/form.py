"""The columns of a platform's list of warnings, by the words its different issues put above them."""

from collections.abc import Callable

from portal.lib.sheets import values
from portal.lib.sheets.columns import Field, Form
from portal.lib.sheets.faults import CellFault
from portal.lib.sheets.model import Cell
from portal.lib.text import compact

LEVELS = {"红": "red", "一级": "red", "高": "red", "黄": "yellow", "橙": "yellow", "二级": "yellow", "中": "yellow", "蓝": "blue", "三级": "blue", "低": "blue"}


def line(limit: int) -> Callable[[Cell], str]:
    return lambda cell: values.text(cell, limit)


def number(cell: Cell) -> str:
    """A platform's number; one of more than fifteen digits kept as a number has lost its end."""
    if isinstance(cell, float) and cell >= 1e15:
        raise CellFault("number_precision")
    return compact(values.text(cell, 60))


def level(cell: Cell) -> str:
    """红、红色、红色预警."""
    text = compact(str(cell))
    for word, found in LEVELS.items():
        if text.startswith(word):
            return found
    raise CellFault("bad_level", value=values.shown(cell))


WARNINGS = Form(
    name="预警表",
    keys=("number", "project", "code"),
    serial="serial",
    fields=(
        Field("serial", "序号", ("No",), parse=lambda cell: cell),
        Field("number", "预警编号", ("预警单号", "预警号", "平台编号", "预警ID", "编号"), required=True, parse=number, weight=2),
        Field("level", "预警级别", ("预警等级", "级别", "等级", "颜色", "预警颜色"), required=True, parse=level, weight=2),
        Field("on", "预警日期", ("预警时间", "推送日期", "推送时间", "产生时间", "产生日期", "生成时间"), parse=values.date),
        Field("code", "项目编码", ("项目编号", "工程编码", "平台项目编码"), parse=line(30)),
        Field("project", "项目名称", ("工程名称", "工程项目名称", "项目"), required=True, parse=line(160), weight=2),
        Field("title", "预警类型", ("预警名称", "预警事项", "预警规则", "类型"), required=True, parse=line(80)),
        Field("cause", "规则代码", ("事由代码", "规则编码"), parse=line(8)),
        Field("month", "所属月份", ("工资月份", "月份", "账期"), parse=values.month),
        Field("text", "预警内容", ("预警描述", "预警详情", "情况说明", "内容", "描述"), parse=line(1000)),
    ),
    ignored=("处置状态", "处置结果", "处置期限", "处置人", "所属区域", "备注"),
)  # fmt: skip
