"""What the other side says of a warning: the enterprise justifies, affected workers are asked."""

import datetime as dt
import uuid

from django.db import models

from earlywarning.enums import JustificationState
from earlywarning.models.warning import EarlyWarning
from portal.accounts.enums import ENTERPRISE
from portal.tenancy.models import Organisation, TenantModel
from portal.tenancy.querysets import TenantRule
from portal.tenancy.scope import Actor
from projects.models.base import ProjectRowQuerySet


class JustificationQuerySet(ProjectRowQuerySet):
    def visible_to(self, actor: Actor) -> "JustificationQuerySet":
        """A firm reads its own words."""
        found = super().visible_to(actor)
        return found.filter(organisation=actor.organisation_id) if actor.role in ENTERPRISE else found


class Justification(TenantModel):
    """企业申辩: what a firm says against a warning, with its evidence, within the tenant's days."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    warning = models.ForeignKey(EarlyWarning, models.PROTECT, related_name="+", verbose_name="预警")
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="+", verbose_name="项目")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="申辩单位")
    text = models.TextField("申辩内容")
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="证据")
    at = models.DateTimeField("提交时间")
    by = models.CharField("提交人", max_length=80)
    is_late = models.BooleanField("超过申辩期限", default=False)
    state = models.CharField("状态", max_length=10, choices=JustificationState.choices, default=JustificationState.SUBMITTED)
    decided_at = models.DateTimeField("复核时间", null=True, blank=True)
    decided_by = models.CharField("复核人", max_length=80, blank=True)
    opinion = models.TextField("复核意见", blank=True)

    objects = JustificationQuerySet.as_manager()

    tenant = TenantRule(region="region", project="project")

    class Meta:
        verbose_name = "企业申辩"
        verbose_name_plural = "企业申辩"
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["warning"], name="justification_warning")]

    def __str__(self) -> str:
        return f"{self.organisation} {self.at:%Y-%m-%d}"


class WorkerQuestion(TenantModel):
    """向工友核实: one affected worker was asked, by a link to his own page, whether his month is paid. His answer is his own word there."""

    warning = models.ForeignKey(EarlyWarning, models.PROTECT, related_name="+", verbose_name="预警")
    person = models.BinaryField("人员索引", max_length=16)
    masked_name = models.CharField("姓名", max_length=20)
    month = models.DateField("工资月份")
    asked_at = models.DateTimeField("询问时间")
    due_on = models.DateField("答复期限")
    by = models.CharField("询问人", max_length=80)
    was_reached = models.BooleanField("已发短信", default=False)

    class Meta:
        verbose_name = "向工友核实"
        verbose_name_plural = "向工友核实"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["warning", "person", "month"], name="worker_question_once")]

    def __str__(self) -> str:
        return self.masked_name

    def is_silent(self, on: dt.date) -> bool:
        """Whether his days are over; asked only of those who have not answered."""
        return on > self.due_on
