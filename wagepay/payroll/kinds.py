"""Every kind of finding a payroll can have. Severities are defaults: a tenant may turn any block into a warning and back.

Faults of the data block: such a sheet cannot be paid from. Facts that break the law never block, they are recorded and lit (who refuses a child's
row destroys the child's evidence); the one exception is the payee, because an instruction to pay must name the worker. What is true of many in
every month and asks for nothing (people past retirement age) is an information beside the findings.
"""

from portal.lib.sheets.faults import COMMON
from portal.lib.sheets.findings import Kind, block, catalogue, info, warn

LEDGER = "保障农民工工资支付条例第十五条"
SHEET = "保障农民工工资支付条例第三十一条"
IN_PERSON = "保障农民工工资支付条例第十一条"
REAL_NAME = "保障农民工工资支付条例第二十八条"
MINIMUM = "最低工资规定第十二条"
DEDUCTION = "工资支付暂行规定第十五条"
DAMAGE = "工资支付暂行规定第十六条"
CHILD = "禁止使用童工规定第二条"
OVER_AGE = "人力资源社会保障部令第56号"

PERSON = (
    block("name_missing", "缺姓名", "姓名没有填写。", "请按身份证补填姓名。", LEDGER),
    block("id_number_missing", "缺身份证号", "身份证号没有填写。", "请补填身份证号。", LEDGER),
    block("id_duplicate", "身份证号重复", "身份证号与第 {rows} 行相同。", "一个人只写一行：写错的请改正，分开写的请合并。", LEDGER),
    warn("id_other", "不是居民身份证", "证件号不是 18 位居民身份证号，按其他证件登记。", "请核对证件种类和号码；是身份证的，请改正。"),
    block("id_future", "出生日期晚于工资月份", "身份证号里的出生日期晚于工资月份。", "请核对第 7 至 14 位。"),
    warn("child_labour", "未满 16 周岁", "按身份证号算，当月未满 16 周岁，禁止录用。", "请核对身份证；属实的，立即停用并报告劳动保障监察机构。", CHILD),
    warn("minor", "未满 18 周岁", "按身份证号算，当月未满 18 周岁。", "请核对工种，不安排有毒有害和第四级体力劳动强度的活。", "劳动法第六十四条"),
    info("over_age", "超过法定退休年龄", "{count} 人已超过法定退休年龄：第 {rows} 行。", "请核对用工协议和工伤保险，不安排危险作业。", OVER_AGE),
)
DAYS = (
    block("days_over_month", "出勤天数超过当月", "出勤 {days} 天，当月只有 {limit} 天。", "请改为实际出勤天数。", SHEET),
    block("days_negative", "出勤天数是负数", "出勤天数是负数。", "请改为实际出勤天数。", SHEET),
    warn("days_missing", "缺出勤天数", "出勤天数没有填写，不能与考勤比对。", "请补填；计件的，请填出工天数。", LEDGER),
)
AMOUNTS = (
    block("gross_missing", "缺应发工资", "应发工资没有填写。", "请补填应发工资。", LEDGER),
    block("net_missing", "缺实发工资", "实发工资没有填写。", "请补填实发工资，没有的填 0。", LEDGER),
    block("amount_negative", "金额是负数", "{label}是负数。", "请核对；多发的在以后月份另行说明，不写负数。", LEDGER),
    block("deduction_over_gross", "扣款多于应发", "扣款比应发工资多 {difference} 元。", "请核对扣款；工资不够扣的，留到以后说明。", LEDGER),
    warn("damage_over", "赔偿扣款超过两成", "赔偿扣款 {amount} 元，超过当月工资的 20%（{most} 元）。", "请改正；超过的部分不得从当月工资里扣。", DAMAGE),
    warn(
        "damage_minimum",
        "扣后低于最低工资",
        "扣除赔偿后折合每天 {left} 元，低于当地最低工资标准 {limit} 元。",
        "请减少当月的扣款；剩余工资不得低于最低工资。",
        DAMAGE,
    ),
    warn("deduction_ground", "扣款没有写明事由", "其他扣款 {amount} 元没有写明是什么。", "请在“扣款说明”写明依据；法律、法规没有规定的不得扣。", DEDUCTION),
    block("net_mismatch", "实发不等于应发减扣款", "实发不等于应发减扣款，{direction} {difference} 元。", "请核对；按表应为 {expected} 元。", LEDGER),
    warn("gross_mismatch", "应发不等于天数乘标准", "应发不等于天数乘日工资标准，{direction} {difference} 元。", "有加班费、奖金的，请在备注写明。", SHEET),
    warn("below_minimum", "低于最低工资", "折合每天 {daily} 元，低于当地最低工资标准 {limit} 元。", "请核对天数和标准；属实的，须按最低工资补足。", MINIMUM),
    warn("rate_implausible", "日工资低得不合常理", "折合每天 {daily} 元，低得不合常理。", "请核对标准和天数；本地最低工资未录入，没有按标准比对。", MINIMUM),
    info("minimum_unset", "最低工资未录入", "最低工资未录入，没有比对。", "请租户管理员录入当地最低工资标准。", MINIMUM),
    warn("amount_large", "单月超过 5 万元", "单月工资 {amount} 元，超过 {limit} 元。", "请核对是否多写了位数，或把班组的钱写在了一个人名下。", SHEET),
)
CARDS = (
    block("card_number_missing", "缺银行卡号", "银行卡号没有填写。", "请补填本人的银行卡号。", SHEET),
    block("card_shared", "一卡多人", "银行卡号与第 {rows} 行的人相同，一人一卡。", "请各填本人的银行卡号。", SHEET),
    warn("card_luhn", "银行卡号校验不通过", "银行卡号没有通过校验，可能写错一位。", "请对照银行卡核对；老卡、存折除外。"),
    warn("phone_shared", "多人同一手机号", "手机号与第 {rows} 行的人相同，共 {count} 人用一个号码。", "请填各人自己的手机号。", SHEET),
    block("payee_differs", "收款人不是本人", "收款人不是本人。", "工资要打到本人卡上，请改为本人的卡和户名。", IN_PERSON),
)
ROSTER = (
    warn("not_on_roster", "没有实名登记", "{name}没有实名登记。", "请先登记并签合同，再发工资。", REAL_NAME),
    warn("name_differs", "姓名与实名登记不同", "姓名与实名登记的不同。", "请按身份证核对姓名和号码。", REAL_NAME),
    warn("attended_missing", "有考勤不在表上", "{name}当月出勤 {days} 天，不在表上。", "请补上；已在别的表上的，写明原因。", SHEET),
    warn("not_attended", "在表上没有考勤", "{name}当月没有考勤。", "请核对；补考勤须班组长和本人都签字。", SHEET),
    warn("card_changed", "卡号与上月不同", "银行卡号与上月工资表的不同。", "请核对是不是本人换了卡；是的，同时更新花名册。", SHEET),
    warn("rate_changed", "日工资与上月不同", "日工资标准上月 {before} 元，本月 {after} 元。", "请核对；调整标准的，要有合同或书面协议。", LEDGER),
    info("left_out", "上月在表上本月不在", "{count} 人上月在工资表上、本月不在：{names}。", "请核对有没有漏列；已退场的，在花名册写退场日期并结清工资。"),
    warn("days_over_attendance", "天数多于考勤", "填了 {days} 天，考勤只有 {attended} 天。", "请核对；考勤漏记的，先补考勤。", SHEET),
)
WHOLE = (
    block("month_differs", "月份不对", "表上写的是 {found}，这里报的是 {expected}。", "请核对是否选错了文件或月份。"),
    warn("project_differs", "项目名称不同", "表上写的项目是“{found}”，这里是“{expected}”。", "请核对是否选错了文件或项目。"),
    warn("employer_differs", "用工单位不同", "表上写的分包单位是“{found}”，这里是“{expected}”。", "请核对是否选错了单位。"),
    block("unit_ten_thousand", "单位是万元", "表上写的单位是万元。", "请全部换算成元再传。"),
    block("total_mismatch", "合计不等于各行相加", "{row}的{label}{direction} {difference} {unit}，各行相加是 {sum} {unit}。", "请核对各行和{row}。", LEDGER),
    block("head_count", "人数不符", "表上写共 {stated} 人，实际列了 {count} 人。", "请核对有没有漏行，或改正人数。", LEDGER),
    warn("serial_gap", "序号与人数不符", "序号到 {last}，实际列了 {count} 人。", "请核对有没有漏行、重号。"),
)
PIECES = (
    block("piece_amount", "计件金额不等于工程量乘单价", "金额写的是 {stated} 元，工程量乘单价是 {expected} 元。", "请核对工程量、单价和金额。", SHEET),
    block("piece_team", "计件班组不在工资表上", "计件单上的“{team}”在工资表上没有人。", "请核对班组名称，计件单和工资表要写得一样。", SHEET),
    block(
        "piece_total",
        "计件和分配不相等",
        "{team}计件 {made} 元，分到各人合计 {paid} 元，{direction} {difference} 元。",
        "请核对分配；班组的计件工资要全部分到本人。",
        SHEET,
    ),
)
KINDS: dict[str, Kind] = COMMON | catalogue([*PERSON, *DAYS, *AMOUNTS, *CARDS, *ROSTER, *WHOLE, *PIECES])
