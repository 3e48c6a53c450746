"""Payroll sheets and their lines: what the employer says it owes for a month."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from portal.lib.fields import BlindIndexField, EncryptedField
from portal.tenancy.models.base import TenantModel
from portal.tenancy.querysets import TenantRule
from wagepay.enums import CURRENT_SHEETS, SheetState
from wagepay.models.scoping import ProjectRowsQuerySet, day_count, money, plain_key
from wagepay.workflow import SHEET_MOVES


class PayrollSheetQuerySet(ProjectRowsQuerySet):
    def current(self) -> "PayrollSheetQuerySet":
        """The version that counts; returned and superseded ones do not."""
        return self.filter(state__in=CURRENT_SHEETS)


class PayrollSheet(TenantModel):
    """工资支付表: one employer, one project, one month; a correction is a new version that cites the old receipt."""

    tenant: ClassVar[TenantRule] = TenantRule(region="region", project="project")
    moves = SHEET_MOVES
    state_field = "state"

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="+", verbose_name="项目")
    employer = models.ForeignKey("tenancy.Organisation", models.PROTECT, related_name="+", verbose_name="用人单位")
    month = models.DateField("工资月份")
    version = models.PositiveSmallIntegerField("版本", default=1)
    state = models.CharField("状态", max_length=12, choices=SheetState.choices, default=SheetState.SUBMITTED)
    receipt_number = models.CharField("回执编号", max_length=40, unique=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="更正的版本")
    is_correction = models.BooleanField("审核后更正", default=False)
    upload = models.ForeignKey("wagepay.Upload", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="上传")
    sha256 = models.CharField("文件指纹", max_length=64)
    rows = models.PositiveIntegerField("行数")
    workers = models.PositiveIntegerField("人数")
    days = models.DecimalField("工日合计", max_digits=9, decimal_places=2, default=0)
    gross = money("应发合计")
    deduction = money("扣款合计")
    net = money("实发合计")
    pieces = models.JSONField("计件单", null=True, blank=True)  # what teams were paid for by the piece; together it is what their people get
    acknowledged = models.JSONField("已确认的提示", default=list, blank=True)
    note = models.CharField("说明", max_length=500, blank=True)
    submitted_by = models.CharField("提交人", max_length=80)
    submitted_at = models.DateTimeField("提交时间")
    decided_by = models.CharField("审核人", max_length=80, blank=True)
    decided_at = models.DateTimeField("审核时间", null=True, blank=True)
    decision_note = models.CharField("审核意见", max_length=500, blank=True)

    objects = PayrollSheetQuerySet.as_manager()

    class Meta:
        verbose_name = "工资支付表"
        verbose_name_plural = "工资支付表"
        ordering = ["-month", "project", "employer", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["project", "employer", "month", "version"], name="payrollsheet_version"),
            models.UniqueConstraint(fields=["project", "employer", "month"], condition=Q(state__in=CURRENT_SHEETS), name="payrollsheet_one_current"),
            models.CheckConstraint(condition=Q(month__day=1), name="payrollsheet_month", violation_error_message="月份应为当月 1 日。"),
        ]
        indexes = [
            models.Index(fields=["region", "month"], name="payrollsheet_region_month"),
            models.Index(fields=["project", "month"], name="payrollsheet_project_month"),
        ]

    def __str__(self) -> str:
        return self.receipt_number

    @property
    def is_current(self) -> bool:
        return self.state in CURRENT_SHEETS


class PayrollLine(TenantModel):
    """One person on one sheet. Partitioned by month; a sheet's lines never change, a correction is a new sheet."""

    tenant: ClassVar[TenantRule] = TenantRule(region="region", project="project", person="person")

    pk = models.CompositePrimaryKey("month", "project_id", "person", "sheet_id")
    month = models.DateField("工资月份")
    project = plain_key("projects.Project", "项目")
    person = models.BinaryField("人员索引", max_length=16)
    sheet = plain_key("wagepay.PayrollSheet", "工资表")
    region = plain_key("tenancy.Region", "辖区")
    employer = plain_key("tenancy.Organisation", "用人单位")
    uid = models.UUIDField("编号", default=uuid.uuid4, editable=False)
    row = models.PositiveIntegerField("表中行号")
    name = models.CharField("姓名", max_length=60)
    team = models.CharField("班组", max_length=60, blank=True)
    trade = models.CharField("工种", max_length=40, blank=True)
    days = day_count("工日", null=True, blank=True)
    rate = money("单价", null=True, blank=True)
    gross = money("应发")
    deduction = money("扣款", default=0)
    deductions = models.JSONField("扣款明细", null=True, blank=True)  # kind -> amount, and the ground of what is none of them
    advance = money("已预支", default=0)
    net = money("实发")
    card = EncryptedField("收款卡号", kind="bank_card", null=True, blank=True)
    card_index = BlindIndexField("收款卡号索引", source="card", null=True)
    bank_name = models.CharField("开户行", max_length=80, blank=True)
    note = models.CharField("备注", max_length=200, blank=True)

    objects = ProjectRowsQuerySet.as_manager()

    class Meta:
        verbose_name = "工资明细"
        verbose_name_plural = "工资明细"

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.row}"
