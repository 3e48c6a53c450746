"""The ledger's columns with the words people put above them."""

from portal.lib.sheets import values
from portal.lib.sheets.columns import Field, Form
from projects.ledger import cells

FLAG_COLUMNS = ("is_government_invested", "is_ppp", "is_state_owner", "is_state_contractor", "is_private")
PARTIES = ("owner", "contractor", "consortium", "supervisor", "subcontractor")
AMOUNTS = ("contract_amount", "annual_contract_amount", "labour_cost_amount", "total_investment")


def _party(prefix: str, label: str, names: tuple[str, ...]) -> tuple[Field, Field]:
    codes = tuple(f"{name}{suffix}" for name in (label, *names) for suffix in ("信用代码", "社会信用代码", "统一社会信用代码", "统一信用代码", "代码"))
    return (
        Field(f"{prefix}_name", f"{label}名称", (label, *names, *(f"{name}名称" for name in names)), parse=cells.title(120)),
        Field(f"{prefix}_uscc", f"{label}信用代码", codes, parse=cells.credit_code),
    )


LEDGER = Form(
    name="项目台账",
    keys=("name",),
    serial="serial",
    fields=(
        Field("serial", "序号", ("编号", "No"), parse=lambda cell: cell),
        Field("name", "项目名称", ("工程名称", "工程项目名称", "标段名称", "项目（标段）名称", "项目"), required=True, parse=cells.title(120), weight=2),
        Field("code", "项目编码", ("项目编号", "项目代码", "平台编码"), parse=cells.line(24)),
        Field("region", "县区", ("县（市、区）", "县区名称", "所属县区", "所在县区", "属地", "辖区", "所属辖区", "县（区）", "区县"), parse=cells.line(60)),
        Field("township", "乡镇街道", ("乡镇（街道）", "乡镇", "街道", "镇街", "街镇", "所在乡镇", "所在街道", "所属乡镇"), parse=cells.line(60)),
        Field("industry", "行业", ("行业主管", "行业类别", "所属行业", "行业领域", "主管部门", "行业主管部门", "行业监管部门"), parse=cells.industry),
        Field("kind", "项目分类", ("项目类别", "工程类别", "工程类型", "项目类型", "工程分类"), parse=cells.kind),
        Field("site_kind", "工地类型", ("场地类型", "工地形式"), parse=cells.site_kind),
        Field("flags", "投资性质", ("项目性质", "投资类型", "资金来源", "资金性质", "投资主体"), parse=cells.flags),
        Field("is_government_invested", "是否政府投资", ("政府投资", "政府投资项目"), parse=cells.yes),
        Field("is_ppp", "是否PPP", ("PPP", "PPP项目", "政府与社会资本合作"), parse=cells.yes),
        Field("is_state_owner", "是否国企业主", ("国企业主",), parse=cells.yes),
        Field("is_state_contractor", "是否国企总包", ("国企总包", "国企项目"), parse=cells.yes),
        Field("is_private", "是否社会投资", ("社会投资",), parse=cells.yes),
        *_party("owner", "建设单位", ("业主单位", "业主", "发包单位", "发包方")),
        *_party("contractor", "施工总承包单位", ("总承包单位", "总包单位", "总包", "施工单位", "承建单位", "施工总承包", "施工总承包企业")),
        *_party("consortium", "联合体成员单位", ("联合体成员", "联合体单位")),
        *_party("supervisor", "监理单位", ("监理", "监理公司")),
        *_party("subcontractor", "分包单位", ("劳务分包单位", "劳务分包", "劳务单位", "劳务公司", "专业分包单位")),
        Field("contract_amount", "施工合同额", ("合同额", "合同价", "合同金额", "合同造价", "工程造价", "合同总价", "施工合同价", "造价"), parse=cells.amount),
        Field("annual_contract_amount", "年度合同额", ("年度合同价", "年度产值"), parse=cells.amount),
        Field("labour_cost_share", "人工费占比", ("人工费比例", "人工费用比例", "人工费占工程款比例"), parse=cells.share),
        Field("labour_cost_amount", "人工费数额", ("人工费", "人工费用", "人工费总额"), parse=cells.amount),
        Field("labour_cost_cycle_months", "人工费拨付周期", ("拨付周期", "人工费用拨付周期"), parse=cells.months),
        Field("contract_signed_on", "合同签订日期", ("施工合同签订日期", "合同签订时间", "签订日期", "合同日期"), parse=values.date),
        Field("permit_number", "施工许可证号", ("施工许可证编号", "许可证号", "施工许可证", "施工许可编号"), parse=cells.line(60)),
        Field("permit_issued_on", "施工许可日期", ("许可日期", "发证日期", "施工许可证日期", "许可证发证日期", "施工许可时间"), parse=values.date),
        Field("started_on", "开工日期", ("实际开工日期", "开工时间", "实际开工时间"), parse=values.date),
        Field("planned_end_on", "计划竣工日期", ("计划竣工时间", "竣工日期", "合同竣工日期", "计划完工日期", "预计竣工日期"), parse=values.date),
        Field("completed_on", "实际完工日期", ("完工日期", "完工时间", "实际竣工日期"), parse=values.date),
        Field("pay_day", "发薪日", ("约定发薪日", "工资发放日", "工资支付日", "工资支付日期", "发薪日期"), parse=cells.pay_day),
        Field("wage_officer_name", "劳资专管员", ("劳资员", "劳资专管员姓名"), parse=cells.line(60)),
        Field("address", "地址", ("项目地址", "建设地点", "工程地址", "工程地点", "项目地点"), parse=cells.line(200)),
        Field("longitude", "经度", (), parse=cells.degrees),
        Field("latitude", "纬度", (), parse=cells.degrees),
        Field("tags", "标签", ("重点类别", "重点标签", "项目标签"), parse=cells.tags),
        Field("programme_name", "上级项目", ("所属工程", "总项目名称", "上级项目名称"), parse=cells.title(120)),
        Field("programme_code", "投资项目代码", ("投资项目统一代码", "立项代码", "项目统一代码"), parse=cells.line(40)),
        Field("approval_number", "立项文号", ("批复文号", "立项批文号", "立项批复文号"), parse=cells.line(80)),
        Field("approval_level", "立项级别", ("批复级别",), parse=cells.approval_level),
        Field("scale", "规模等级", ("工程规模等级", "建设规模等级"), parse=cells.scale),
        Field("purpose", "工程用途", ("用途", "建筑用途"), parse=cells.purpose),
        Field("total_investment", "总投资", ("项目总投资", "投资总额", "投资额"), parse=cells.amount),
        Field("floor_area", "建筑面积", ("面积", "建筑面积（平方米）"), parse=cells.size),
        Field("length", "长度", ("线路长度", "道路长度", "长度（米）"), parse=cells.size),
        Field("state", "状态", ("项目状态", "工程状态", "建设状态", "施工状态"), parse=cells.state),
        Field("uploaded_on", "纳入平台日期", ("上平台日期", "纳入平台时间", "上线日期"), parse=values.date),
    ),
    ignored=("备注", "联系人", "联系电话", "电话", "项目经理", "农民工人数", "人数"),
)  # fmt: skip
