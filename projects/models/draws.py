"""双随机: a draw that anybody can repeat from its frozen list and its published seed."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from portal.tenancy.models import TenantModel
from projects.inspections.enums import DrawKind, DrawState


class DoubleRandomDraw(TenantModel):
    """First the list is frozen and its digest shown, then a seed nobody could know is entered, then code picks: never another order."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField("抽取编号", max_length=40, unique=True, editable=False)
    title = models.CharField("名称", max_length=120)
    kind = models.CharField("类别", max_length=16, choices=DrawKind.choices)
    state = models.CharField("状态", max_length=8, choices=DrawState.choices, default=DrawState.FROZEN)
    plan = models.ForeignKey("projects.InspectionPlan", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="检查计划")
    targets = models.JSONField("抽取名单")
    officers = models.JSONField("人员名单", default=list, blank=True)
    shares = models.JSONField("分层比例")
    team_size = models.PositiveSmallIntegerField("每组人数", default=2)
    algorithm = models.PositiveSmallIntegerField("算法版本", default=1)
    digest = models.CharField("名单校验值", max_length=64)
    frozen_by = models.CharField("固定人", max_length=80)
    frozen_at = models.DateTimeField("固定时间")
    seed = models.CharField("种子", max_length=120, blank=True)
    seed_source = models.CharField("种子来源", max_length=200, blank=True)
    result = models.JSONField("抽取结果", null=True, blank=True)
    # Officers who stepped back after the draw, in the order they said so; each is replaced by the next of the published order.
    recusals = models.JSONField("回避登记", default=list, blank=True, db_default=models.Value([], models.JSONField()))
    drawn_by = models.CharField("抽取人", max_length=80, blank=True)
    drawn_at = models.DateTimeField("抽取时间", null=True, blank=True)

    class Meta:
        verbose_name = "随机抽取"
        verbose_name_plural = "随机抽取"
        ordering = ["-frozen_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=DrawState.FROZEN) | (~Q(seed="") & Q(result__isnull=False)),
                name="draw_has_a_seed",
                violation_error_message="抽取要有种子和结果。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.name}）"

    def get_absolute_url(self) -> str:
        return reverse("draw", args=[self.uid])
