"""One line of a batch: to whom, how much, on which card, and what became of it."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from portal.lib.fields import BlindIndexField, EncryptedField
from portal.tenancy.models.base import TenantModel
from portal.tenancy.querysets import TenantRule
from portal.tenancy.scope import Actor
from projects.models.base import of_own_bank
from wagepay.enums import OPEN_ORDERS, UNDONE_ORDERS, FailureReason, OrderState
from wagepay.models.scoping import ProjectRowsQuerySet, money, plain_key
from wagepay.workflow import ORDER_MOVES


class PaymentOrderQuerySet(ProjectRowsQuerySet):
    def _own(self, rows: Any, actor: Actor) -> Any:
        return super()._own(rows, actor).filter(of_own_bank(actor, "batch__account__"))

    def undone(self) -> "PaymentOrderQuerySet":
        """Failed or come back, and not sent again yet."""
        return self.filter(state__in=UNDONE_ORDERS)


class PaymentOrder(TenantModel):
    """代发指令. Partitioned by wage month; of a sheet a person has one at most that waits or was paid: nobody is paid twice."""

    tenant: ClassVar[TenantRule] = TenantRule(region="region", project="project")
    moves = ORDER_MOVES
    state_field = "state"

    pk = models.CompositePrimaryKey("month", "project_id", "person", "batch_id")
    month = models.DateField("工资月份")
    project = plain_key("projects.Project", "项目")
    person = models.BinaryField("人员索引", max_length=16)
    batch = plain_key("wagepay.PaymentBatch", "批次")
    sheet = plain_key("wagepay.PayrollSheet", "工资表")
    region = plain_key("tenancy.Region", "辖区")
    employer = plain_key("tenancy.Organisation", "用人单位")
    uid = models.UUIDField("编号", default=uuid.uuid4, editable=False)
    row = models.PositiveIntegerField("批次内序号")
    code = models.CharField("代发编号", max_length=48)
    name = models.CharField("姓名", max_length=60)
    team = models.CharField("班组", max_length=60, blank=True)
    amount = money("金额")
    card = EncryptedField("收款卡号", kind="bank_card")
    card_index = BlindIndexField("收款卡号索引", source="card")
    bank_name = models.CharField("开户行", max_length=80, blank=True)
    state = models.CharField("结果", max_length=9, choices=OrderState.choices, default=OrderState.WAITING)
    reason_code = models.CharField("原因代码", max_length=10, choices=FailureReason.choices, blank=True)
    reason = models.CharField("银行原因", max_length=120, blank=True)
    answered_on = models.DateField("回单日期", null=True, blank=True)

    objects = PaymentOrderQuerySet.as_manager()

    class Meta:
        verbose_name = "代发指令"
        verbose_name_plural = "代发指令"
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="paymentorder_amount"),
            models.UniqueConstraint(fields=["month", "project", "sheet", "person"], condition=Q(state__in=OPEN_ORDERS), name="paymentorder_paid_once"),
        ]
        indexes = [models.Index(fields=["batch", "row"], name="paymentorder_batch")]

    def __str__(self) -> str:
        return self.code
