"""What the bank says it paid."""

import uuid
from typing import ClassVar

from django.db import models

from portal.lib.fields import BlindIndexField, EncryptedField
from portal.tenancy.models.base import TenantModel
from portal.tenancy.querysets import TenantRule
from wagepay.enums import FailureReason, PaymentChannel, PaymentState
from wagepay.models.scoping import ProjectRowsQuerySet, money, plain_key


class PaymentLineQuerySet(ProjectRowsQuerySet):
    def outside(self) -> "PaymentLineQuerySet":
        """What did not go through the special account: allowances, cash, other accounts."""
        return self.exclude(channel=PaymentChannel.ACCOUNT)

    def failed(self) -> "PaymentLineQuerySet":
        return self.filter(state__in=[PaymentState.FAILED, PaymentState.RETURNED])


class PaymentLine(TenantModel):
    """One transfer to one person for a wage month, with its final outcome. Partitioned by wage month.

    ``line_key`` tells transfers of the same person apart: the bank's own number where the receipt gives one, else day,
    amount and which of several equal ones. The same receipt again meets its own lines; a later return changes the line.
    """

    tenant: ClassVar[TenantRule] = TenantRule(region="region", project="project", person="person")

    pk = models.CompositePrimaryKey("month", "project_id", "person", "line_key")
    month = models.DateField("工资月份")
    project = plain_key("projects.Project", "项目")
    person = models.BinaryField("人员索引", max_length=16)
    line_key = models.BinaryField("交易键", max_length=16)
    region = plain_key("tenancy.Region", "辖区")
    employer = plain_key("tenancy.Organisation", "用人单位")
    uid = models.UUIDField("编号", default=uuid.uuid4, editable=False)
    amount = money("金额")
    paid_on = models.DateField("交易日期")
    state = models.CharField("结果", max_length=8, choices=PaymentState.choices)
    returned_on = models.DateField("退汇日期", null=True, blank=True)
    reason = models.CharField("银行原因", max_length=120, blank=True)
    reason_code = models.CharField("原因代码", max_length=10, choices=FailureReason.choices, blank=True, default="", db_default="")
    order_uid = models.UUIDField("代发指令", null=True, blank=True)
    channel = models.CharField("渠道", max_length=8, choices=PaymentChannel.choices, default=PaymentChannel.ACCOUNT)
    payee = models.CharField("收款户名", max_length=80, blank=True)
    card = EncryptedField("收款卡号", kind="bank_card", null=True, blank=True)
    card_index = BlindIndexField("收款卡号索引", source="card", null=True)
    is_other_card = models.BooleanField("非本人卡", default=False)
    reference = models.CharField("银行流水号", max_length=60, blank=True)
    # money outside the account that was entered by hand: how, by whom, and the paper that proves it
    note = models.CharField("说明", max_length=200, blank=True, default="", db_default="")
    recorded_by = models.CharField("登记人", max_length=80, blank=True, default="", db_default="")
    proof_uid = models.UUIDField("凭证", null=True, blank=True)
    upload_id = models.BigIntegerField("上传编号", null=True, blank=True)

    objects = PaymentLineQuerySet.as_manager()

    class Meta:
        verbose_name = "代发明细"
        verbose_name_plural = "代发明细"
        constraints = [models.CheckConstraint(condition=models.Q(amount__gte=0), name="paymentline_amount")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.paid_on} {self.amount}"
