"""A campaign, its tasks and what the units below report."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from portal.tenancy.models import Organisation, Region, TenantModel
from portal.tenancy.querysets import TenantQuerySet, TenantRule


class CampaignQuerySet(TenantQuerySet):
    def running(self, on: dt.date) -> "CampaignQuerySet":
        return self.filter(starts_on__lte=on, ends_on__gte=on)


class Campaign(TenantModel):
    """专项行动 of one jurisdiction, started from a template; the regions below read it."""

    tenant = TenantRule(region="region", downward=True)

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField("编号", max_length=40, unique=True)
    template = models.CharField("模板", max_length=40)
    name = models.CharField("名称", max_length=120)
    document_number = models.CharField("文号", max_length=60, blank=True)
    document_on = models.DateField("印发日期", null=True, blank=True)
    basis = models.CharField("依据", max_length=300, blank=True)
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    stages = models.JSONField("阶段", default=list, blank=True)
    goals = models.JSONField("目标", default=dict, blank=True)
    report_due_on = models.DateField("总结报送期限", null=True, blank=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = "专项行动"
        verbose_name_plural = "专项行动"
        ordering = ["-starts_on", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="campaign_dates", violation_error_message="结束日期不能早于开始日期。"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("campaign", args=[self.code])

    def stage_on(self, on: dt.date) -> str:
        """未开始, 进行中 or 已结束: a matter of the day, kept nowhere."""
        return "未开始" if on < self.starts_on else "已结束" if on > self.ends_on else "进行中"


class CampaignTask(TenantModel):
    """What one unit (a county, a department) must do or hand in by a day, with the clause of the notice."""

    tenant = TenantRule(region="region", downward=True)

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+", verbose_name="专项行动")
    title = models.CharField("任务", max_length=160)
    clause = models.CharField("条款", max_length=80, blank=True)
    owner_region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任辖区")
    owner = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任单位")
    due_on = models.DateField("期限", null=True, blank=True)

    class Meta:
        verbose_name = "行动任务"
        verbose_name_plural = "行动任务"
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return self.title


class TaskReport(TenantModel):
    """What the responsible unit handed in for a task; the region is the unit's own."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    task = models.ForeignKey(CampaignTask, models.PROTECT, related_name="+", verbose_name="任务")
    on = models.DateField("报送日期")
    by = models.CharField("报送人", max_length=80)
    text = models.TextField("报送内容")
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="附件")

    class Meta:
        verbose_name = "任务报送"
        verbose_name_plural = "任务报送"
        ordering = ["-on", "-id"]
        constraints = [models.UniqueConstraint(fields=["task", "region"], name="task_report_once", violation_error_message="这项任务已报送。")]

    def __str__(self) -> str:
        return f"{self.task}"
