"""The incident switch: full numbers and exports of a tenant, or of all, are stopped until somebody lifts it."""

import uuid

from django.db import models
from django.db.models import Q

from portal.tenancy.models import Region


class FreezeQuerySet(models.QuerySet):
    def in_force(self) -> "FreezeQuerySet":
        return self.filter(ended_at__isnull=True)


class Freeze(models.Model):
    """数据停用. ``region`` is the node with everything below it; none is the whole installation."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="辖区")
    reason = models.CharField("原因", max_length=200)
    begun_by = models.CharField("停用人", max_length=80)
    begun_at = models.DateTimeField("停用时间")
    ended_by = models.CharField("恢复人", max_length=80, blank=True)
    ended_at = models.DateTimeField("恢复时间", null=True, blank=True)
    end_reason = models.CharField("恢复依据", max_length=200, blank=True)
    sessions_ended = models.PositiveIntegerField("结束的登录", default=0)

    objects = FreezeQuerySet.as_manager()

    class Meta:
        verbose_name = "数据停用"
        verbose_name_plural = "数据停用"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["region"], condition=Q(ended_at__isnull=True), name="freeze_once", nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return self.region.name if self.region_id else "全部租户"
