"""States, channels and kinds of leads and cases."""

from django.db import models


class Channel(models.TextChoices):
    QR = "qr", "扫码反映"
    WINDOW = "window", "来访窗口"
    PHONE_12333 = "phone_12333", "12333 来电"
    PHONE_12345 = "phone_12345", "12345 转办"
    NATIONAL = "national", "全国根治欠薪线索平台"
    PROVINCIAL = "provincial", "省平台"
    PETITION = "petition", "信访转办"
    POLICE = "police", "公安 110"
    UNION = "union", "工会"
    MEDIA = "media", "媒体舆情"
    INSPECTION = "inspection", "日常检查"
    WARNING = "warning", "预警转办"


# Found by the government itself: not somebody's complaint, so W40 does not count them.
OWN_FINDINGS = (Channel.INSPECTION, Channel.WARNING)
# Channels whose files the import takes; the others are entered one by one.
PLATFORMS = (Channel.NATIONAL, Channel.PROVINCIAL, Channel.PHONE_12345, Channel.PETITION)


class LeadKind(models.TextChoices):
    """投诉 is a person's own right (受理 5 工作日); 举报 anybody may make, the name is sealed."""

    COMPLAINT = "complaint", "投诉"
    REPORT = "report", "举报"


class LeadState(models.TextChoices):
    RECEIVED = "received", "待受理"
    ACCEPTED = "accepted", "已受理"
    REJECTED = "rejected", "不予受理"
    TRANSFERRED = "transferred", "已转送"
    ANSWERED = "answered", "已答复"


OPEN_LEADS = (LeadState.RECEIVED, LeadState.ACCEPTED)


class CaseTrack(models.TextChoices):
    COORDINATED = "coordinated", "协调（非立案）"
    FILED = "filed", "立案"


class CaseState(models.TextChoices):
    """The procedure alone; the money is told by ``Case.settled_on``."""

    OPEN = "open", "办理中"
    CLOSED = "closed", "已办结"


class ClosingKind(models.TextChoices):
    """How the procedure ended; the money is another matter."""

    PAID = "paid", "已清偿"
    DECISION_EXECUTED = "decision_executed", "处理决定已执行"
    AGREEMENT = "agreement", "达成书面协议"
    COURT = "court", "申请法院强制执行"
    ARBITRATION = "arbitration", "告知仲裁或诉讼"
    POLICE = "police", "移送公安"
    TRANSFERRED = "transferred", "移送其他部门"
    WITHDRAWN = "withdrawn", "撤销立案"
    UNFOUNDED = "unfounded", "不属实"


# These say that nothing is owed any more: refused while somebody's line is unpaid.
NEEDS_ALL_PAID = (ClosingKind.PAID, ClosingKind.DECISION_EXECUTED, ClosingKind.WITHDRAWN, ClosingKind.UNFOUNDED)
# These rest on a paper of which the file keeps a copy.
NEEDS_PAPER = (ClosingKind.AGREEMENT, ClosingKind.COURT, ClosingKind.POLICE)


class LineState(models.TextChoices):
    DUE = "due", "应付"
    PART_PAID = "part_paid", "部分支付"
    PAID = "paid", "已付清"
    AGREEMENT = "agreement", "协议履行中"
    ENFORCEMENT = "enforcement", "执行中"
    CRIMINAL = "criminal", "刑事"
    ARBITRATION = "arbitration", "仲裁诉讼"
    REDUCED = "reduced", "核减"
    WITHDRAWN = "withdrawn", "撤回"


# A line in one of these is no longer in arrears.
SETTLED_LINES = (LineState.PAID, LineState.REDUCED, LineState.WITHDRAWN)
# Where an unpaid line goes on after the procedure has ended; it stays in arrears and stays there until it is paid.
AFTER_CLOSING = {
    ClosingKind.AGREEMENT: LineState.AGREEMENT,
    ClosingKind.COURT: LineState.ENFORCEMENT,
    ClosingKind.ARBITRATION: LineState.ARBITRATION,
    ClosingKind.POLICE: LineState.CRIMINAL,
}
LINGERING = tuple(AFTER_CLOSING.values())


class LineKind(models.TextChoices):
    WAGE = "wage", "工资"
    ADDITIONAL = "additional", "加付赔偿金"
    ECONOMIC = "economic", "经济补偿"


class PaymentSource(models.TextChoices):
    """The nine sources money comes from."""

    EMPLOYER = "employer", "用人单位"
    CONTRACTOR = "contractor", "总包先行清偿"
    OWNER = "owner", "建设单位垫付"
    ACCOUNT = "account", "工资专用账户"
    DEPOSIT = "deposit", "工资保证金或保函"
    TREASURY = "treasury", "同级财政"
    FUND = "fund", "应急周转金"
    COURT = "court", "法院执行"
    OTHER = "other", "其他筹措"


class NoteKind(models.TextChoices):
    """What an officer did about a case."""

    CALL = "call", "电话联系"
    VISIT = "visit", "现场调查"
    INTERVIEW = "interview", "约谈"
    URGE = "urge", "催办"
    RECONCILE = "reconcile", "三方对账"
    PROMISE = "promise", "单位承诺"
    INSTRUCTION = "instruction", "领导批示"
    OTHER = "other", "其他"


OFFICERS_NOTES = [choice for choice in NoteKind.choices if choice[0] != NoteKind.INSTRUCTION]


class AnswerKind(models.TextChoices):
    """What the sender himself says on his progress page."""

    PAID = "paid", "钱已收到"
    UNPAID = "unpaid", "没收到"
    MORE = "more", "补充材料"
