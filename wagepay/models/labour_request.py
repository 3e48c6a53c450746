"""人工费追加: more people work than the cycle's sum pays for, the contractor asks the owner to add (53号文 第十三条)."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from portal.tenancy.models.base import TenantModel
from portal.tenancy.querysets import TenantRule
from wagepay.enums_funding import RequestState
from wagepay.models.scoping import AccountRowsQuerySet, money
from wagepay.workflow_funding import REQUEST_MOVES


class LabourCostRequest(TenantModel):
    """One request for one cycle; what the owner grants is added to what the cycle owes."""

    tenant: ClassVar[TenantRule] = TenantRule(region="region", project="project")
    moves = REQUEST_MOVES
    state_field = "state"

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="+", verbose_name="项目")
    month = models.DateField("周期月份")
    amount = money("申请追加")
    reason = models.CharField("原因", max_length=300)
    state = models.CharField("状态", max_length=10, choices=RequestState.choices, default=RequestState.ASKED)
    granted = money("核准追加", null=True, blank=True)
    answer = models.CharField("答复", max_length=300, blank=True)
    asked_by = models.CharField("申请人", max_length=80)
    asked_at = models.DateTimeField("申请时间")
    decided_by = models.CharField("答复人", max_length=80, blank=True)
    decided_at = models.DateTimeField("答复时间", null=True, blank=True)

    objects = AccountRowsQuerySet.as_manager()

    class Meta:
        verbose_name = "人工费追加申请"
        verbose_name_plural = "人工费追加申请"
        ordering = ["-month", "-id"]
        indexes = [models.Index(fields=["region", "state"], name="labourrequest_region_state"), models.Index(fields=["project"], name="labourrequest_project")]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "month"],
                condition=Q(state=RequestState.ASKED),
                name="labourrequest_open",
                violation_error_message="这个周期已有一份申请等建设单位核准。",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="labourrequest_amount", violation_error_message="申请追加的金额要大于 0。"),
            models.CheckConstraint(condition=Q(granted__isnull=True) | Q(granted__gt=0), name="labourrequest_granted"),
            models.CheckConstraint(condition=Q(month__day=1), name="labourrequest_month"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.amount}"
