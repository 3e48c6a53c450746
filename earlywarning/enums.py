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
    return max(first, second, key=lambda level: LEVEL_RANK.get(level, -1))


class WarningSource(models.TextChoices):
    COMPUTED = "computed", "规则计算"
    IMPORTED = "imported", "省平台推送"
    RAISED = "raised", "人工上报"


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
    TO_LEAD = "to_lead", "转线索"
    OTHER = "other", "其他"


class EventKind(models.TextChoices):
    OPENED = "opened", "产生预警"
    LEVEL = "level", "级别变化"
    MOVED = "moved", "办理"
    DISPOSED = "disposed", "处置"
    ESCALATED = "escalated", "逾期升级"
    CLOSED = "closed", "数据恢复自动销号"


class ClearanceKind(models.TextChoices):
    WARNING = "warning", "预警"
    LEAD = "lead", "线索"


class ClearanceState(models.TextChoices):
    OPEN = "open", "未清零"
    CLEARED = "cleared", "已清零"
    EXTENDED = "extended", "经批准延期"
