"""What belongs to the workers' pages: the code, his word, and the counters against abuse."""

import uuid

from django.db import models

from cases.enums import AnswerKind
from cases.models.lead import Lead
from portal.tenancy.models import TenantModel
from portal.tenancy.querysets import TenantRule


class ProgressCode(models.Model):
    """The code a worker follows his complaint by; only its keyed hash is stored. Global: it opens one lead."""

    code_index = models.BinaryField("查询码索引", unique=True)
    lead_uid = models.UUIDField("线索", unique=True)
    intake_key = models.BigIntegerField("查询键")
    region_id = models.BigIntegerField("辖区")
    created_at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = "查询码"
        verbose_name_plural = "查询码"

    def __str__(self) -> str:
        return str(self.lead_uid)


class WorkerAnswer(TenantModel):
    """What the sender says on his progress page: paid, not paid, more material. Evidence, never overwritten."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    lead = models.ForeignKey(Lead, models.PROTECT, related_name="+", verbose_name="线索")
    intake_key = models.BigIntegerField("查询键", editable=False)
    kind = models.CharField("说法", max_length=8, choices=AnswerKind.choices)
    note = models.CharField("说明", max_length=500, blank=True)
    at = models.DateTimeField("时间")

    tenant = TenantRule(region="region", intake="intake_key")

    class Meta:
        verbose_name = "工友确认"
        verbose_name_plural = "工友确认"
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["lead", "-at"], name="answer_lead")]

    def __str__(self) -> str:
        return self.get_kind_display()


class IntakeCount(models.Model):
    """How often something was tried in one span of time; global, because it is counted before any scope exists."""

    kind = models.CharField("类别", max_length=16)
    key_index = models.BinaryField("对象索引")
    span_at = models.DateTimeField("时段")
    count = models.PositiveIntegerField("次数", default=0)

    class Meta:
        verbose_name = "反映页计数"
        verbose_name_plural = "反映页计数"
        constraints = [models.UniqueConstraint(fields=["kind", "key_index", "span_at"], name="intake_count_once")]
        indexes = [models.Index(fields=["span_at"], name="intake_count_span")]

    def __str__(self) -> str:
        return f"{self.kind} {self.count}"
