"""States and kinds of people, days, sheets and money."""

from django.db import models


class WorkerType(models.IntegerChoices):
    """人员类型 of the workers' platform."""

    MANAGER = 10, "管理人员"
    BUILDER = 20, "建筑工人"


class ContractKind(models.TextChoices):
    LABOUR = "labour", "劳动合同"
    AGREEMENT = "agreement", "用工书面协议"
    OVER_AGE = "over_age", "超龄劳动者用工协议"
    NONE = "none", "未签"


class WageForm(models.TextChoices):
    MONTH = "month", "计月"
    DAY = "day", "计日"
    HOUR = "hour", "计时"
    PIECE = "piece", "计件"
    TASK = "task", "按任务"


class PayWay(models.TextChoices):
    """How a worker wants his wages: the card is the rule, never a must."""

    CARD = "card", "本人银行卡"
    CASH = "cash", "现金"
    OTHER = "other", "其他"


class PersonPaperKind(models.TextChoices):
    CONTRACT = "contract", "合同或用工协议"
    TRAINING = "training", "安全培训证明"


class PersonSource(models.TextChoices):
    """Where the portal first met a person of a project; only the roster registers him."""

    ROSTER = "roster", "实名登记"
    ATTENDANCE = "attendance", "考勤表"
    PAYROLL = "payroll", "工资表"


class AttendanceSource(models.TextChoices):
    DEVICE = "device", "考勤设备"
    PHONE = "phone", "手机考勤"
    FILE = "file", "电子考勤表"
    SIGNED = "signed", "纸质签字表"
    MENDED = "mended", "人工更正"


# What a machine or a reasoned correction has told, a file does not overwrite.
KEPT_SOURCES = (AttendanceSource.DEVICE, AttendanceSource.PHONE, AttendanceSource.MENDED)


class DeviceKind(models.TextChoices):
    GATE = "gate", "门禁闸机"
    FACE = "face", "人脸考勤机"
    HANDHELD = "handheld", "手持终端"
    PHONE = "phone", "手机"


class PunchDirection(models.TextChoices):
    """考勤方向 of the workers' platform."""

    IN = "01", "进场"
    OUT = "02", "出场"


class PunchWay(models.TextChoices):
    """通行方式 of the workers' platform."""

    FACE = "001", "人脸"
    IRIS = "002", "虹膜"
    FINGER = "003", "指纹"
    PALM = "004", "掌纹"
    ID_CARD = "005", "身份证"
    NAME_CARD = "006", "实名卡"
    EVICTED = "007", "异常清退"
    OPENED = "008", "一键开闸"
    EMERGENCY = "009", "应急通道"
    QR = "010", "二维码"
    OTHER = "011", "其他"


class AnomalyKind(models.TextChoices):
    """What does not look like people at work; each is a finding to be explained, none takes a day away."""

    UNREGISTERED = "unregistered", "没有登记就出勤"
    TWO_SITES = "two_sites", "同日两处出勤"
    AFTER_EXIT = "after_exit", "退场后出勤"
    SAME_MINUTES = "same_minutes", "天天同一分钟打卡"
    CROWDED = "crowded", "短时密集打卡"
    FILLED_AT_ONCE = "filled_at_once", "事后成批补录"
    OUTSIDE_FENCE = "outside_fence", "围栏外打卡"
    COLLAPSE = "collapse", "出勤骤降"


class AnomalyState(models.TextChoices):
    OPEN = "open", "待说明"
    EXPLAINED = "explained", "已说明，待核实"
    ACCEPTED = "accepted", "核实属正常"
    CONFIRMED = "confirmed", "核实属异常"
    GONE = "gone", "已消除"


class SheetState(models.TextChoices):
    """A payroll sheet's way from the subcontractor to the workers' cards (条例31)."""

    SUBMITTED = "submitted", "待总包审核"
    RETURNED = "returned", "已退回"
    APPROVED = "approved", "总包已审核"
    SENT_TO_BANK = "sent_to_bank", "已推送银行"
    PAID = "paid", "已发放"
    SUPERSEDED = "superseded", "已被新版本取代"


# Sheets that count: their lines are what the employer says it owes for the month. (A draft is an upload not confirmed yet.)
CURRENT_SHEETS = (SheetState.SUBMITTED, SheetState.APPROVED, SheetState.SENT_TO_BANK, SheetState.PAID)


class PaymentState(models.TextChoices):
    SUCCESS = "success", "成功"
    FAILED = "failed", "失败"
    RETURNED = "returned", "退汇"
    UNPROVEN = "unproven", "没有凭证"


class BatchKind(models.TextChoices):
    FIRST = "first", "当月发放"
    BACK_PAY = "back_pay", "补发差额"
    REISSUE = "reissue", "失败重发"


class BatchState(models.TextChoices):
    """A batch's way to the bank and back (条例31)."""

    MADE = "made", "已生成，待送银行"
    SENT = "sent", "已送银行"
    ANSWERED = "answered", "已回单"
    WITHDRAWN = "withdrawn", "已撤回"


class OrderState(models.TextChoices):
    """What became of one line of a batch."""

    WAITING = "waiting", "待回单"
    PAID = "paid", "成功"
    FAILED = "failed", "失败"
    RETURNED = "returned", "退汇"
    REISSUED = "reissued", "已重发"
    WITHDRAWN = "withdrawn", "已撤回"


# Orders that stand for money on its way or arrived: of a sheet, one at most for each person.
OPEN_ORDERS = (OrderState.WAITING, OrderState.PAID)
UNDONE_ORDERS = (OrderState.FAILED, OrderState.RETURNED)


class BatchPiece(models.TextChoices):
    """What is kept, encrypted, of a batch."""

    BANK_FILE = "bank_file", "银行代发文件"
    VOUCHER = "voucher", "代发凭证"


class FailureReason(models.TextChoices):
    """Why a transfer did not arrive, in the portal's own words; each bank's words lead to one of them (``failures.py``)."""

    NUMBER = "number", "账号不存在或有误"
    NAME = "name", "户名与账号不符"
    CLOSED = "closed", "账户已销户"
    FROZEN = "frozen", "账户冻结、止付或挂失"
    DORMANT = "dormant", "账户长期不动或未激活"
    LIMIT = "limit", "超过账户限额"
    PAPERS = "papers", "证件过期或信息不全"
    FUNDS = "funds", "付款账户余额不足"
    CHANNEL = "channel", "银行系统或通道原因"
    OTHER = "other", "其他"


class PaymentChannel(models.TextChoices):
    ACCOUNT = "account", "专户代发"
    OUTSIDE = "outside", "专户外发放"
    ADVANCE = "advance", "生活费、借支"


class AnswerAbout(models.TextChoices):
    """Of what a worker says on his own pages whether it is so."""

    SHEET = "sheet", "工资表"
    PAID = "paid", "到账"


class ExchangeStanding(models.TextChoices):
    """How far a row has come on a platform above; a row without a record was never sent."""

    SENT = "sent", "已上报"
    ACCEPTED = "accepted", "已接收"
    REFUSED = "refused", "被退回"


class EntryDirection(models.TextChoices):
    IN = "in", "收入"
    OUT = "out", "支出"


class EntryKind(models.TextChoices):
    LABOUR_COST = "labour_cost", "人工费拨入"
    OTHER_IN = "other_in", "其他收入"
    WAGES = "wages", "工资代发"
    FEE = "fee", "手续费"
    INTEREST = "interest", "利息"
    RETURNED = "returned", "退汇退款"
    OTHER_OUT = "other_out", "其他支出"


class ExceptionKind(models.TextChoices):
    """Why a debit of the account is asked about: its other side is nobody who works here."""

    CASH = "cash", "取现金"
    BACK = "back", "转给参建单位"
    FIRM = "firm", "转给其他单位"
    STRANGER = "stranger", "收款人不在花名册"
    UNNAMED = "unnamed", "没有对方户名"


class ExceptionGround(models.TextChoices):
    """What a debit to nobody of the roster may be; those in ``WITH_PAPER`` need the paper that allowed it."""

    FEE = "fee", "银行手续费、账户管理费"
    RETURNED = "returned", "退汇后按原路退回或重付"
    INTEREST = "interest", "利息"
    REFUND = "refund", "多拨的人工费退回（须经批准）"
    TAX = "tax", "个人所得税、社会保险费（省里允许的）"
    WORKER = "worker", "发给本项目工人，名册上姓名或卡号不同"
    BANK_ERROR = "bank_error", "银行记账差错，已冲正"
    OTHER = "other", "其他"


WITH_PAPER = (ExceptionGround.REFUND, ExceptionGround.TAX)


class MoneyReportKind(models.TextChoices):
    """Who says what about the money of a site (条例27、53号文12)."""

    OWNER_PAID = "owner_paid", "已拨人工费，总包没有发"
    NOT_ARRIVED = "not_arrived", "人工费没有到账"


class MoneyReportState(models.TextChoices):
    OPEN = "open", "待核实"
    TRUE = "true", "属实"
    UNTRUE = "untrue", "不属实"
    WITHDRAWN = "withdrawn", "报告人撤回"


class ClosingState(models.TextChoices):
    """A month of a project after its wages are settled (结账)."""

    CLOSED = "closed", "已结账"
    REOPENED = "reopened", "已重新开账"


class UploadKind(models.TextChoices):
    ROSTER = "roster", "花名册"
    ATTENDANCE = "attendance", "考勤表"
    PAYROLL = "payroll", "工资表"
    RECEIPTS = "receipts", "代发回单"
    ACCOUNT_ENTRIES = "account_entries", "专户流水"


class UploadState(models.TextChoices):
    RECEIVED = "received", "已接收，等待核对"
    BLOCKED = "blocked", "有差错，未入库"
    READY = "ready", "核对通过，待确认"
    ACCEPTED = "accepted", "已入库"
    REFUSED = "refused", "文件不能接收"
    ABANDONED = "abandoned", "已放弃"


class UploadPiece(models.TextChoices):
    """What is kept, encrypted, of an upload."""

    FILE = "file", "原文件"
    RESULT = "result", "核对结果"
    MENDS = "mends", "网页改动"


class OpinionMatter(models.TextChoices):
    """What a supervisor looks at (53号文 第二十二条)."""

    ATTENDANCE = "attendance", "考勤"
    PAYROLL = "payroll", "工资支付"


class OpinionVerdict(models.TextChoices):
    AGREES = "agrees", "无异议"
    OBJECTS = "objects", "有异议"
