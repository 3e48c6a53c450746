"""Figures that a level of government sets; code declares the keys, rows hold values with their source."""

import datetime as dt

from django.db import models
from django.db.models import F, Q

from portal.tenancy.enums import Certainty
from portal.tenancy.models.region import Region


class PolicyRowQuerySet(models.QuerySet):
    def in_force(self, on: dt.date) -> "PolicyRowQuerySet":
        return self.filter(valid_from__lte=on).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on))


class PolicyRow(models.Model):
    """One value of one key for one region from a date, with the document it comes from."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="辖区")
    key = models.CharField("参数", max_length=80)
    value = models.JSONField("值", null=True, blank=True)
    source = models.CharField("依据文件", max_length=200)
    certainty = models.CharField("确定度", max_length=1, choices=Certainty.choices, default=Certainty.TEXT)
    valid_from = models.DateField("生效日期")
    valid_to = models.DateField("失效日期", null=True, blank=True)
    reason = models.CharField("设置理由", max_length=200, blank=True, default="", db_default="")
    recorded_by = models.CharField("录入人", max_length=80, blank=True)
    recorded_at = models.DateTimeField("录入时间", auto_now_add=True)

    objects = PolicyRowQuerySet.as_manager()

    class Meta:
        verbose_name = "政策参数"
        verbose_name_plural = "政策参数"
        ordering = ["key", "region", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["region", "key", "valid_from"], name="policy_once_a_day"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="policy_dates", violation_error_message="失效日期应晚于生效日期。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}@{self.region_id}"
