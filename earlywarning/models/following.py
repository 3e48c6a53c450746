"""What follows a warning: the look-back at what was cleared, and the projects under close watch."""

import uuid

from django.db import models
from django.db.models import Q

from earlywarning.enums import LookBackResult
from earlywarning.models.warning import EarlyWarning
from portal.tenancy.models import TenantModel
from portal.tenancy.querysets import TenantRule
from projects.models.base import ProjectRowQuerySet


class LookBack(TenantModel):
    """回头看: a cleared warning drawn to be looked at again some weeks later."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    warning = models.ForeignKey(EarlyWarning, models.PROTECT, related_name="+", verbose_name="预警")
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="+", verbose_name="项目")
    cleared_on = models.DateField("销号日期")
    due_on = models.DateField("回头看日期")
    result = models.CharField("结果", max_length=10, choices=LookBackResult.choices, blank=True)
    done_on = models.DateField("实际日期", null=True, blank=True)
    note = models.TextField("情况", blank=True)
    by = models.CharField("核查人", max_length=80, blank=True)
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="佐证")

    objects = ProjectRowQuerySet.as_manager()

    class Meta:
        verbose_name = "回头看"
        verbose_name_plural = "回头看"
        ordering = ["due_on", "id"]
        constraints = [models.UniqueConstraint(fields=["warning", "cleared_on"], name="look_back_once")]
        indexes = [models.Index(fields=["region", "due_on"], name="look_back_due")]

    def __str__(self) -> str:
        return f"{self.warning} {self.due_on}"


class FocusProject(TenantModel):
    """重点监控: a project of great risk, with its plan, who answers for it and by when (方案、责任主体、时限)."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="+", verbose_name="项目")
    reason = models.TextField("列入原因")
    plan = models.TextField("处置方案")
    responsible = models.CharField("责任人", max_length=80)
    unit = models.CharField("责任单位", max_length=120)
    due_on = models.DateField("时限")
    opened_on = models.DateField("列入日期")
    opened_by = models.CharField("列入人", max_length=80)
    closed_on = models.DateField("移出日期", null=True, blank=True)
    closed_by = models.CharField("移出人", max_length=80, blank=True)
    outcome = models.TextField("移出理由", blank=True)

    objects = ProjectRowQuerySet.as_manager()

    tenant = TenantRule(region="region")

    class Meta:
        verbose_name = "重点监控项目"
        verbose_name_plural = "重点监控项目"
        ordering = ["due_on", "id"]
        constraints = [models.UniqueConstraint(fields=["project"], condition=Q(closed_on__isnull=True), name="focus_project_once")]

    def __str__(self) -> str:
        return str(self.project)
