"""What can be wrong with a platform's list."""

from portal.lib.sheets.faults import COMMON
from portal.lib.sheets.findings import Kind, block, catalogue, info, warn

OWN: tuple[Kind, ...] = (
    block("number_precision", "编号末位丢失", "预警编号以数字格式保存，末几位已丢失。", "请把该列设为“文本”格式，从平台重新导出。"),
    block("number_twice", "编号重复", "预警编号与第 {row} 行相同。", "同一条预警只写一行，请删去重复的。"),
    block("bad_level", "级别不认识", "预警级别“{value}”不认识。", "请写红、黄、蓝。"),
    block("level_not_used", "级别没有采用", "本地没有采用“{value}”这一级。", "请核对；确要采用的，由租户管理员改政策参数“采用的预警颜色”。"),
    block("future", "日期在今天以后", "预警日期 {value} 晚于今天。", "请核对日期。"),
    block("unknown_project", "平台没有这个项目", "本辖区没有登记“{value}”。", "请核对项目名称或编码；确有此项目的，先建档再导入。"),
    block("ambiguous_project", "分不清是哪个项目", "本辖区有 {count} 个项目叫“{value}”。", "请填项目编码。"),
    block("unknown_cause", "规则代码不认识", "规则代码“{value}”不在目录中。", "请写 W01 至 W64，或留空按外部平台预警登记。"),
    block("refused", "不能登记", "{reason}", "请按提示改正后重传。"),
    warn("row_skipped", "有一行没有读入", "这一行不像预警，没有读入。", "是预警的，请补全预警编号。"),
    info("already", "已登记过", "这条预警 {on} 已登记，不再登记。", "不用改。"),
    info("joined", "并入已有预警", "与本平台的“{title}”是同一事由，合为一条。", "不用改。"),
)  # fmt: skip
KINDS = catalogue((*COMMON.values(), *OWN))
