"""Figures of this room that a tenant may set: the wage security deposit, who watches over projects."""

from dataclasses import replace
from decimal import Decimal as D

from portal.tenancy.policies import PolicyKey
from projects.enums import Post

RULE = "人社部发〔2021〕65号《工程建设领域农民工工资保证金规定》"
SHARE = "比例"
SUM = "核定工资保证金应存额"
BOUNDS = "录入本地比例时核对允许范围"
RATE_MIN, RATE_MAX, MULTI_MIN = D("0.01"), D("0.03"), D("0.005")
LOCAL = "国家没有规定；由本地文件定"
BASE_RATE = "deposit.base_rate"
PROJECTS_PER_GRID = "projects.projects_per_grid"
JOINT_ITEMS = "projects.joint_check_items"
JOINT_TEAM = "projects.joint_check_team"
STREET_DIVISION, STREET_SECTION = "projects.street_leads_division", "projects.street_leads_section"
VISITS, SITE_CHECK_MONTHS = "projects.visits", "projects.site_check_months"

NATIONAL_DEPOSIT = (
    PolicyKey("deposit.rate_min", "保证金存储比例下限", D, SHARE, RATE_MIN, f"{RULE}第11条", "A", needed_for=BOUNDS, fixed=True),
    PolicyKey("deposit.rate_max", "保证金存储比例上限", D, SHARE, RATE_MAX, f"{RULE}第11条", "A", needed_for=BOUNDS, fixed=True),
    PolicyKey("deposit.multi_rate_min", "同一地区多个在建工程的比例下限", D, SHARE, MULTI_MIN, f"{RULE}第11条", "A", needed_for=BOUNDS, fixed=True),
)
_DEPOSIT = (
    PolicyKey(
        BASE_RATE, "保证金基准存储比例", D, SHARE, None, f"{RULE}第11、13条：1%至3%，具体比例由省级人社部门定", "C",
        meaning="应存额 = 施工合同额（或年度合同额）× 比例。", least=RATE_MIN, most=RATE_MAX,
    ),
    PolicyKey(
        "deposit.multi_rate", "同一地区有多个在建工程时的比例", D, SHARE, None, f"{RULE}第11条：可以下浮，不低于0.5%", "C",
        meaning="总包在本管理地区另有在建工程时使用。", least=MULTI_MIN, most=RATE_MAX,
    ),
    PolicyKey(
        "deposit.combine", "多项目下浮与两年无欠薪下浮并存时", str, "", None, f"{RULE}第11、12条未规定并存时的算法", "C",
        choices=(("lower", "取低"), ("both", "叠加"), ("either", "择一")),
    ),
    PolicyKey(
        "deposit.use_annual", "工期超过十二个月的按年度合同额", bool, "", None, f"{RULE}第11条：施工合同额或年度合同额", "C",
    ),
    PolicyKey(
        "deposit.small_exempt", "小额工程可免存", bool, "", None, f"{RULE}第11条：各地区可以免除", "C",
        meaning="合同额低于小额标准，且签合同前一年内该总包没有欠薪。",
    ),
    PolicyKey("deposit.small_amount", "小额工程标准（低于）", D, "元", D(3_000_000), f"{RULE}第11条：300万元，省里可以调整", "A", least=0),
    PolicyKey("deposit.small_exempt_beats_2y", "小额免存优先于两年内欠薪的提高", bool, "", False, f"{RULE}第11、12条并存时的口径，未定的按不优先", "P"),
    PolicyKey("deposit.up_arrears", "两年内有欠薪的提高幅度", D, SHARE, D("0.5"), f"{RULE}第12条：不低于50%", "B", least=D("0.5")),
    PolicyKey("deposit.up_list", "列入失信名单的提高幅度", D, SHARE, D(1), f"{RULE}第12条：不低于100%，与上项取高不相乘", "B", least=D(1)),
    PolicyKey("deposit.down_2y", "连续两年无欠薪的降低幅度", D, SHARE, D("0.5"), f"{RULE}第12条：不低于50%", "B", least=D("0.5"), most=D(1)),
    PolicyKey("deposit.clean3_exempt", "连续三年无欠薪且落实制度的新增工程免存", bool, "", True, f"{RULE}第12条：可以免存", "B"),
    PolicyKey("deposit.may_exceed_3", "提高后可以超过3%", bool, "", False, f"{RULE}第11、12条：未另行规定的不超过3%", "P"),
    PolicyKey("deposit.cap_amount", "单个工程存储上限（0为不设）", D, "元", D(0), f"{RULE}第11条：合同额较高的可以设上限", "P", least=0),
    PolicyKey("deposit.cap_waived_on_up", "因欠薪提高的不受上限限制", bool, "", False, "各省规定不一，未另行规定的受上限限制", "P"),
    PolicyKey(
        "deposit.arrears_record", "什么算欠薪记录", str, "", None, f"{RULE}第12条没有写明", "C",
        choices=(("verified", "查实的线索"), ("filed", "立案的案件"), ("decided", "处理或处罚决定")),
    ),
    PolicyKey(
        "deposit.arrears_date", "欠薪记录以哪一天为准", str, "", None, f"{RULE}第12条没有写明", "C",
        choices=(("occurred", "欠薪发生之日"), ("verified", "查实之日")),
    ),
    PolicyKey(
        "deposit.waive_balance_ratio", "专户余额超过年度合同额多少可以暂免存（0为没有这项规定）", D, SHARE, D(0), LOCAL, "A",
        meaning="余额要超过，等于不算；回落后恢复应存。", least=0, most=D(1),
    ),
    PolicyKey("deposit.safe_project_exempt", "“安薪项目”免存保证金", bool, "", False, LOCAL, "A"),
    PolicyKey("deposit.raise_in_cash", "施工中欠薪的以现金在本项目专户足额存储", bool, "", False, LOCAL, "A"),
    PolicyKey(
        "deposit.bands", "按合同额分档的比例和上限（不分档的不填）", list, "", [], f"{RULE}第11、13条：由省级人社部门定", "A",
        meaning="填了分档，就不用基准比例和单个工程上限；合同额达到某一档的起点即用该档，上限 0 为不设。",
        columns=(("from_wan", "合同额达到（万元）", int), ("rate_bp", "比例（万分之）", int), ("cap_wan", "上限（万元）", int)),
    ),
    PolicyKey(
        "deposit.clean2_rate", "连续两年无欠薪的新增工程直接适用的比例（0为按降低幅度算）", D, SHARE, D(0), f"{RULE}第12、13条：由省级人社部门定", "A", least=0, most=RATE_MAX,
    ),
    PolicyKey("deposit.short_months", "工期不足几个月的视同小额（0为没有这项规定）", int, "个月", 0, LOCAL, "A", least=0),
    PolicyKey(
        "deposit.restore_days", "暂免条件消失后多少个工作日内补存", int, "个工作日", 20, "平台建议：比照第8条的存储期限", "P", least=1,
    ),
)  # fmt: skip
DEPOSIT = tuple(replace(key, needed_for=SUM) for key in _DEPOSIT)
WATCH = (
    PolicyKey(PROJECTS_PER_GRID, "一名网格员最多看护的在建项目（0为没有规定）", int, "个", 0, LOCAL, "A", needed_for="网格员配备表", least=0),
    PolicyKey(
        SITE_CHECK_MONTHS, "开工、农民工进场后多少个月内完成实地检查（0为没有规定）", int, "个月", 0, "国家没有规定；由省、本地文件定", "A",
        needed_for="提醒到期未做的实地检查", least=0,
    ),
    PolicyKey(STREET_DIVISION, "每个街镇的处级分管领导", int, "名", 0, LOCAL, "A", needed_for="包保责任配备表", least=0),
    PolicyKey(STREET_SECTION, "每个街镇的科级联络人", int, "名", 0, LOCAL, "A", needed_for="包保责任配备表", least=0),
    PolicyKey(
        VISITS, "各岗位应走访的次数", list, "", [], LOCAL, "A", needed_for="包保走访统计",
        meaning="每行写岗位、几个月一个周期、每周期走访几次；没有写的岗位不统计。",
        columns=(("post", "岗位", tuple(Post.choices)), ("months", "周期（月）", int), ("times", "次数", int)),
    ),
    PolicyKey(JOINT_ITEMS, "联合检查的项数（0为没有规定）", int, "项", 0, LOCAL, "A", needed_for="制定联合检查表", least=0),
    PolicyKey(
        JOINT_TEAM, "联合检查组由哪些单位组成（不限定的不选）", list, "", [], LOCAL, "A", needed_for="发起联合检查",
        meaning="选了的单位都要有人参加；没有执法证件的作为配合人员。",
        choices=(("labour", "人社部门牵头"), ("industry", "行业主管部门"), ("street", "属地街镇")),
    ),
)  # fmt: skip
