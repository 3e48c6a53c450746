"""The owed-and-paid ledger of a case: one line per worker and kind of money, and every payment that reached him."""

import uuid
from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from cases.enums import LINGERING, SETTLED_LINES, LineKind, LineState, PaymentSource
from cases.models.case import Case
from cases.models.lead import led_cases, narrowed
from portal.lib.fields import BlindIndexField, EncryptedField
from portal.lib.names import mask_name
from portal.tenancy.models import TenantModel
from portal.tenancy.querysets import TenantQuerySet
from portal.tenancy.scope import Actor

NOTHING = Decimal("0.00")


class LineQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "LineQuerySet":
        return narrowed(super().visible_to(actor), actor, led=Q(case__in=led_cases(actor)), path="case__project__")

    def of(self, case: Case) -> "LineQuerySet":
        return self.filter(case=case)

    def unpaid(self) -> "LineQuerySet":
        """不解决不销账: everything not paid, reduced by a finding or withdrawn."""
        return self.exclude(state__in=SETTLED_LINES)


class CaseWorkerLine(TenantModel):
    """What one worker claims, what was verified and what he has received, of one kind of money."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+", verbose_name="案件")
    kind = models.CharField("款项", max_length=12, choices=LineKind.choices, default=LineKind.WAGE)
    name = models.CharField("姓名", max_length=40)
    id_number = EncryptedField(kind="id_number", null=True, blank=True, verbose_name="身份证号")
    id_index = BlindIndexField(source="id_number", null=True, verbose_name="身份证号索引")
    is_migrant = models.BooleanField("农民工", default=True)
    owed_from = models.DateField("欠薪起", null=True, blank=True)
    owed_to = models.DateField("欠薪止", null=True, blank=True)
    claimed = models.DecimalField("反映金额（元）", max_digits=14, decimal_places=2)
    verified = models.DecimalField("核实金额（元）", max_digits=14, decimal_places=2, null=True, blank=True)
    verified_on = models.DateField("核实日期", null=True, blank=True)
    verified_note = models.TextField("核实依据", blank=True)
    paid = models.DecimalField("已付金额（元）", max_digits=14, decimal_places=2, default=0)
    paid_on = models.DateField("付清日期", null=True, blank=True)
    state = models.CharField("状态", max_length=12, choices=LineState.choices, default=LineState.DUE)
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True)
    withdrawn_note = models.TextField("撤回说明", blank=True)
    withdrawn_file = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="撤回凭据")

    objects = LineQuerySet.as_manager()

    class Meta:
        verbose_name = "欠薪人员"
        verbose_name_plural = "欠薪人员"
        ordering = ["case", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(claimed__gt=0), name="line_claimed", violation_error_message="反映金额要大于零。"),
            models.CheckConstraint(
                condition=Q(verified__isnull=True) | Q(verified__gte=F("paid")), name="line_verified", violation_error_message="核实金额不能少于已付金额。"
            ),
            models.CheckConstraint(condition=Q(paid__gte=0), name="line_paid", violation_error_message="已付金额不能为负。"),
            models.CheckConstraint(
                condition=Q(owed_to__isnull=True) | Q(owed_from__isnull=True) | Q(owed_to__gte=F("owed_from")),
                name="line_period",
                violation_error_message="欠薪止不能早于欠薪起。",
            ),
            models.CheckConstraint(
                condition=~Q(state="paid") | Q(verified__isnull=False, paid__gte=F("verified"), paid_on__isnull=False),
                name="line_paid_in_full",
                violation_error_message="付清的人员要有核实金额、付清日期，且付满。",
            ),
            models.UniqueConstraint(fields=["case", "id_index", "kind"], name="line_person_once", violation_error_message="这个人的这种款项已在本案中。"),
        ]
        indexes = [models.Index(fields=["region", "state"], name="line_arrears")]

    def __str__(self) -> str:
        return mask_name(self.name)

    @property
    def owed(self) -> Decimal:
        """What is still owed: verified, or claimed until it is verified, less what was paid; nothing on a settled line."""
        if self.state in SETTLED_LINES:
            return NOTHING
        base = self.claimed if self.verified is None else self.verified
        return max(base - self.paid, NOTHING)

    @property
    def is_settled(self) -> bool:
        return self.state in SETTLED_LINES

    def settle_state(self, paid_on: object) -> None:
        """Bring the state in line with the sums; a line that lingers in court or under an agreement does so until it is paid."""
        self.paid_on = None
        if self.state == LineState.WITHDRAWN:
            return
        if self.verified == 0:
            self.state = LineState.REDUCED
        elif self.verified is not None and self.paid >= self.verified:
            self.state, self.paid_on = LineState.PAID, paid_on
        elif self.state not in LINGERING:
            self.state = LineState.PART_PAID if self.paid > 0 else LineState.DUE


class CasePayment(TenantModel):
    """Money that reached one worker, with its source and receipt."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    line = models.ForeignKey(CaseWorkerLine, models.PROTECT, related_name="+", verbose_name="人员")
    amount = models.DecimalField("金额（元）", max_digits=14, decimal_places=2)
    paid_on = models.DateField("到账日期")
    source = models.CharField("款项来源", max_length=12, choices=PaymentSource.choices)
    receipt = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+", verbose_name="凭证")
    note = models.CharField("说明", max_length=200, blank=True)
    recorded_by = models.CharField("登记人", max_length=80)
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "清偿记录"
        verbose_name_plural = "清偿记录"
        ordering = ["-paid_on", "-id"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="case_payment_amount", violation_error_message="付款金额要大于零。")]
        indexes = [models.Index(fields=["line", "paid_on"], name="case_payment_line"), models.Index(fields=["region", "paid_on"], name="case_payment_day")]

    def __str__(self) -> str:
        return f"{self.amount}"
