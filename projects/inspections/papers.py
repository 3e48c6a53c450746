"""Papers of inspections and of responsibility: asked for by law at their step, hence used by every tenant."""

from portal.documents.kinds import Fact, InstrumentKind
from portal.documents.policies import PARTS, SUGGESTION
from portal.tenancy.policies import PolicyKey

NOTICE, ORDER, RESULT, PLEDGE = "inspection_notice", "rectification_order", "inspection_result", "responsibility_pledge"
CHECK_LAW = "国务院办公厅关于严格规范涉企行政检查的意见（国办发〔2024〕54号）"
_ENTERPRISE = Fact("enterprise", "被检查单位")
_PLACE = Fact("project", "检查地点或项目", required=False)

KINDS = (
    InstrumentKind(
        NOTICE,
        "行政检查通知书",
        "行政检查通知书",
        "inspection_notice.txt",
        "enterprise",
        0,
        (
            _ENTERPRISE,
            _PLACE,
            Fact("kind", "检查类别"),
            Fact("reason", "检查事由"),
            Fact("check_on", "检查日期", "date"),
            Fact("items", "检查事项", "long"),
            Fact("officers", "检查人员和执法证号", "long"),
            Fact("departments", "联合检查单位", required=False),
            Fact("companions", "配合人员", required=False),
            Fact("approved_by", "批准人"),
        ),
        law=CHECK_LAW,
        statutory=True,
    ),
    InstrumentKind(
        ORDER,
        "劳动保障监察限期改正指令书",
        "劳动保障监察限期改正指令书",
        "rectification_order.txt",
        "enterprise",
        15,
        (
            _ENTERPRISE,
            _PLACE,
            Fact("check_on", "检查日期", "date"),
            Fact("findings", "存在的问题", "long"),
            Fact("law", "依据", required=False, help_text="写法规和条款，不写句号；不填则不印"),
            Fact("reply_by", "改正期限", "date"),
        ),
        law="劳动保障监察条例第十八条、保障农民工工资支付条例第五十四条至第五十七条",
        statutory=True,
    ),
    InstrumentKind(
        RESULT,
        "行政检查结果告知书",
        "行政检查结果告知书",
        "inspection_result.txt",
        "enterprise",
        0,
        (
            _ENTERPRISE,
            _PLACE,
            Fact("kind", "检查类别"),
            Fact("check_on", "检查日期", "date"),
            Fact("result", "检查结果", "long"),
            Fact("findings", "发现的问题", "long", required=False),
            Fact("order", "限期改正指令书文号", required=False),
            Fact("officers", "检查人员和执法证号", "long"),
        ),
        law=CHECK_LAW,
        statutory=True,
    ),
    InstrumentKind(
        PLEDGE,
        "人盯人、人盯项目监管责任书",
        "{project}\n农民工工资支付监管责任书",
        "responsibility_pledge.txt",
        "enterprise",
        0,
        (
            Fact("project", "项目名称"),
            Fact("enterprise", "施工总承包单位"),
            Fact("owner", "建设单位", required=False),
            Fact("people", "责任人", "long", help_text="每行一人：岗位、姓名、单位职务"),
            Fact("since", "责任起始日期", "date"),
        ),
        law="保障农民工工资支付条例第四条、第七条",
        statutory=True,
    ),
)

POLICIES = tuple(
    key
    for kind in KINDS
    for key in (
        PolicyKey(f"instruments.addressee.{kind.code}", f"{kind.title}的默认主送", str, "", kind.addressee, SUGGESTION, "P", choices=PARTS),
        PolicyKey(f"instruments.reply_days.{kind.code}", f"{kind.title}的回复天数", int, "天", kind.reply_days, SUGGESTION, "P", least=0),
    )
)
