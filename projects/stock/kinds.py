"""What can be wrong with such a list."""

from portal.lib.sheets.faults import COMMON
from portal.lib.sheets.findings import Kind, block, catalogue, warn

OWN: tuple[Kind, ...] = (
    block("unknown_choice", "不认识的内容", "{label}“{value}”不认识。", "请填{expected}。"),
    block("bad_uscc", "信用代码不对", "{label}：{reason}", "请对照营业执照改正。"),
    block("unknown_project", "没有这个项目", "本辖区没有“{value}”这个项目。", "请填项目编码，或先导入项目台账。"),
    block("ambiguous_project", "分不清是哪个项目", "本辖区有 {count} 个叫“{value}”的项目。", "请补填项目编码。"),
    block("unknown_bank", "没有这家银行", "平台没有登记“{value}”。", "请填银行全称，或请管理员先登记这家银行。"),
    block("twice", "同一条写了两行", "与第 {row} 行是同一条。", "请合并成一行。"),
    block("refused", "不能登记", "{reason}", "请按提示改正后重传。"),
    warn("no_projects", "没有承建的项目", "本辖区没有“{value}”承建的项目，没有记录。", "登记该单位的项目以后再导入一次。"),
    warn("row_skipped", "有一行没有读入", "这一行不像一条记录，没有读入。", "是记录的，请补全。"),
    warn("differs", "与平台登记的不同", "{label}平台登记的是“{stored}”，表里写“{value}”，没有改。", "请核对；要改的，在项目档案里登记变更。"),
)
KINDS = catalogue((*COMMON.values(), *OWN))
