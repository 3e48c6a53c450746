"""What can be wrong with a lead sheet."""

from portal.lib.sheets.faults import COMMON
from portal.lib.sheets.findings import Kind, block, catalogue, info, warn

OWN: tuple[Kind, ...] = (
    block("number_precision", "编号末位丢失", "线索编号以数字格式保存，末几位已丢失。", "请把该列设为“文本”格式，从平台重新导出。"),
    block("number_twice", "编号重复", "线索编号与第 {row} 行相同。", "同一条线索只写一行，请删去重复的。"),
    block("nobody", "没有单位也没有项目", "单位名称和项目名称都没有填。", "请至少填一个，否则不知道反映的是谁。"),
    block("bad_people", "人数不对", "涉及人数“{value}”不对。", "请填 1 以上的整数。"),
    block("amount_not_positive", "金额不对", "欠薪金额要大于零。", "不清楚的请留空。"),
    block("future", "日期在今天以后", "转办日期 {value} 晚于今天。", "请核对日期。"),
    block("period_order", "时段颠倒", "欠薪止早于欠薪起。", "请核对两个日期。"),
    block("refused", "不能登记", "{reason}", "请按提示改正后重传。"),
    warn(
        "unknown_project",
        "平台没有这个项目",
        "本辖区没有登记“{value}”，按用人单位登记，项目名称写入反映内容。",
        "请核对项目名称；确有此项目的，先建档或登记后再补正。",
    ),
    warn("ambiguous_project", "分不清是哪个项目", "本辖区有 {count} 个项目叫“{value}”，没有对应到项目。", "请填项目编码，或登记后补正。"),
    warn("row_skipped", "有一行没有读入", "这一行不像线索，没有读入。", "是线索的，请补全线索编号。"),
    info("already", "已登记过", "这条线索 {on} 已登记，不再登记。", "不用改。"),
)  # fmt: skip
KINDS = catalogue((*COMMON.values(), *OWN))
