"""节前预测: how likely a project is to end unpaid before 春节, as it was said on a day, and how it turned out."""

import uuid

from django.db import models

from earlywarning.enums import RiskGrade
from portal.tenancy.models import TenantModel
from portal.tenancy.querysets import TenantRule
from projects.models.base import ProjectRowQuerySet


class Forecast(TenantModel):
    """One forecast, kept as it was made: points, why, and between which points they may lie where data are missing."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="+", verbose_name="项目")
    on = models.DateField("预测日期")
    festival_on = models.DateField("春节")
    version = models.PositiveSmallIntegerField("评分表版本")
    points = models.PositiveSmallIntegerField("得分")
    least = models.PositiveSmallIntegerField("区间下限")
    most = models.PositiveSmallIntegerField("区间上限")
    grade = models.CharField("风险", max_length=8, choices=RiskGrade.choices)
    factors = models.JSONField("理由", default=list)
    people = models.PositiveIntegerField("涉及人数", null=True, blank=True)
    was_unpaid = models.BooleanField("节前仍有欠薪", null=True, blank=True)
    owed = models.DecimalField("节前欠付", max_digits=16, decimal_places=2, null=True, blank=True)
    settled_on = models.DateField("核对日期", null=True, blank=True)

    objects = ProjectRowQuerySet.as_manager()

    tenant = TenantRule(region="region")

    class Meta:
        verbose_name = "节前欠薪预测"
        verbose_name_plural = "节前欠薪预测"
        ordering = ["-on", "-points"]
        constraints = [models.UniqueConstraint(fields=["project", "on"], name="forecast_once")]
        indexes = [models.Index(fields=["region", "festival_on", "on"], name="forecast_region")]

    def __str__(self) -> str:
        return f"{self.project} {self.on}"
