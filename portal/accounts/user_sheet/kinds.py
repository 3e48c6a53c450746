"""What can be wrong with a list of people."""

from portal.lib.sheets.faults import COMMON
from portal.lib.sheets.findings import Kind, block, catalogue, warn

OWN: tuple[Kind, ...] = (
    block("bad_role", "没有这个角色", "角色“{value}”没有。", "请从这些里选：{choices}。"),
    block("bad_industry", "没有这个行业", "行业“{value}”没有。", "请从这些里选：{choices}。"),
    block("username_twice", "账号重复", "账号与第 {row} 行相同。", "一人一个账号，请改成不同的账号。"),
    block("refused", "不能开通", "{reason}", "请按提示改正后重传。"),
    warn("row_skipped", "有一行没有读入", "这一行不像人员，没有读入。", "是人员的，请补全账号和姓名。"),
)
KINDS = catalogue((*COMMON.values(), *OWN))
