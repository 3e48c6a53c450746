"""What inspections found wrong, and its way to 销号."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from portal.accounts.enums import ENTERPRISE, WITHOUT_PROJECTS, Role
from portal.documents.models import StoredFile
from portal.tenancy.models import Organisation, TenantModel
from portal.tenancy.querysets import TenantQuerySet, TenantRule
from portal.tenancy.scope import Actor
from projects.inspections.enums import FindingState, LookBackResult, StepKind
from projects.inspections.workflow import FINDING_MOVES
from projects.models.inspections import SiteInspection

UNCLEARED = (FindingState.OPEN, FindingState.SUBMITTED)


class FindingQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "FindingQuerySet":
        """The firm its own; officials as they see the inspection."""
        rows = super().visible_to(actor)
        if actor.role in ENTERPRISE:
            return rows.filter(enterprise=actor.enterprise_id)
        if actor.role == Role.DEPARTMENT:
            return rows.filter(project__industry__in=sorted(actor.industries))
        if actor.role == Role.GRID:
            townships = sorted(actor.townships)
            return rows.filter(Q(inspection__employer__township_id__in=townships) | Q(project__township_id__in=townships))
        return rows.none() if actor.role in WITHOUT_PROJECTS else rows

    def uncleared(self) -> "FindingQuerySet":
        return self.filter(state__in=UNCLEARED)

    def overdue(self, on: dt.date) -> "FindingQuerySet":
        """Past their day and still waiting for the firm."""
        return self.filter(state=FindingState.OPEN, rectify_by__lt=on)

    def to_look_back(self) -> "FindingQuerySet":
        """Drawn for a second look that has not been taken."""
        return self.filter(state=FindingState.CLEARED, look_back_by__isnull=False, looked_back_on__isnull=True)


class InspectionFinding(TenantModel):
    """One problem of one firm: 限期整改 with a day, evidence, re-check, 销号; a sample is looked at again later."""

    tenant = TenantRule(region="region", enterprise="enterprise")
    moves = FINDING_MOVES
    entered_otherwise = ("on_spot",)  # mended before the officers left: it has no day and no order
    state_field = "state"

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    inspection = models.ForeignKey(SiteInspection, models.PROTECT, related_name="+", verbose_name="行政检查")
    enterprise = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="被检查单位")
    project = models.ForeignKey("projects.Project", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="项目")
    number = models.PositiveSmallIntegerField("项次")
    item = models.CharField("检查项目", max_length=80)
    text = models.CharField("问题", max_length=500)
    law = models.CharField("依据", max_length=200, blank=True)
    state = models.CharField("状态", max_length=12, choices=FindingState.choices, default=FindingState.OPEN)
    found_on = models.DateField("查出日期")
    rectify_by = models.DateField("整改期限", null=True, blank=True)
    cleared_on = models.DateField("销号日期", null=True, blank=True)
    look_back_by = models.DateField("回头看期限", null=True, blank=True)
    looked_back_on = models.DateField("回头看日期", null=True, blank=True)
    look_back_result = models.CharField("回头看结果", max_length=10, choices=LookBackResult.choices, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = "检查发现的问题"
        verbose_name_plural = "检查发现的问题"
        ordering = ["rectify_by", "id"]
        indexes = [
            models.Index(fields=["region", "state", "rectify_by"], name="check_finding_state"),
            models.Index(fields=["enterprise", "state"], name="check_finding_firm"),
            models.Index(fields=["inspection"], name="check_finding_check"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=FindingState.ON_SPOT) | Q(rectify_by__isnull=False), name="finding_has_a_day", violation_error_message="限期整改要有期限。"
            ),
            models.CheckConstraint(
                condition=~Q(state=FindingState.CLEARED) | Q(cleared_on__isnull=False),
                name="finding_cleared_is_dated",
                violation_error_message="销号要有日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}：{self.text}"[:80]

    def get_absolute_url(self) -> str:
        return reverse("finding", args=[self.uid])

    def is_overdue(self, on: dt.date) -> bool:
        return self.state == FindingState.OPEN and self.rectify_by is not None and self.rectify_by < on


class FindingStep(TenantModel):
    """What was done about a finding, added to only: the evidence, the re-check, the second look."""

    tenant = TenantRule(region="region", enterprise="enterprise")

    finding = models.ForeignKey(InspectionFinding, models.PROTECT, related_name="+", verbose_name="问题")
    enterprise = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="被检查单位")
    kind = models.CharField("办理", max_length=12, choices=StepKind.choices)
    text = models.CharField("说明", max_length=500, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="佐证")
    by = models.CharField("办理人", max_length=80)
    at = models.DateTimeField("办理时间")

    class Meta:
        verbose_name = "整改办理"
        verbose_name_plural = "整改办理"
        ordering = ["finding", "id"]
        indexes = [models.Index(fields=["finding"], name="check_finding_step")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d}"
