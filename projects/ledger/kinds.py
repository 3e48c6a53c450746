"""What can be wrong with a project ledger."""

from portal.lib.sheets.faults import COMMON
from portal.lib.sheets.findings import Kind, block, catalogue, warn

OWN: tuple[Kind, ...] = (
    block("unknown_choice", "不认识的内容", "{label}“{value}”不认识。", "请填{expected}。"),
    block("bad_share", "比例不对", "{label}“{value}”不在 0% 至 100% 之间。", "请填 20% 这样的比例。"),
    block("bad_pay_day", "发薪日不对", "{label}“{value}”看不懂。", "请填“次月 20 日”或 1 至 31 的数字。"),
    block("bad_uscc", "信用代码不对", "{label}：{reason}", "请对照营业执照改正。"),
    warn("uscc_check_sign", "信用代码校验位不符", "{label}的校验位不符。", "请对照营业执照核对；无误可以继续。"),
    block("party_code_missing", "缺信用代码", "{name}没有信用代码，平台里也没有唯一的同名单位。", "请补填统一社会信用代码。"),
    block("party_name_missing", "缺单位名称", "信用代码 {code} 还没有登记过，缺单位名称。", "请补填单位名称。"),
    block("party_name_differs", "单位名称不符", "信用代码 {code} 登记的是“{known}”，表里写“{name}”。", "请核对名称和代码，改成一致。"),
    block("industry_missing", "没有填行业", "新登记的项目没有填行业。", "请补填住建、交通、水利等行业。"),
    block("unknown_region", "不认识的县区", "辖区内没有“{value}”。", "请填县区的规范名称，或删去这一列。"),
    block("region_missing", "没有填县区", "市级台账没有填县区。", "请补填项目所在的县区。"),
    block("unknown_township", "不认识的乡镇", "“{region}”没有“{value}”。", "请填乡镇街道的规范名称。"),
    block("unknown_code", "没有这个项目", "没有编码为“{value}”的项目。", "新项目请把编码留空，由平台分配。"),
    block("ambiguous", "分不清是哪个项目", "本辖区有 {count} 个同名项目。", "请补填项目编码。"),
    block(
        "contractor_differs", "同名项目的总包不同", "已有同名项目，施工总承包单位是“{contractor}”。",
        "换了总包的，请填上项目编码；是另一个标段的，请在名称里写明标段。",
    ),
    block("duplicate", "同一项目写了两行", "与第 {row} 行是同一个项目。", "请合并成一行。"),
    block("refused", "不能登记", "{reason}", "请按提示改正后重传。"),
    warn("row_skipped", "有一行没有读入", "这一行不像项目，没有读入。", "是项目的，请补全序号或其他栏目。"),
    warn("state_ignored", "状态没有改", "项目现在是“{stored}”，表里写“{value}”；状态不随台账改。", "请在项目档案里登记状态变化，写明日期和原因。"),
    warn("permit_missing", "没有施工许可", "在建项目没有施工许可日期，照常登记。", "请补办或补填施工许可。", law="《保障农民工工资支付条例》第二十三条"),
)  # fmt: skip
KINDS = catalogue((*COMMON.values(), *OWN))
