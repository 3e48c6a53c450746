"""The answer file of a platform: which row was taken, which was sent back and why."""

from portal.lib.sheets import values
from portal.lib.sheets.columns import Field, Form
from portal.lib.sheets.faults import COMMON, CellFault
from portal.lib.sheets.findings import Findings, Kind, block, catalogue
from portal.lib.sheets.listing import Listing, read_listing
from portal.lib.sheets.model import Cell, Workbook
from portal.lib.text import compact

ACCEPTED = ("成功", "已接收", "接收", "通过", "已入库", "1")
REFUSED = ("失败", "被退回", "退回", "不通过", "拒绝", "0")

OWN: tuple[Kind, ...] = (
    block("unknown_result", "看不懂结果", "结果“{value}”不认得。", "请写“成功”或“失败”。"),
    block("unknown_row", "没有上报过这一行", "“{value}”没有登记为已上报。", "请核对行编号；行编号在导出包每张表的第一列。"),
    block("row_twice", "行编号重复", "行编号与第 {row} 行相同。", "一行只留一个结果。"),
    block("no_reason", "没有退回原因", "结果是失败，原因没有填。", "请照平台的答复填写原因。"),
)
KINDS = catalogue((*COMMON.values(), *OWN))


def _result(cell: Cell) -> bool:
    text = compact(values.text(cell, 40))
    if text in ACCEPTED:
        return True
    if text in REFUSED:
        return False
    raise CellFault("unknown_result", value=text)


ANSWERS = Form(
    name="上报结果表",
    keys=("row_key", "result"),
    serial="serial",
    fields=(
        Field("serial", "序号", ("No",), parse=lambda cell: cell),
        Field("row_key", "行编号", ("行号编号",), required=True, parse=lambda cell: values.text(cell, 80), weight=2),
        Field("result", "结果", ("处理结果", "上报结果", "状态"), required=True, parse=_result, weight=2),
        Field("reason", "原因", ("退回原因", "失败原因", "错误信息", "说明"), parse=lambda cell: values.text(cell, 200)),
        Field("their_number", "平台编号", ("平台返回编号", "返回编号"), parse=lambda cell: values.text(cell, 60)),
    ),
)


def read_answers(workbook: Workbook, findings: Findings) -> Listing:
    """Each row once, a refusal with its reason."""
    found = read_listing(workbook, ANSWERS, findings, key="row_key")
    found.tell_twice("row_twice")
    for row in found.rows:
        if row.values.get("result") is False and not row.values.get("reason"):
            found.flag("no_reason", row, "reason")
    return found
