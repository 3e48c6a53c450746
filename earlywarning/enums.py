"""States and kinds of warnings and of the three-day clearance."""

from django.db import models


class WarningLevel(models.TextChoices):
    """蓝=制度缺项或临期, 黄=已逾期或数据不符, 红=已欠薪或即将欠薪."""

    BLUE = "blue", "蓝色"
    YELLOW = "yellow", "黄色"
    RED = "red", "红色"


LEVEL_RANK = {WarningLevel.BLUE: 0, WarningLevel.YELLOW: 1, WarningLevel.RED: 2}


def higher(first: str, second: str) -> str:
    """The more severe of two levels; an empty one loses."""
    return first if LEVEL_RANK.get(first, -1) >= LEVEL_RANK.get(second, -1) else second


class WarningSource(models.TextChoices):
    COMPUTED = "computed", "规则计算"
    IMPORTED = "imported", "省平台推送"
    RAISED = "raised", "人工上报"


class WarningLane(models.TextChoices):
    """Which list a warning stands in; only the first is under the clock of 三日清零."""

    CLEARANCE = "clearance", "三日清零"
    BACKLOG = "backlog", "存量整改"
    DUTY = "duty", "督办提醒"


class WarningState(models.TextChoices):
    OPEN = "open", "待核实"
    VERIFIED = "verified", "已核实"
    DISPOSING = "disposing", "处置中"
    FALSE_ALARM_PROPOSED = "false_alarm_proposed", "误报待复核"
    CLEARED = "cleared", "已销号"
    FALSE_ALARM = "false_alarm", "误报"
    CLOSED_BY_DATA = "closed_by_data", "数据恢复"


OPEN_STATES = (WarningState.OPEN, WarningState.VERIFIED, WarningState.DISPOSING, WarningState.FALSE_ALARM_PROPOSED)
# Ended on proof a person accepted: the same figures do not open it again, worse ones do.
ACCEPTED_STATES = (WarningState.CLEARED, WarningState.FALSE_ALARM)


class DisposalKind(models.TextChoices):
    """措施递进: from a word on site to a letter and a case (S0, S2)."""

    VISIT = "visit", "现场核查"
    RECTIFICATION = "rectification", "责令限期整改"
    INTERVIEW = "interview", "约谈"
    LETTER = "letter", "发函"
    COORDINATION = "coordination", "协调拨付"
    STOP_WORK = "stop_work", "建议停工整顿"
    INSPECTION = "inspection", "转现场检查"
    TO_LEAD = "to_lead", "转线索"
    TO_CASE = "to_case", "转立案"
    OTHER = "other", "其他"


# Measures that end on a day: what was ordered is looked at again.
WITH_TERM = (DisposalKind.RECTIFICATION, DisposalKind.STOP_WORK)


class CheckResult(models.TextChoices):
    """复查 of what was ordered."""

    DONE = "done", "已整改到位"
    PARTLY = "partly", "部分整改"
    NOT_DONE = "not_done", "没有整改"


class JustificationState(models.TextChoices):
    SUBMITTED = "submitted", "待复核"
    ACCEPTED = "accepted", "成立"
    REJECTED = "rejected", "不成立"


class LookBackResult(models.TextChoices):
    HOLDS = "holds", "没有反弹"
    BROKEN = "broken", "又出现问题"


class EventKind(models.TextChoices):
    OPENED = "opened", "产生预警"
    LEVEL = "level", "级别变化"
    MOVED = "moved", "办理"
    REPORTED = "reported", "上报"
    NOTIFIED = "notified", "通知"
    ANSWERED = "answered", "申辩和核实"
    DISPOSED = "disposed", "处置"
    ESCALATED = "escalated", "逾期升级"
    CLOSED = "closed", "数据恢复自动销号"


class ClearanceKind(models.TextChoices):
    WARNING = "warning", "预警"
    LEAD = "lead", "线索"
    PERMIT = "permit", "许可未建档"


class ClearanceState(models.TextChoices):
    OPEN = "open", "未清零"
    CLEARED = "cleared", "已清零"
    EXTENDED = "extended", "经批准延期"
    MERGED = "merged", "并入同一根因"


class PauseReason(models.TextChoices):
    """Why a clock may stand; nothing else stops it."""

    COURT = "court", "等待法院、仲裁的结论"
    POLICE = "police", "等待公安机关的结论"
    APPRAISAL = "appraisal", "等待审计、鉴定、工程量确认"
    MISSING = "missing", "当事人失联，正在查找"
    FORCE_MAJEURE = "force_majeure", "自然灾害等不可抗力"
    OTHER = "other", "其他经批准的情形"


class EscalationUnit(models.TextChoices):
    DAY = "day", "日"
    HOUR = "hour", "小时"


class Measure(models.TextChoices):
    """What a rung of the ladder ends in, the mildest first (督办、约谈、通报、问责)."""

    SUPERVISE = "supervise", "督办"
    INTERVIEW = "interview", "约谈"
    CIRCULAR = "circular", "通报"
    ACCOUNTABILITY = "accountability", "问责"


class Against(models.TextChoices):
    """Upon whom: the ladder does not end at firms."""

    TERRITORY = "territory", "属地政府"
    INDUSTRY = "industry", "行业主管部门"
    BOTH = "both", "属地政府和行业主管部门"
    ENTERPRISE = "enterprise", "责任单位"


class RiskGrade(models.TextChoices):
    """How likely a project ends unpaid before the festival, by its score."""

    LOW = "low", "较低"
    MEDIUM = "medium", "中等"
    HIGH = "high", "较高"
