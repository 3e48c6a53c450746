"""结账: the contractor's word that a month's wages are settled, with the receipt that later corrections cite."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from portal.tenancy.models.base import TenantModel
from portal.tenancy.querysets import TenantRule
from wagepay.enums import ClosingState
from wagepay.models.scoping import ProjectRowsQuerySet, money
from wagepay.workflow import CLOSING_MOVES


class MonthClosingQuerySet(ProjectRowsQuerySet):
    employer_path = None  # that a month is closed concerns every firm of the site

    def closed(self) -> "MonthClosingQuerySet":
        return self.filter(state=ClosingState.CLOSED)


class MonthClosing(TenantModel):
    """One closing of a project's month. Reopened with a reason it stays as a trace; the next closing is another row with another receipt."""

    tenant: ClassVar[TenantRule] = TenantRule(region="region", project="project")
    moves = CLOSING_MOVES
    state_field = "state"

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="+", verbose_name="项目")
    month = models.DateField("工资月份")
    state = models.CharField("状态", max_length=8, choices=ClosingState.choices, default=ClosingState.CLOSED)
    receipt_number = models.CharField("结账回执编号", max_length=40, unique=True)
    people = models.PositiveIntegerField("人数")
    net = money("实发合计")
    paid = money("代发合计")
    # What the days were when the month was closed: passages that come later are counted all the same, and the month says so.
    attended = models.PositiveIntegerField("结账时出勤人数", null=True, blank=True)
    attended_days = models.DecimalField("结账时工日", max_digits=12, decimal_places=2, null=True, blank=True)
    note = models.CharField("说明", max_length=500, blank=True, default="")
    closed_by = models.CharField("结账人", max_length=80)
    closed_at = models.DateTimeField("结账时间")
    reopened_by = models.CharField("重新开账人", max_length=80, blank=True, default="")
    reopened_at = models.DateTimeField("重新开账时间", null=True, blank=True)
    reason = models.CharField("重新开账的原因", max_length=500, blank=True, default="")

    objects = MonthClosingQuerySet.as_manager()

    class Meta:
        verbose_name = "月度结账"
        verbose_name_plural = "月度结账"
        ordering = ["-month", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "month"], condition=Q(state=ClosingState.CLOSED), name="monthclosing_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="monthclosing_month", violation_error_message="月份应为当月 1 日。"),
            models.CheckConstraint(
                condition=Q(state=ClosingState.CLOSED) | (Q(reopened_at__isnull=False) & ~Q(reason="")),
                name="monthclosing_reason",
                violation_error_message="重新开账要写明原因。",
            ),
        ]
        indexes = [
            models.Index(fields=["region", "month"], name="monthclosing_region"),
            models.Index(fields=["project", "month"], name="monthclosing_project"),
        ]

    def __str__(self) -> str:
        return self.receipt_number
