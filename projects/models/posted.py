"""What higher floors post down to a project: facts that feed the lamps, holds that stop closing."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import Q

from portal.accounts.enums import ENTERPRISE
from portal.lib.show import local_date
from portal.tenancy.scope import Actor
from projects.enums import HoldKind
from projects.models.base import ProjectRow, ProjectRowQuerySet

OFFICIAL_ITEMS = ("open_case", "arrears_records")  # an enterprise learns of a case by its papers, not from a figure


class FactQuerySet(ProjectRowQuerySet):
    def visible_to(self, actor: Actor) -> "FactQuerySet":
        rows = super().visible_to(actor)
        return rows.exclude(item__in=OFFICIAL_ITEMS) if actor.role in ENTERPRISE else rows


class Fact(ProjectRow):
    """The current value of one item of one project; the shapes of the values stand in ``projects.facts``."""

    item = models.CharField("事项", max_length=30)
    value = models.JSONField("值")
    on = models.DateField("截至")
    source = models.CharField("来源", max_length=120)

    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = "项目事实"
        verbose_name_plural = "项目事实"
        ordering = ["project", "item"]
        constraints = [models.UniqueConstraint(fields=["project", "item"], name="fact_once")]
        indexes = [models.Index(fields=["region", "item"], name="fact_region_item")]

    def __str__(self) -> str:
        return f"{self.item} {self.on}"


class HoldQuerySet(ProjectRowQuerySet):
    def in_force(self, at: dt.datetime) -> "HoldQuerySet":
        """Not lifted and not run out."""
        return self.filter(lifted_at__isnull=True).filter(Q(until__isnull=True) | Q(until__gte=local_date(at)))


class Hold(ProjectRow):
    """Why the project cannot be closed, refunded or called settled now; lifted by the one who placed it."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("类别", max_length=20, choices=HoldKind.choices)
    source_type = models.CharField("来源类别", max_length=60)
    source_uid = models.CharField("来源编号", max_length=60)
    reason = models.CharField("原因", max_length=200)
    placed_at = models.DateTimeField("设置时间")
    until = models.DateField("到期", null=True, blank=True)
    lifted_at = models.DateTimeField("解除时间", null=True, blank=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        verbose_name = "项目限制"
        verbose_name_plural = "项目限制"
        ordering = ["project", "id"]
        indexes = [models.Index(fields=["region", "project"], name="hold_region_project")]
        constraints = [
            models.UniqueConstraint(fields=["project", "kind", "source_uid"], condition=Q(lifted_at__isnull=True), name="hold_once"),
        ]

    def __str__(self) -> str:
        return self.reason
