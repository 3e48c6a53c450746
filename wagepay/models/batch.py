"""A batch of wage transfers on its way to the bank, and what is kept of it."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from portal.tenancy.models.base import TenantModel
from portal.tenancy.querysets import TenantRule
from portal.tenancy.scope import Actor
from projects.models.base import of_own_bank
from wagepay.enums import BatchKind, BatchPiece, BatchState
from wagepay.models.scoping import ProjectRowsQuerySet, money
from wagepay.workflow import BATCH_MOVES


class PaymentBatchQuerySet(ProjectRowsQuerySet):
    """A bank sees the batches of the accounts it keeps, a subcontractor those of its own people."""

    account_path = "account__"

    def _own(self, rows: Any, actor: Actor) -> Any:
        return super()._own(rows, actor).filter(of_own_bank(actor, self.account_path))

    def in_force(self) -> "PaymentBatchQuerySet":
        return self.exclude(state=BatchState.WITHDRAWN)

    def under_way(self) -> "PaymentBatchQuerySet":
        return self.filter(state__in=(BatchState.MADE, BatchState.SENT))


class PaymentBatch(TenantModel):
    """代发批次: one employer's month, or what is still owed of it, as one file for the bank that keeps the account.

    ``reissues`` is the batch whose failed lines are sent again: the chain leads back to the first. The control total is
    ``amount``; the account's debits that carry the batch (``AccountEntry.batch_id``) must add up to it.
    """

    tenant: ClassVar[TenantRule] = TenantRule(region="region", project="project")
    moves = BATCH_MOVES
    state_field = "state"

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="+", verbose_name="项目")
    employer = models.ForeignKey("tenancy.Organisation", models.PROTECT, related_name="+", verbose_name="用人单位")
    account = models.ForeignKey("projects.SpecialWageAccount", models.PROTECT, related_name="+", verbose_name="专用账户")
    sheet = models.ForeignKey("wagepay.PayrollSheet", models.PROTECT, related_name="+", verbose_name="工资表")
    month = models.DateField("工资月份")
    number = models.CharField("批次号", max_length=40, unique=True)
    kind = models.CharField("种类", max_length=8, choices=BatchKind.choices, default=BatchKind.FIRST)
    reissues = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="重发的批次")
    state = models.CharField("状态", max_length=10, choices=BatchState.choices, default=BatchState.MADE)
    lines = models.PositiveIntegerField("笔数")
    amount = money("金额合计")
    layout = models.ForeignKey("wagepay.BankLayout", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="文件格式")
    made_by = models.CharField("生成人", max_length=80)
    made_at = models.DateTimeField("生成时间")
    withdrawn_reason = models.CharField("撤回原因", max_length=300, blank=True)
    voucher_number = models.CharField("凭证号", max_length=40, blank=True)
    voucher_by = models.CharField("开具人", max_length=80, blank=True)
    voucher_at = models.DateTimeField("开具时间", null=True, blank=True)

    objects = PaymentBatchQuerySet.as_manager()

    class Meta:
        verbose_name = "代发批次"
        verbose_name_plural = "代发批次"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(lines__gt=0, amount__gt=0), name="paymentbatch_not_empty", violation_error_message="批次不能是空的。"),
            models.CheckConstraint(condition=Q(month__day=1), name="paymentbatch_month", violation_error_message="月份应为当月 1 日。"),
            models.CheckConstraint(
                condition=(Q(kind=BatchKind.REISSUE) & Q(reissues__isnull=False)) | (~Q(kind=BatchKind.REISSUE) & Q(reissues__isnull=True)),
                name="paymentbatch_chain",
                violation_error_message="重发的批次要指明重发的是哪一批。",
            ),
            models.UniqueConstraint(fields=["voucher_number"], condition=~Q(voucher_number=""), name="paymentbatch_voucher"),
        ]
        indexes = [
            models.Index(fields=["region", "month"], name="paymentbatch_region_month"),
            models.Index(fields=["project", "month"], name="paymentbatch_project_month"),
        ]

    def __str__(self) -> str:
        return self.number


class BatchFileQuerySet(PaymentBatchQuerySet):
    employer_path = "batch__employer"
    account_path = "batch__account__"


class BatchFile(TenantModel):
    """One sealed file of a batch, as it was made: it holds every card number in clear, so it leaves by a recorded act alone."""

    tenant: ClassVar[TenantRule] = TenantRule(region="region", project="project")

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="+", verbose_name="项目")
    batch = models.ForeignKey(PaymentBatch, models.PROTECT, related_name="+", verbose_name="批次")
    piece = models.CharField("文件", max_length=10, choices=BatchPiece.choices)
    name = models.CharField("文件名", max_length=160)
    media_type = models.CharField("格式", max_length=100)
    sha256 = models.CharField("文件指纹", max_length=64)
    sealed = models.BinaryField("密文")

    objects = BatchFileQuerySet.as_manager()

    class Meta:
        verbose_name = "批次文件"
        verbose_name_plural = "批次文件"
        constraints = [models.UniqueConstraint(fields=["batch", "piece"], name="batchfile_once")]
        indexes = [models.Index(fields=["region"], name="batchfile_region"), models.Index(fields=["project"], name="batchfile_project")]

    def __str__(self) -> str:
        return self.name
