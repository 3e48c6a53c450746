"""What a tenant changes of the table of rights: one verb of one role, by a document, from and until a day."""

import datetime as dt
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from portal.accounts.enums import Effect, Role
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor


class RightAdjustmentQuerySet(models.QuerySet):
    def in_force(self, on: dt.date) -> "RightAdjustmentQuerySet":
        """Confirmed by the second person, begun, neither ended nor run out."""
        return self.filter(confirmed_at__isnull=False, ended_at__isnull=True, valid_from__lte=on).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))

    def standing(self) -> "RightAdjustmentQuerySet":
        """Proposed or confirmed, and not ended."""
        return self.filter(ended_at__isnull=True)

    def visible_to(self, actor: Actor) -> "RightAdjustmentQuerySet":
        """Those of one's own regions and of the tenants above, which hold here too."""
        return self.filter(region_id__in=sorted(actor.scope.read_regions | actor.scope.above_regions))


class RightAdjustment(models.Model):
    """权限调整: proposed by the administrator, in force once the security officer has confirmed it. Rows are never deleted."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="辖区")
    role = models.CharField("角色", max_length=16, choices=Role.choices)
    verb = models.CharField("权限", max_length=80)
    effect = models.CharField("调整", max_length=10, choices=Effect.choices)
    reason = models.CharField("理由", max_length=200)
    document = models.CharField("依据文件", max_length=200)
    valid_from = models.DateField("生效日期")
    valid_to = models.DateField("失效日期", null=True, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="提出人")
    proposed_at = models.DateTimeField("提出时间")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="确认人")
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)
    ended_by = models.CharField("终止人", max_length=80, blank=True)
    ended_at = models.DateTimeField("终止时间", null=True, blank=True)
    ended_reason = models.CharField("终止原因", max_length=200, blank=True)

    objects = RightAdjustmentQuerySet.as_manager()

    class Meta:
        verbose_name = "权限调整"
        verbose_name_plural = "权限调整"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "role", "verb"],
                condition=Q(ended_at__isnull=True),
                name="adjustment_once",
                violation_error_message="这个角色的这项权限已有一条没有终止的调整，请先终止。",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="adjustment_dates",
                violation_error_message="失效日期不能早于生效日期。",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")),
                name="adjustment_two_people",
                violation_error_message="确认人不能是提出人。",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True) | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="adjustment_confirmed",
            ),
        ]
        indexes = [models.Index(fields=["role", "region"], condition=Q(ended_at__isnull=True), name="adjustment_in_force")]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.get_effect_display()} {self.verb}"

    def state(self, on: dt.date) -> str:
        """Where it stands: 待确认, 未到期 (begins later), 生效, 已失效, 已终止."""
        if self.ended_at is not None:
            return "已终止"
        if self.confirmed_at is None:
            return "待确认"
        if on < self.valid_from:
            return "待生效"
        return "已失效" if self.valid_to and on > self.valid_to else "生效"
