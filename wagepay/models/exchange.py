"""What a platform above has got of a project's rows, and what it said."""

import uuid
from typing import ClassVar

from django.db import models

from portal.tenancy.models.base import TenantModel
from portal.tenancy.querysets import TenantRule
from wagepay.enums import ExchangeStanding
from wagepay.models.scoping import AccountRowsQuerySet


class ExchangeRow(TenantModel):
    """上报状态: one row of one object on one platform; ``digest`` is the keyed hash of what was sent, so that a later change is seen."""

    tenant: ClassVar[TenantRule] = TenantRule(region="region", project="project")

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="+", verbose_name="项目")
    platform = models.CharField("目标平台", max_length=20)
    kind = models.CharField("对象", max_length=12)
    row_key = models.CharField("行编号", max_length=80)
    standing = models.CharField("上报状态", max_length=10, choices=ExchangeStanding.choices, default=ExchangeStanding.SENT)
    digest = models.BinaryField("内容散列", max_length=16)
    sent_at = models.DateTimeField("上报时间")
    sent_by = models.CharField("登记人", max_length=80)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    reason = models.CharField("退回原因", max_length=200, blank=True)
    their_number = models.CharField("平台编号", max_length=60, blank=True)

    objects = AccountRowsQuerySet.as_manager()

    class Meta:
        verbose_name = "上报记录"
        verbose_name_plural = "上报记录"
        ordering = ["project", "platform", "kind", "row_key"]
        constraints = [models.UniqueConstraint(fields=["project", "platform", "kind", "row_key"], name="exchangerow_once")]
        indexes = [models.Index(fields=["region"], name="exchangerow_region")]

    def __str__(self) -> str:
        return f"{self.platform} {self.kind}"
