"""The columns of a payroll and the many words that people put above them."""

from collections.abc import Callable, Sequence

from portal.lib.sheets import quick, values
from portal.lib.sheets.columns import Field, Form
from portal.lib.sheets.faults import CellFault
from portal.lib.sheets.model import Cell


def serial(cell: Cell) -> int | None:
    """A running number; anything else in that column is no fault."""
    try:
        return values.whole(cell)
    except CellFault:
        return None


MOST_DAYS = 1_000  # what the column of days can hold; more than the month has is another finding


def days(cell: Cell) -> int:
    """Days in hundredths, as many as can be kept at all."""
    found = values.hundredths(cell)
    if abs(found) >= MOST_DAYS * 100:
        raise CellFault("too_large", value=values.shown(cell))
    return found


def quick_days(cells: Sequence[Cell]) -> list:
    return quick.hundredfold(cells, MOST_DAYS)


def up_to(limit: int) -> Callable[[Cell], str]:
    """Words that fit into their column; longer ones are told, not cut."""
    return lambda cell: values.text(cell, limit)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


NAMES = _words("工人姓名 农民工姓名 人员姓名 员工姓名 职工姓名 民工姓名 务工人员姓名 劳动者姓名 名字 姓名全称")
ID_NUMBERS = _words("身份证号码 身份证 公民身份号码 公民身份证号码 居民身份证号码 居民身份证 身份证件号码 证件号码 证件号 身份号码")
TRADES = _words("岗位 职务 岗位工种 工种岗位 工作岗位 专业工种 工种名称 岗位名称")
TEAMS = _words("所属班组 班组名称 作业班组 施工班组 所在班组 队组 班组队")
DAYS = _words("考勤 考勤天数 出勤 工日 工日数 出勤工日 工作天数 出工天数 天数 出勤日数 工天 计薪天数 上班天数 出工 工数")
RATES = _words("日工资 日薪 日工资单价 日单价 工日单价 日工资额 每日工资 日薪标准 工资标准 单价 日工价")
GROSS = _words("应发 应发金额 应发合计 应付工资 应得工资 工资总额 应发工资合计 应发数 应发工资总额 应领工资 应付 工资金额 工资")
ADVANCES = _words("借支 预支 生活费 已预支 借支生活费 预支生活费 已发生活费 预借 借款 已支付生活费 扣借支 预支工资 已借支")
DEDUCTIONS = _words("扣除 代扣 代扣款 代扣代缴 应扣 应扣款 扣款金额 扣除金额 扣除项 扣减 应扣合计 扣款总额 扣发 其他扣款")
TAXES = _words("个税 扣个税 代扣个税 应扣个税 代扣个人所得税 个人所得税额 所得税")
INSURANCES = _words("社保 社会保险 社会保险费 个人社保 代扣社保 扣社保 社保个人部分 社会保险个人缴费 养老保险")
COURTS = _words("法院扣款 法院执行扣款 抚养费 赡养费 抚养赡养费 代扣抚养费 代扣赡养费")
DAMAGES = _words("赔偿 赔偿损失 损失赔偿 扣赔偿 赔偿金 赔款 扣赔款")
NET = _words("实发 实发金额 实发合计 实付工资 实领工资 实得工资 实发数 代发金额 发放金额 实付 实领 实付金额 应实发")
CARDS = _words("卡号 工资卡号 银行账号 银行帐号 账号 帐号 收款账号 银行卡账号 个人账号 工资卡 银行账户 收款卡号 银行卡 工资卡账号")
BANKS = _words("开户行 银行 银行名称 开户行名称 所属银行 开户银行名称 发卡银行 工资卡银行 工资卡开户行 工资卡开户银行 工资卡所属银行")
PHONES = _words("电话 手机号 手机号码 联系方式 电话号码 手机 联系号码 本人电话")
PAYEES = _words("收款人姓名 户名 账户名 账户名称 开户名 持卡人 收款户名 开户姓名 卡主姓名")
SIGNATURES = _words("签字 签名 领款人签字 工人签字 签字确认 领取人签字 签章 签字按手印 领款人 签收")
OTHERS = _words("""
    月工资标准 月工资 基本工资 加班工资 加班费 计件工资 奖金 补贴 津贴 工资月份 联行号 开户行号 行号 银行行号 工资卡开户行行号
    身份证地址 家庭住址 发放日期 应发工资日期 出生日期 性别 年龄 加班天数 缺勤天数 日期
""")

PAYROLL = Form(
    name="工资表",
    fields=(
        Field("serial", "序号", _words("编号 序列 序 顺序号 no"), parse=serial, quick=quick.wholes),
        Field("name", "姓名", NAMES, required=True, parse=values.person_name, quick=quick.person_names, weight=2),
        Field("id_number", "身份证号", ID_NUMBERS, required=True, parse=values.id_number, quick=quick.id_numbers, weight=2),
        Field("trade", "工种", TRADES, parse=up_to(40), quick=quick.words),
        Field("team", "班组", TEAMS, parse=up_to(60), quick=quick.words),
        Field("days", "出勤天数", DAYS, parse=days, quick=quick_days),
        Field("daily_rate", "日工资标准", RATES, parse=values.fen, quick=quick.fens),
        Field("gross", "应发工资", GROSS, required=True, parse=values.fen, quick=quick.fens, weight=2),
        Field("advance", "已支生活费", ADVANCES, parse=values.fen, quick=quick.fens),
        Field("deduction", "扣款", DEDUCTIONS, parse=values.fen, quick=quick.fens),
        Field("tax", "个人所得税", TAXES, parse=values.fen, quick=quick.fens),
        Field("insurance", "社会保险个人部分", INSURANCES, parse=values.fen, quick=quick.fens),
        Field("court", "法院判决扣款", COURTS, parse=values.fen, quick=quick.fens),
        Field("damage", "赔偿扣款", DAMAGES, parse=values.fen, quick=quick.fens),
        Field("deduction_ground", "扣款说明", _words("扣款事由 扣款原因 扣款依据 扣款项目 扣除说明"), parse=up_to(120), quick=quick.words),
        Field("net", "实发工资", NET, required=True, parse=values.fen, quick=quick.fens, weight=2),
        Field("card_number", "银行卡号", CARDS, required=True, parse=values.card_number, quick=quick.card_numbers),
        Field("bank", "开户银行", BANKS, parse=up_to(80), quick=quick.words),
        Field("phone", "联系电话", PHONES, parse=values.phone_number, quick=quick.phone_numbers),
        Field("payee", "收款人", PAYEES, parse=values.person_name, quick=quick.person_names),
        Field("signature", "本人签字", SIGNATURES),
        Field("remark", "备注", _words("附注 说明 其他说明"), parse=values.text),
    ),
    keys=("name", "id_number"),
    figures=("days", "gross", "advance", "deduction", "tax", "insurance", "court", "damage", "net"),
    serial="serial",
    ignored=OTHERS,
)
