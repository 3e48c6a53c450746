"""The columns of a lead platform's export, by the words its different issues put above them."""

from cases.lead_sheet import cells
from portal.lib.sheets import values
from portal.lib.sheets.columns import Field, Form

LEADS = Form(
    name="线索表",
    keys=("external_number", "name", "employer"),
    serial="serial",
    fields=(
        Field("serial", "序号", ("编号序号", "No"), parse=lambda cell: cell),
        Field(
            "external_number", "线索编号", ("线索号", "平台编号", "线索ID", "工单编号", "工单号", "信访编号", "登记编号", "转办编号", "投诉编号", "编号"),
            required=True, parse=cells.external_number, weight=2,
        ),
        Field(
            "received_on", "转办日期", ("转办时间", "收到日期", "收到时间", "接收时间", "交办日期", "登记日期", "反映时间", "提交时间", "投诉时间"),
            parse=cells.day,
        ),
        Field("name", "姓名", ("反映人", "投诉人", "反映人姓名", "投诉人姓名", "联系人", "举报人", "信访人"), parse=values.person_name),
        Field("id_number", "身份证号", ("身份证号码", "证件号码", "公民身份号码"), parse=values.id_number),
        Field("phone", "手机号", ("联系电话", "电话", "手机号码", "联系方式", "反映人电话"), parse=values.phone_number),
        Field(
            "employer", "单位名称", ("用人单位", "被反映单位", "欠薪单位", "被投诉单位", "企业名称", "用人单位名称", "单位", "施工单位"),
            parse=cells.line(120), weight=2,
        ),
        Field("uscc", "统一社会信用代码", ("信用代码", "单位信用代码"), parse=cells.line(30)),
        Field("project", "项目名称", ("工程名称", "工程项目名称", "所在项目", "项目", "欠薪项目", "工地名称"), parse=cells.line(120)),
        Field("code", "项目编码", ("项目编号", "平台项目编码"), parse=cells.line(30)),
        Field("people", "涉及人数", ("人数", "欠薪人数", "拖欠人数", "被欠薪人数"), parse=cells.people),
        Field("amount", "欠薪金额", ("金额", "拖欠金额", "涉及金额", "反映金额", "拖欠工资金额", "欠薪数额"), parse=values.fen),
        Field("owed_from", "欠薪起", ("欠薪开始时间", "拖欠开始时间", "欠薪起始时间", "欠薪开始日期"), parse=cells.first_day),
        Field("owed_to", "欠薪止", ("欠薪结束时间", "拖欠结束时间", "欠薪截止时间", "欠薪结束日期"), parse=cells.last_day),
        Field("period_text", "欠薪时段", ("欠薪时间", "欠薪月份", "拖欠时间", "拖欠时段"), parse=cells.line(80)),
        Field("foreman", "班组长", ("包工头", "带班人", "班组"), parse=cells.line(60)),
        Field("text", "反映内容", ("诉求", "主要诉求", "诉求内容", "投诉内容", "反映问题", "工作内容", "事项描述", "问题描述", "内容"), parse=cells.line(2000)),
    ),
    ignored=("地址", "银行卡号", "办理单位", "办理状态", "办理结果", "备注", "满意度", "欠薪地", "所属区域", "核处结论"),
)  # fmt: skip
