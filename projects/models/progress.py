"""What the owner owed and paid for works done (工程进度款): for government and state firms at least four fifths (财建〔2022〕183号)."""

import uuid

from django.db import models
from django.db.models import F, Q

from projects.models.base import ProjectMoneyQuerySet, ProjectRow


class ProgressPayment(ProjectRow):
    """One measured period: the value of the works done in it, and what was paid for it so far."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    month = models.DateField("计量月份")
    value = models.DecimalField("已完工程价款（元）", max_digits=16, decimal_places=2)
    paid = models.DecimalField("已付进度款（元）", max_digits=16, decimal_places=2, default=0)
    paid_on = models.DateField("支付日期", null=True, blank=True)
    is_settlement = models.BooleanField("施工过程结算", default=False)
    document_number = models.CharField("计量或结算单号", max_length=80, blank=True)
    is_disputed = models.BooleanField("双方有争议", default=False)
    recorded_by = models.CharField("登记人", max_length=80)
    recorded_at = models.DateTimeField("登记时间")

    objects = ProjectMoneyQuerySet.as_manager()

    class Meta:
        verbose_name = "工程进度款"
        verbose_name_plural = "工程进度款"
        ordering = ["project", "-month"]
        indexes = [models.Index(fields=["region", "project"], name="progress_region_project")]
        constraints = [
            models.UniqueConstraint(fields=["project", "month"], name="progress_once", violation_error_message="这个月的进度款已经登记。"),
            models.CheckConstraint(condition=Q(value__gt=0), name="progress_value", violation_error_message="已完工程价款要大于 0。"),
            models.CheckConstraint(
                condition=Q(paid__gte=0) & Q(paid__lte=F("value")),
                name="progress_paid",
                violation_error_message="已付进度款不能是负数，也不能多于已完工程价款。",
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="progress_month"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
