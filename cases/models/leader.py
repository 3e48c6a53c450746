"""领导包案: who leads a case, from when, by which document."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cases.models.case import Case
from portal.tenancy.models import TenantModel


class LeaderInCharge(TenantModel):
    """One leader of one case; a new one ends the one before him, and nobody leads twice at a time."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+", verbose_name="案件")
    leader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="包案领导")
    title = models.CharField("职务", max_length=80, blank=True)
    since = models.DateField("起")
    until = models.DateField("止", null=True, blank=True)
    document = models.CharField("依据", max_length=200)
    recorded_by = models.CharField("登记人", max_length=80)

    class Meta:
        verbose_name = "领导包案"
        verbose_name_plural = "领导包案"
        ordering = ["-since", "-id"]
        indexes = [models.Index(fields=["leader", "case"], condition=Q(until__isnull=True), name="leader_cases")]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(until__isnull=True), name="leader_once"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="leader_dates", violation_error_message="止日不能早于起日。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leader} {self.since}"
