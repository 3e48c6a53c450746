"""花名册: who works for whom since when, on what contract, to which card the wages go."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

from portal.lib.names import mask_name
from portal.lib.sheets import quick, values
from portal.lib.sheets.columns import Field, Form
from portal.lib.sheets.faults import COMMON
from portal.lib.sheets.findings import Kind, block, catalogue, warn
from portal.lib.sheets.model import Pages
from portal.lib.sheets.quick import failing_luhn
from wagepay.agreements import OVER_AGE_LAW, fits
from wagepay.enums import ContractKind, PayWay, WageForm, WorkerType
from wagepay.exchange.codes import NATIONAL, name_behind
from wagepay.payroll import fields as payroll_fields
from wagepay.payroll.ages import CHILD_BELOW, MINOR_BELOW, retirement_day, years_before
from wagepay.trades import name_of
from wagepay.workbooks.opening import Corrections, Opened, Parsed, open_table
from wagepay.workbooks.words import one_of, yes_or_no

REAL_NAME = "保障农民工工资支付条例第二十八条"
WAGE_TERMS = "保障农民工工资支付条例第六条"
CARD = "保障农民工工资支付条例第三十一条"
TRAINING = "建筑工人实名制管理办法（建市〔2019〕18号）第八条"
MOST_TRAINING = 500
FORMS = {"月": WageForm.MONTH, "日": WageForm.DAY, "天": WageForm.DAY, "时": WageForm.HOUR, "件": WageForm.PIECE, "量": WageForm.PIECE, "任务": WageForm.TASK}
TYPES = {"10": str(WorkerType.MANAGER.value), "管理": str(WorkerType.MANAGER.value), "20": str(WorkerType.BUILDER.value), "工人": str(WorkerType.BUILDER.value)}
WAYS = {"现金": PayWay.CASH, "卡": PayWay.CARD, "银行": PayWay.CARD, "代发": PayWay.CARD, "转账": PayWay.CARD, "其他": PayWay.OTHER}
CONTRACTS = {"超龄": ContractKind.OVER_AGE, "无固定": ContractKind.LABOUR, "协议": ContractKind.AGREEMENT, "未": ContractKind.NONE, "无": ContractKind.NONE, "没": ContractKind.NONE, "否": ContractKind.NONE,
             "合同": ContractKind.LABOUR, "有": ContractKind.LABOUR, "是": ContractKind.LABOUR, "已": ContractKind.LABOUR, "固定": ContractKind.LABOUR,
             "任务": ContractKind.LABOUR, "√": ContractKind.LABOUR, "1": ContractKind.LABOUR, "0": ContractKind.NONE}  # fmt: skip


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FORM = Form(
    name="花名册",
    fields=(
        Field("serial", "序号", _words("编号 序 no"), parse=payroll_fields.serial),
        Field("name", "姓名", payroll_fields.NAMES, required=True, parse=values.person_name, quick=quick.person_names, weight=2),
        Field("id_number", "身份证号", payroll_fields.ID_NUMBERS, required=True, parse=values.id_number, quick=quick.id_numbers, weight=2),
        Field("phone", "联系电话", payroll_fields.PHONES, parse=values.phone_number, quick=quick.phone_numbers),
        Field("team", "班组", payroll_fields.TEAMS, parse=values.text, quick=quick.words),
        Field("trade", "工种", payroll_fields.TRADES, parse=values.text, quick=quick.words),
        Field("worker_type", "人员类型", _words("人员类别 工人类型 用工类型 类型"), parse=one_of(TYPES, "worker_type")),
        Field("is_migrant", "是否农民工", _words("农民工 是否为农民工"), parse=yes_or_no),
        Field("contract", "劳动合同", _words("有无合同 有无劳动合同 是否签订合同 是否签订劳动合同 合同类型 合同签订情况 用工凭据"), parse=one_of(CONTRACTS, "contract_word")),
        Field("contract_term", "合同期限类型", _words("合同期限"), parse=values.text),
        Field("contract_signed_on", "合同签订日期", _words("合同签订时间 签订日期 签订时间 劳动合同签订日期 合同日期 签合同日期"), parse=values.date),
        Field("contract_until", "合同终止日期", _words("合同到期日期 合同截止日期 终止日期 合同到期 合同结束日期"), parse=values.date),
        Field("pay_date", "约定支付日期", _words("发薪日期 约定发薪日 发薪日 工资支付日期 支付日期 支付周期"), parse=values.text),
        Field("pay_way", "支付方式", _words("工资支付方式 发放方式 领取方式"), parse=one_of(WAYS, "pay_way")),
        Field("pay_way_reason", "不用银行卡的原因", _words("支付方式说明 现金原因 不用卡原因"), parse=values.text),
        Field("trained_on", "安全培训日期", _words("培训日期 安全教育日期 三级教育日期 入场教育日期 安全培训时间"), parse=values.date),
        Field("training_hours", "培训学时", _words("安全培训学时 培训课时 学时 教育学时"), parse=values.hundredths),
        Field("wage_form", "计酬方式", _words("工资形式 计薪方式 工资支付形式 结算方式 计量单位"), parse=one_of(FORMS, "wage_form")),
        Field("daily_rate", "日工资标准", payroll_fields.RATES, parse=values.fen, quick=quick.fens),
        Field("card_number", "银行卡号", payroll_fields.CARDS, parse=values.card_number, quick=quick.card_numbers),
        Field("bank", "开户银行", payroll_fields.BANKS, parse=values.text, quick=quick.words),
        Field("registered_on", "实名登记日期", _words("实名登记时间 登记日期 登记时间 实名日期 实名录入日期"), parse=values.date),
        Field("entered_on", "进场日期", _words("进场时间 入场日期 入场时间 进场 入职日期 入职时间 到岗日期"), parse=values.date),
        Field("left_on", "退场日期", _words("退场时间 离场日期 离场时间 退场 出场日期 离职日期 离职时间"), parse=values.date),
        Field("entered_reason", "进场说明", _words("进场原因 来源说明"), parse=values.text),
        Field("left_reason", "退场原因", _words("离场原因 离职原因 退场说明"), parse=values.text),
        Field("project", "项目", _words("项目编码 项目名称 项目编号 工程名称 所属项目"), parse=values.text),
        Field("employer", "用工单位", _words("企业代码 企业名称 统一社会信用代码 所属企业 所属单位 用人单位 劳务公司 分包单位 参建单位 单位名称"), parse=values.text),
        Field("remark", "备注", _words("说明 附注"), parse=values.text),
    ),
    keys=("name", "id_number"),
    serial="serial",
    ignored=_words("性别 年龄 民族 籍贯 家庭住址 身份证地址 出生日期 文化程度 政治面貌 紧急联系人 联行号 本人签字 签字"),
)  # fmt: skip

KINDS: dict[str, Kind] = COMMON | catalogue([
    block("project_unknown", "不知道是哪个项目", "项目“{value}”不在系统里，或不在您的范围内。", "请填项目编码；还没有建档的，先登记项目。"),
    block("project_differs", "不是这个项目的人", "这一行写的项目是“{value}”。", "请分开上传，或从“存量导入”一次导入几个项目。"),
    block("employer_missing", "不知道是哪家的人", "用工单位“{value}”不是{project}登记的总包或分包单位。", "请填统一社会信用代码；没有登记的，先在项目资料里登记参建单位。", REAL_NAME),
    block("employer_blank", "不知道是哪家的人", "没有写用工单位，{project}的总包、分包不止一家。", "请逐行填统一社会信用代码或单位全称。", REAL_NAME),
    warn("employer_other", "用工单位没有登记", "“{value}”不是本项目登记的参建单位，按{firm}登记。", "请核对；确是另一家分包的，先登记参建单位再传。", REAL_NAME),
    block("id_number_missing", "缺身份证号", "身份证号没有填写。", "请补填身份证号。", REAL_NAME),
    block("name_missing", "缺姓名", "姓名没有填写。", "请按身份证补填姓名。", REAL_NAME),
    block("id_duplicate", "身份证号重复", "身份证号与第 {rows} 行相同。", "一个人只写一行，请删去多余的行。", REAL_NAME),
    warn("id_other", "不是居民身份证", "证件号不是 18 位居民身份证号，按其他证件登记。", "请核对证件种类和号码；是身份证的，请改正。"),
    warn("child_labour", "未满 16 周岁", "按身份证号算，未满 16 周岁，禁止录用。", "请核对身份证；属实的，立即停止使用并报告劳动保障监察机构。", "禁止使用童工规定第二条"),
    warn("minor", "未满 18 周岁", "按身份证号算，未满 18 周岁。", "请核对工种：不得安排矿山井下、有毒有害和第四级体力劳动强度的劳动。", "劳动法第六十四条"),
    warn("over_age", "超过法定退休年龄", "按身份证号算，已超过法定退休年龄。", "请核对有没有用工协议和工伤保险，不安排危险作业。", "人力资源社会保障部令第56号"),
    warn("contract_none", "没有劳动合同", "{name}没有劳动合同，也没有用工协议。", "请先签合同并登记，再安排进场。", REAL_NAME),
    warn("contract_late", "合同晚于进场", "合同签订日期晚于进场日期 {days} 天。", "合同应在进场前签订；属实的，照实登记。", REAL_NAME),
    warn("terms_missing", "缺工资标准", "没有填写日工资标准。", "请按合同补填工资标准。", WAGE_TERMS),
    warn("agreement_over_age", "超龄人员应签用工协议", "按身份证号算，已超过法定退休年龄，用工凭据应为超龄劳动者用工协议。", "请改签用工协议并参加工伤保险；照实登记。", OVER_AGE_LAW),
    warn("agreement_not_over_age", "没有到退休年龄", "没有超过法定退休年龄，不应签超龄劳动者用工协议。", "请改签劳动合同，不符合建立劳动关系的签用工书面协议。", REAL_NAME),
    warn("training_missing", "没有安全培训", "没有填写安全培训日期。", "请先完成基本安全培训再安排进场；照实登记。", TRAINING),
    warn("training_late", "培训晚于进场", "安全培训日期晚于进场日期 {days} 天。", "培训应在进场前完成；属实的，照实登记。", TRAINING),
    warn("pay_way_reason", "不用银行卡没有写原因", "支付方式不是银行卡，没有写原因。", "请写明本人要求的原因；不得强制使用银行卡，也不得以现金规避专户。", CARD),
    block("pay_way", "看不懂的支付方式", "支付方式“{value}”看不懂。", "请填“银行卡”“现金”或“其他”。"),
    block("training_hours", "培训学时不可能", "培训学时 {value} 不可能。", "请核对，单位是学时。"),
    warn("card_missing", "缺银行卡号", "没有填写银行卡号，工资表模板会带不出卡号。", "请补填本人的银行卡号。", CARD),
    warn("card_luhn", "银行卡号校验不通过", "银行卡号没有通过校验，可能写错一位。", "请对照银行卡核对；老卡、存折除外。"),
    warn("card_shared", "一卡多人", "银行卡号与第 {rows} 行的人相同，一人一卡。", "请各填本人的银行卡号。", CARD),
    warn("phone_shared", "多人同一手机号", "手机号与第 {rows} 行的人相同，共 {count} 人用一个号码。", "请填各人自己的手机号。", CARD),
    block("left_early", "退场早于进场", "退场日期早于进场日期。", "请核对两个日期。"),
    block("day_impossible", "日期不可能", "{label} {value} 不可能。", "请核对年份。"),
    block("amount_negative", "金额是负数", "日工资标准是负数。", "请改正。"),
    block("not_yes_no", "看不懂的填写", "“{value}”看不懂。", "请填“是”或“否”。"),
    block("worker_type", "看不懂的人员类型", "人员类型“{value}”看不懂。", "请填“管理人员”或“建筑工人”。"),
    block("contract_word", "看不懂的合同情况", "劳动合同一栏的“{value}”看不懂。", "请填“有”“无”或“用工协议”。"),
    block("wage_form", "看不懂的计酬方式", "计酬方式“{value}”看不懂。", "请填“计日”“计月”“计时”“计件”或“按任务”。"),
])  # fmt: skip


class RosterRow(NamedTuple):
    """One person's line; what the sheet leaves empty is None and leaves the registered value alone."""

    row: int
    name: str
    id_number: str
    phone: str | None
    team: str | None
    trade: str | None
    worker_type: int | None
    is_migrant: bool | None
    contract_kind: str | None
    contract_signed_on: dt.date | None
    wage_form: str | None
    daily_rate: Decimal | None
    card_number: str | None
    bank: str | None
    registered_on: dt.date | None
    entered_on: dt.date | None
    left_on: dt.date | None
    contract_until: dt.date | None
    pay_date: str | None
    pay_way: str | None
    pay_way_reason: str | None
    entered_reason: str | None
    left_reason: str | None
    trained_on: dt.date | None
    training_hours: Decimal | None
    project: str | None = None
    employer: str | None = None

    def __repr__(self) -> str:
        return f"<RosterRow {self.row}>"


Misplaced = tuple[str, str, dict[str, Any]]  # code of a finding, its column, its words


def read_roster(
    workbook: Pages, on: dt.date, corrections: Corrections | None = None, misplaced: Callable[[RosterRow], Misplaced | None] = lambda row: None
) -> Parsed:
    """Every finding at once; ages are reckoned on the day of entry, else on ``on``. ``misplaced`` tells of a row whose site or firm is not known."""
    found = open_table(workbook, FORM, KINDS, corrections or Corrections())
    if isinstance(found, Parsed):
        return found
    rows = _rows(found)
    for place, row in enumerate(rows):
        _check_person(found, place, row, on)
        _check_terms(found, place, row, on)
        if wrong := misplaced(row):
            code, column, words = wrong
            found.flag(code, place, column, **words)
    _check_shared(found)
    return found.finish(rows)


def _rows(opened: Opened) -> list[RosterRow]:
    columns = opened.columns
    signs = zip(columns["contract"], columns["contract_term"], columns["contract_signed_on"], strict=True)
    kinds = [kind or (ContractKind.LABOUR if term or day else None) for kind, term, day in signs]
    trades = [trade_named(trade) for trade in columns["trade"]]
    banks = [bank_named(bank) for bank in columns["bank"]]
    rates = [None if fen is None else Decimal(fen).scaleb(-2) for fen in columns["daily_rate"]]
    types = [None if word is None else int(word) for word in columns["worker_type"]]
    numbers = [row + 1 for row in opened.table.records]
    hours = [None if hundredths is None else Decimal(hundredths).scaleb(-2) for hundredths in columns["training_hours"]]
    said = [columns[name] for name in ("contract_until", "pay_date", "pay_way", "pay_way_reason", "entered_reason", "left_reason", "trained_on")]
    return [
        RosterRow(*cells)
        for cells in zip(
            numbers, columns["name"], columns["id_number"], columns["phone"], columns["team"], trades, types, columns["is_migrant"], kinds,
            columns["contract_signed_on"], columns["wage_form"], rates, columns["card_number"], banks, columns["registered_on"], columns["entered_on"], columns["left_on"],
            *said, hours, columns["project"], columns["employer"], strict=True,
        )
    ]  # fmt: skip


def trade_named(said: str | None) -> str | None:
    """A platform's export tells the code of a trade: its word is kept."""
    return name_of(said.zfill(3)) or said if said and said.isascii() and said.isdigit() else said


def bank_named(said: str | None) -> str | None:
    """The same of a bank."""
    return name_behind(NATIONAL, "bank", said) or said if said and said.isascii() and said.isdigit() else said


def birth_of(id_number: str | None) -> dt.date | None:
    """The birth date inside a resident identity number."""
    return dt.datetime.strptime(id_number[6:14], "%Y%m%d").date() if id_number and len(id_number) == 18 else None


def _check_person(opened: Opened, place: int, row: RosterRow, on: dt.date) -> None:
    if row.id_number and len(row.id_number) != 18:
        opened.flag("id_other", place, "id_number")
    born = birth_of(row.id_number)
    if born is None:
        return
    day = max(row.entered_on or on, born)
    if born > years_before(day, CHILD_BELOW):
        opened.flag("child_labour", place, "id_number")
    elif born > years_before(day, MINOR_BELOW):
        opened.flag("minor", place, "id_number")
    elif retirement_day(born, row.id_number[16] in "13579") <= day:
        opened.flag("over_age", place, "id_number")
    if (
        row.contract_kind
        and born <= years_before(day, CHILD_BELOW)
        and not fits(row.contract_kind, born, row.id_number[16] in "13579", row.contract_signed_on or day)
    ):
        opened.flag("agreement_not_over_age" if row.contract_kind == ContractKind.OVER_AGE else "agreement_over_age", place, "contract")


def _check_terms(opened: Opened, place: int, row: RosterRow, on: dt.date) -> None:
    _check_training(opened, place, row)
    for name in ("registered_on", "entered_on", "left_on", "contract_signed_on", "trained_on"):
        day = getattr(row, name)
        if day and not dt.date(1990, 1, 1) <= day <= on + dt.timedelta(days=366):
            opened.flag("day_impossible", place, name, label=FORM.by_name[name].label, value=day)
    if row.entered_on and row.left_on and row.left_on < row.entered_on:
        opened.flag("left_early", place, "left_on")
    if row.daily_rate is not None and row.daily_rate < 0:
        opened.flag("amount_negative", place, "daily_rate")
    if row.contract_kind == ContractKind.NONE or (row.contract_kind is None and (opened.has("contract") or opened.has("contract_signed_on"))):
        opened.flag("contract_none", place, "contract", name=mask_name(row.name or "") or "这一行的人")
    elif row.contract_signed_on and row.entered_on and row.contract_signed_on > row.entered_on:
        opened.flag("contract_late", place, "contract_signed_on", days=(row.contract_signed_on - row.entered_on).days)
    if row.daily_rate is None and opened.has("daily_rate"):
        opened.flag("terms_missing", place, "daily_rate")
    if row.pay_way not in (None, PayWay.CARD) and not row.pay_way_reason:
        opened.flag("pay_way_reason", place, "pay_way")
    if row.card_number is None and opened.has("card_number") and row.pay_way in (None, PayWay.CARD):
        opened.flag("card_missing", place, "card_number")


def _check_training(opened: Opened, place: int, row: RosterRow) -> None:
    if row.training_hours is not None and not 0 <= row.training_hours <= MOST_TRAINING:
        opened.flag("training_hours", place, "training_hours", value=row.training_hours)
    if row.trained_on is None and opened.has("trained_on"):
        opened.flag("training_missing", place, "trained_on")
    elif row.trained_on and row.entered_on and row.trained_on > row.entered_on:
        opened.flag("training_late", place, "trained_on", days=(row.trained_on - row.entered_on).days)


def _check_shared(opened: Opened) -> None:
    for place in failing_luhn(opened.columns["card_number"]):
        opened.flag("card_luhn", place, "card_number")
    for name, code, least in (("id_number", "id_duplicate", 2), ("card_number", "card_shared", 2), ("phone", "phone_shared", 3)):
        for group in opened.groups(name, least):
            for place in group:
                others = [other for other in group if other != place]
                opened.flag(code, place, name, rows=opened.rows_named(others), count=len(group))
