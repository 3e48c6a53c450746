"""Figures of this room that a tenant may set."""

from decimal import Decimal

from portal.tenancy.policies import PolicyKey
from wagepay.payroll.kinds import KINDS

MINIMUM_WAGE = "wagepay.minimum_wage"
LARGE_AMOUNT = "wagepay.large_amount"
SEVERITIES = "wagepay.severities"
FENCE_METRES = "wagepay.fence_metres"
SILENT_HOURS = "wagepay.device_silent_hours"
SKEW_SECONDS = "wagepay.device_skew_seconds"
DAY_BEGINS = "wagepay.day_begins_hour"
HALF_DAY_HOURS = "wagepay.half_day_hours"
SAME_MINUTES_DAYS = "wagepay.same_minutes_days"
CROWD_PEOPLE = "wagepay.crowd_people"
CROWD_SECONDS = "wagepay.crowd_seconds"
FILLED_DAYS = "wagepay.filled_days"
COLLAPSE_PERCENT = "wagepay.collapse_percent"
COLLAPSE_DAYS = "wagepay.collapse_days"
OWN_CODE_MINUTES = "wagepay.own_code_minutes"
OWN_VISIT_MINUTES = "wagepay.own_visit_minutes"
SETTLEMENT_DAYS = "wagepay.settlement_days"
LABOUR_SHARE = "wagepay.labour_share"
GRACE_DAYS = "wagepay.grace_days"
CONGRUITY_LOW = "wagepay.congruity_low"
CONGRUITY_HIGH = "wagepay.congruity_high"

POLICIES = (
    PolicyKey(
        MINIMUM_WAGE, "最低工资标准（月）", Decimal, "元/月", None, "各省、自治区、直辖市公布的最低工资标准", "C",
        meaning="除以 21.75 得日标准，工资表和三方比对按出勤天数比较。", needed_for="低于最低工资的核对", least=0,
    ),
    PolicyKey(LARGE_AMOUNT, "单人单月大额工资", Decimal, "元/月", Decimal(50_000), "国家平台定量触发（4）：单人单月超过 5 万元", "A", least=0),
    PolicyKey(
        SETTLEMENT_DAYS, "离场结清的宽限", int, "日", 3, "工资支付暂行规定第九条：终止时一次付清；宽限天数为平台建议", "P",
        meaning="退场日期之后几天还没有发清、没有列入工资表的，算超过期限。", least=0,
    ),
    PolicyKey(
        GRACE_DAYS, "存量人员补齐资料的期限", int, "日", 60, "平台建议", "P",
        meaning="上线时导入的花名册，缺合同、培训、工资标准、工资卡、手机号的，从导入之日起几天内补齐。", least=1, most=365,
    ),
    PolicyKey(
        LABOUR_SHARE, "人工费占合同价的参考比例", Decimal, "%", None, "各地住房城乡建设部门公布的人工费比例", "C",
        meaning="合同没有写人工费数额或占比的项目，按它推算应有的人工费，只供参考。", needed_for="人工费一致性（合同没有写占比的项目）", least=1, most=100,
    ),
    PolicyKey(CONGRUITY_LOW, "人工费一致性：低于多少算偏低", int, "%", 50, "平台建议", "P", least=1, most=100, meaning="已报工资占推算人工费的比例；只供参考，不产生预警。"),
    PolicyKey(CONGRUITY_HIGH, "人工费一致性：高于多少算偏高", int, "%", 150, "平台建议", "P", least=100, most=1_000),
    PolicyKey(
        SEVERITIES, "表格核对：差错的处理级别", dict, "", {}, "平台建议", "P",
        meaning="没有列出的差错按平台的级别。", choices=(("block", "须改正"), ("warn", "请核对"), ("info", "提示")),
        names=tuple((code, kind.title) for code, kind in KINDS.items()),
    ),
    PolicyKey(FENCE_METRES, "手机考勤的电子围栏半径", int, "米", 500, "建市〔2019〕18号：不能封闭的项目用移动定位、电子围栏；半径为平台建议", "P", least=50, most=20_000,
              meaning="离项目坐标超过这个距离的，照记并标为围栏外。"),
    PolicyKey(SILENT_HOURS, "考勤设备多久没有上报算失联", int, "小时", 48, "平台建议", "P", least=1, most=720, meaning="超过的设备列入失联，通知总包。"),
    PolicyKey(SKEW_SECONDS, "考勤设备时钟允许的偏差", int, "秒", 120, "平台建议", "P", least=1, most=86_400),
    PolicyKey(DAY_BEGINS, "工作日从几点算起", int, "点", 4, "平台建议", "P", least=0, most=12, meaning="夜班在这个钟点以前出场的，算前一天。"),
    PolicyKey(HALF_DAY_HOURS, "进出间隔少于几小时按半个工日", int, "小时", 4, "平台建议", "P", least=0, most=8, meaning="没有出场记录的按一个工日；填 0 都按一个工日。"),
    PolicyKey(SAME_MINUTES_DAYS, "天天同一分钟打卡：天数（不少于）", int, "天", 10, "国家平台定量触发：批量整点打卡；天数为平台建议", "P", least=3, most=31),
    PolicyKey(CROWD_PEOPLE, "短时密集打卡：人数（不少于）", int, "人", 15, "平台建议", "P", least=3, most=1_000, meaning="同一台设备在下列秒数内打卡的人数。"),
    PolicyKey(CROWD_SECONDS, "短时密集打卡：时间", int, "秒", 15, "平台建议", "P", least=1, most=3_600),
    PolicyKey(FILLED_DAYS, "事后成批补录：天数（不少于）", int, "天", 10, "平台建议", "P", least=3, most=31, meaning="同一台设备在一天内补报三天以前的记录，涉及的工作日数。"),
    PolicyKey(COLLAPSE_PERCENT, "出勤骤降：降幅（超过）", int, "%", 50, "条例第三十八条：预警；幅度为平台建议（周环比）", "P", least=10, most=99),
    PolicyKey(COLLAPSE_DAYS, "出勤骤降：比较的天数", int, "天", 7, "平台建议", "P", least=2, most=14, meaning="最近这些天与之前同样长的一段相比。"),
    PolicyKey(
        OWN_CODE_MINUTES, "工友查询：验证码有效时间", int, "分钟", 5, "平台建议（一次性验证码）", "P",
        meaning="工友在手机上看自己的考勤和工资，短信验证码过了这段时间要重新要。", least=1, most=15,
    ),
    PolicyKey(
        OWN_VISIT_MINUTES, "工友查询：打开一次能看多久", int, "分钟", 20, "平台建议（共用手机、遗失手机）", "P",
        meaning="从输入验证码算起，到时间就要重新验证，不因操作延长。", least=5, most=120,
    ),
)  # fmt: skip
