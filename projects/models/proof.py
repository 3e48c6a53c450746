"""Papers that prove a duty: payment guarantee, funds, interim settlement."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import F, Q

from portal.documents.models import StoredFile
from projects.models.base import ProjectMoneyQuerySet, ProjectRow
from projects.proof_kinds import ProofKind


class ProjectProofQuerySet(ProjectMoneyQuerySet):
    def standing(self, on: dt.date) -> "ProjectProofQuerySet":
        """Signed by that day and not taken back by then; expired ones stand too, the lamp says since when."""
        return self.filter(signed_on__lte=on).filter(Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=on))


class ProjectProof(ProjectRow):
    """One paper of one kind. Rows are never changed: a wrong or replaced one is taken back with its reason."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("种类", max_length=20, choices=ProofKind.choices)
    issuer = models.CharField("出具单位", max_length=120, blank=True)
    number = models.CharField("文号或编号", max_length=80, blank=True)
    amount = models.DecimalField("金额（元）", max_digits=16, decimal_places=2, null=True, blank=True)
    signed_on = models.DateField("签订或出具日期")
    expires_on = models.DateField("有效期至", null=True, blank=True)
    period_from = models.DateField("周期起", null=True, blank=True)
    period_to = models.DateField("周期止", null=True, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="扫描件")
    note = models.CharField("说明", max_length=200, blank=True)
    recorded_by = models.CharField("登记人", max_length=80)
    recorded_at = models.DateTimeField("登记时间")
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True)
    withdrawn_reason = models.CharField("撤回原因", max_length=200, blank=True)

    objects = ProjectProofQuerySet.as_manager()

    class Meta:
        verbose_name = "制度佐证"
        verbose_name_plural = "制度佐证"
        ordering = ["project", "signed_on", "id"]
        indexes = [models.Index(fields=["region", "kind"], name="proof_region_kind"), models.Index(fields=["project", "kind"], name="proof_project_kind")]
        constraints = [
            models.CheckConstraint(condition=Q(amount__isnull=True) | Q(amount__gt=0), name="proof_amount", violation_error_message="金额要大于 0。"),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("signed_on")),
                name="proof_expires",
                violation_error_message="有效期不能早于签订或出具日期。",
            ),
            models.CheckConstraint(
                condition=Q(period_from__isnull=True, period_to__isnull=True)
                | Q(period_from__isnull=False, period_to__isnull=False, period_to__gte=F("period_from")),
                name="proof_period",
                violation_error_message="周期的起止日期要成对填写，止日不能早于起日。",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True, withdrawn_reason="") | Q(withdrawn_on__isnull=False) & ~Q(withdrawn_reason=""),
                name="proof_withdrawn",
                violation_error_message="撤回要写明原因。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.signed_on}"
