"""States of a deposit, of its use and of its return."""

from django.db import models


class DepositState(models.TextChoices):
    HELD = "held", "在管"
    DRAWN = "drawn", "已动用待补足"
    REPLACED = "replaced", "已更换"
    RETURNED = "returned", "已返还"
    REVOKED = "revoked", "已撤销免存"


ENDED_STATES = (DepositState.REPLACED, DepositState.RETURNED, DepositState.REVOKED)


class DrawdownState(models.TextChoices):
    PREPARED = "prepared", "拟动用"
    NOTIFIED = "notified", "已通知支付"
    DEFAULTED = "defaulted", "机构未履行"
    PAID = "paid", "已支付待补足"
    TOPPED_UP = "topped_up", "已补足"
    CANCELLED = "cancelled", "已撤销"


# The money is still to come.
UNPAID = (DrawdownState.NOTIFIED, DrawdownState.DEFAULTED)
UNDER_WAY = (DrawdownState.PREPARED, *UNPAID)


class RefundState(models.TextChoices):
    ANNOUNCED = "announced", "公示中"
    APPLIED = "applied", "已申请"
    APPROVED = "approved", "审核通过"
    REFUSED = "refused", "不予返还"
    RETURNED = "returned", "已返还"
    WITHDRAWN = "withdrawn", "已撤回"


REFUND_OPEN = (RefundState.ANNOUNCED, RefundState.APPLIED, RefundState.APPROVED, RefundState.REFUSED)


class DecisionKind(models.TextChoices):
    """On what paper a deposit is used; only the first opens it (65号文 第十九条)."""

    DECISION = "decision", "行政处理决定书"
    ORDER = "order", "限期整改（改正）指令书"
    AGREEMENT = "agreement", "调解书、协议"
