"""The special wage account: its flows, and the labour cost that was due and came."""

import uuid
from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q

from portal.lib.fields import BlindIndexField, EncryptedField
from portal.tenancy.models.base import TenantModel
from portal.tenancy.querysets import TenantRule
from wagepay.enums import EntryDirection, EntryKind
from wagepay.models.scoping import AccountEntryQuerySet, AccountRowsQuerySet, money, plain_key


class AccountEntry(TenantModel):
    """专户流水: one booked line of the account's statement. Partitioned by the month of booking."""

    tenant: ClassVar[TenantRule] = TenantRule(region="region", project="project")

    pk = models.CompositePrimaryKey("month", "project_id", "line_key")
    month = models.DateField("记账月份")
    project = plain_key("projects.Project", "项目")
    line_key = models.BinaryField("交易键", max_length=16)
    account = plain_key("projects.SpecialWageAccount", "专用账户")
    region = plain_key("tenancy.Region", "辖区")
    uid = models.UUIDField("编号", default=uuid.uuid4, editable=False)
    booked_on = models.DateField("记账日期")
    direction = models.CharField("方向", max_length=3, choices=EntryDirection.choices)
    kind = models.CharField("性质", max_length=12, choices=EntryKind.choices)
    amount = money("金额")
    balance = money("余额", null=True, blank=True)
    counterparty = models.CharField("对方户名", max_length=120, blank=True)
    counterparty_number = EncryptedField("对方账号", kind="bank_card", null=True, blank=True)
    counterparty_index = BlindIndexField("对方账号索引", source="counterparty_number", null=True)
    summary = models.CharField("摘要", max_length=200, blank=True)
    reference = models.CharField("银行流水号", max_length=60, blank=True)
    upload_id = models.BigIntegerField("上传编号", null=True, blank=True)
    batch_id = models.BigIntegerField("代发批次", null=True, blank=True)  # the batch this debit paid

    objects = AccountEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "专户流水"
        verbose_name_plural = "专户流水"
        constraints = [models.CheckConstraint(condition=models.Q(amount__gt=0), name="accountentry_amount")]
        indexes = [models.Index(fields=["project", "booked_on"], name="accountentry_project")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.booked_on} {self.amount}"


class LabourCostCycle(TenantModel):
    """人工费用拨付周期: what the owner had to transfer for a cycle, by when, and what arrived (条例24、29).

    Transfers are set against the cycles in the order of their due dates. An empty ``due_amount`` means that
    nobody recorded what was due: then lateness cannot be computed.
    """

    tenant: ClassVar[TenantRule] = TenantRule(region="region", project="project")

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="+", verbose_name="项目")
    month = models.DateField("周期月份")
    due_amount = money("应拨人工费", null=True, blank=True)
    due_on = models.DateField("约定拨付日期", null=True, blank=True)
    transferred = money("已拨人工费", default=0)
    full_on = models.DateField("足额到账日期", null=True, blank=True)
    source = models.CharField("依据", max_length=120, blank=True)
    upload_id = models.BigIntegerField("上传编号", null=True, blank=True)

    objects = AccountRowsQuerySet.as_manager()

    class Meta:
        verbose_name = "人工费用拨付周期"
        verbose_name_plural = "人工费用拨付周期"
        ordering = ["project", "month"]
        constraints = [
            models.UniqueConstraint(fields=["project", "month"], name="labourcostcycle_once"),
            models.CheckConstraint(
                condition=Q(due_amount__isnull=True) | Q(due_amount__gte=0), name="labourcostcycle_due", violation_error_message="应拨人工费不能是负数。"
            ),
        ]
        indexes = [
            models.Index(fields=["region", "due_on"], name="labourcostcycle_region_due"),
            # What the rules ask each night: months without a cycle, and cycles that are not paid in full.
            models.Index(fields=["month", "project", "region"], name="labourcostcycle_months"),
            models.Index(fields=["full_on"], name="labourcostcycle_full_on"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.month:%Y-%m}"

    @property
    def lacking(self) -> Decimal | None:
        """What has still to come; none where nobody recorded what was due."""
        return self.due_amount - self.transferred if self.due_amount is not None else None
