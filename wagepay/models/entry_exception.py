"""Debits of the special account whose other side is nobody who works on the site."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from portal.tenancy.models.base import TenantModel
from portal.tenancy.querysets import TenantRule
from wagepay.enums import WITH_PAPER, ExceptionGround, ExceptionKind
from wagepay.models.explained import Explained, ExplainedRows
from wagepay.models.scoping import AccountEntryQuerySet, money


class EntryExceptionQuerySet(ExplainedRows, AccountEntryQuerySet):
    """What waits, within what the actor sees of the account."""


class EntryException(Explained, TenantModel):
    """专户异常支出: one debit that paid nobody of the roster. With its ground and signature it is a row of the exception list (53号文 第七条).

    The line itself is told apart by (project, month, line_key); its figures are copied, so that the row says later what it said then.
    """

    tenant: ClassVar[TenantRule] = TenantRule(region="region", project="project")

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="+", verbose_name="项目")
    account = models.ForeignKey("projects.SpecialWageAccount", models.PROTECT, related_name="+", verbose_name="专用账户")
    month = models.DateField("记账月份")
    line_key = models.BinaryField("交易键", max_length=16)
    kind = models.CharField("异常", max_length=8, choices=ExceptionKind.choices)
    booked_on = models.DateField("记账日期")
    amount = money("金额")
    counterparty = models.CharField("对方户名", max_length=120, blank=True)
    summary = models.CharField("摘要", max_length=200, blank=True)
    found_on = models.DateField("发现日期")
    ground = models.CharField("事由", max_length=12, choices=ExceptionGround.choices, blank=True)
    approval = models.CharField("批准文件、依据", max_length=120, blank=True)
    proof_uid = models.UUIDField("凭证", null=True, blank=True)

    objects = EntryExceptionQuerySet.as_manager()

    class Meta:
        verbose_name = "专户异常支出"
        verbose_name_plural = "专户异常支出"
        ordering = ["-booked_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "month", "line_key"], name="entryexception_once"),
            models.CheckConstraint(
                condition=~Q(ground__in=WITH_PAPER) | ~Q(approval=""), name="entryexception_paper", violation_error_message="这种事由要写明批准文件或依据。"
            ),
        ]
        indexes = [models.Index(fields=["region", "state", "-booked_on"], name="entryexception_region_state")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.booked_on}"
