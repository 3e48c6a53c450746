"""Titles of projects: the county nominates on its own rows, the city decides on its own."""

import uuid

from django.db import models

from campaigns.enums import DecisionKind, NominationState, TitleKind
from campaigns.models.campaign import Campaign
from portal.tenancy.models import TenantModel
from portal.tenancy.querysets import TenantRule


class TitleNomination(TenantModel):
    """A county's nomination of one project, with the checks as they stood that day."""

    tenant = TenantRule(region="region", project="project", project_writes=False)

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+", verbose_name="专项行动")
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="+", verbose_name="项目")
    kind = models.CharField("称号", max_length=16, choices=TitleKind.choices, default=TitleKind.SAFE_WAGE)
    state = models.CharField("状态", max_length=12, choices=NominationState.choices, default=NominationState.NOMINATED)
    checks = models.JSONField("准入核验", default=list)
    note = models.TextField("申报说明", blank=True)
    nominated_on = models.DateField("申报日期")
    nominated_by = models.CharField("申报人", max_length=80)

    class Meta:
        verbose_name = "称号申报"
        verbose_name_plural = "称号申报"
        ordering = ["-nominated_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "project", "kind"], name="nomination_once", violation_error_message="这个项目已申报过这个称号。")
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.get_kind_display()}"


class TitleDecision(TenantModel):
    """The city's decision on a nomination; the newest one counts."""

    tenant = TenantRule(region="region", downward=True)

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+", verbose_name="专项行动")
    nomination_uid = models.UUIDField("申报")
    project_id = models.BigIntegerField("项目")
    kind = models.CharField("决定", max_length=10, choices=DecisionKind.choices)
    score = models.DecimalField("得分", max_digits=5, decimal_places=1, null=True, blank=True)
    on = models.DateField("决定日期")
    by = models.CharField("决定人", max_length=80)
    reason = models.TextField("理由", blank=True)

    class Meta:
        verbose_name = "称号决定"
        verbose_name_plural = "称号决定"
        ordering = ["-id"]
        indexes = [models.Index(fields=["nomination_uid", "-id"], name="title_decision_newest")]

    def __str__(self) -> str:
        return self.get_kind_display()
