"""What another platform or a person said about a project; several words on one cause are one warning."""

import uuid

from django.db import models
from django.db.models import Q

from earlywarning.enums import WarningLevel, WarningSource
from earlywarning.models.warning import EarlyWarning
from portal.accounts.enums import ENTERPRISE
from portal.tenancy.models import Organisation, TenantModel
from portal.tenancy.querysets import TenantRule
from portal.tenancy.scope import Actor
from projects.models.base import ProjectRowQuerySet


class ReportQuerySet(ProjectRowQuerySet):
    def visible_to(self, actor: Actor) -> "ReportQuerySet":
        """Officials what their role shows them; a firm or a bank what it said itself, and nobody else's word."""
        found = super().visible_to(actor)
        return found.filter(organisation=actor.organisation_id) if actor.role in ENTERPRISE else found

    def of_platforms(self) -> "ReportQuerySet":
        return self.filter(source=WarningSource.IMPORTED)


class WarningReport(TenantModel):
    """One pushed or raised word on a warning, kept as it was given; written once but for the answer that went back."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    warning = models.ForeignKey(EarlyWarning, models.PROTECT, related_name="+", verbose_name="预警")
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="+", verbose_name="项目")
    source = models.CharField("来源", max_length=10, choices=WarningSource.choices)
    platform = models.CharField("平台", max_length=40, blank=True)
    number = models.CharField("平台编号", max_length=60, blank=True)
    level = models.CharField("上报级别", max_length=8, choices=WarningLevel.choices)
    title = models.CharField("事项", max_length=80)
    text = models.TextField("情况")
    on = models.DateField("上报日期")
    at = models.DateTimeField("登记时间")
    by = models.CharField("上报人", max_length=80)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="上报单位")
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="附件")
    answered_at = models.DateTimeField("反馈平台时间", null=True, blank=True)
    answered_by = models.CharField("反馈人", max_length=80, blank=True)

    objects = ReportQuerySet.as_manager()

    tenant = TenantRule(region="region", project="project", project_writes=False)

    class Meta:
        verbose_name = "预警上报"
        verbose_name_plural = "预警上报"
        ordering = ["-on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "platform", "number"], condition=~Q(number=""), name="warning_report_number_once"),
        ]
        indexes = [models.Index(fields=["warning"], name="warning_report_warning"), models.Index(fields=["region", "-on"], name="warning_report_region")]

    def __str__(self) -> str:
        return f"{self.platform} {self.number}".strip() or self.title
