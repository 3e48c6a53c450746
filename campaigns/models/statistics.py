"""Statistical tables and bulletins: computed from rows, frozen as they were sent."""

import uuid

from django.db import models
from django.db.models import Q

from campaigns.enums import BulletinState
from campaigns.models.campaign import Campaign
from portal.tenancy.models import TenantModel
from portal.tenancy.querysets import TenantRule


class TableCorrection(TenantModel):
    """A figure a person changed by hand, with the reason; the computed one stays visible beside it."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+", verbose_name="专项行动")
    row = models.CharField("行", max_length=20)
    column = models.PositiveSmallIntegerField("栏")
    difference = models.DecimalField("增减", max_digits=16, decimal_places=2)
    reason = models.CharField("理由", max_length=300)
    by = models.CharField("更正人", max_length=80)
    at = models.DateTimeField("更正时间")
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)

    class Meta:
        verbose_name = "统计更正"
        verbose_name_plural = "统计更正"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(column__range=(1, 17)), name="correction_column", violation_error_message="栏号应在 1 到 17 之间。"),
            models.CheckConstraint(condition=~Q(reason=""), name="correction_reason", violation_error_message="更正要写明理由。"),
        ]

    def __str__(self) -> str:
        return f"{self.row} {self.column}"


class StatisticalReturn(TenantModel):
    """A version of the table as it was sent: cells in persons and yuan, with the checks of that moment."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+", verbose_name="专项行动")
    version = models.PositiveSmallIntegerField("版次")
    as_of = models.DateField("截至日期")
    cells = models.JSONField("数据")
    frozen_at = models.DateTimeField("上报时间")
    frozen_by = models.CharField("上报人", max_length=80)

    class Meta:
        verbose_name = "统计表上报"
        verbose_name_plural = "统计表上报"
        ordering = ["campaign", "-version"]
        constraints = [models.UniqueConstraint(fields=["campaign", "region", "version"], name="return_version_once")]

    def __str__(self) -> str:
        return f"{self.campaign} 第 {self.version} 版"


class WeeklyProgressBulletin(TenantModel):
    """周调度通报 of one jurisdiction for one ISO week, rendered by a job from frozen figures."""

    tenant = TenantRule(region="region", downward=True)

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    week = models.CharField("周", max_length=8)
    figures = models.JSONField("数据", default=dict)
    state = models.CharField("状态", max_length=10, choices=BulletinState.choices, default=BulletinState.PENDING)
    pdf = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="文件")
    job_uid = models.UUIDField("任务", null=True, blank=True)
    made_at = models.DateTimeField("生成时间", null=True, blank=True)
    made_by = models.CharField("生成人", max_length=80, blank=True)

    class Meta:
        verbose_name = "周调度通报"
        verbose_name_plural = "周调度通报"
        ordering = ["-week", "-id"]
        constraints = [models.UniqueConstraint(fields=["region", "week"], name="bulletin_once")]

    def __str__(self) -> str:
        return self.week
