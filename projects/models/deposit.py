"""What hangs on a wage security deposit: how its sum was reckoned, its use, its return, the bank's statements, the half-yearly sweep."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from portal.accounts.enums import Role
from portal.documents.models import Instrument, StoredFile
from portal.external.models import IncomingPaper
from portal.lib.fields import EncryptedField
from portal.lib.names import mask_name
from portal.tenancy.models import TenantModel
from portal.tenancy.querysets import TenantRule
from portal.tenancy.scope import Actor
from projects.deposits.enums import REFUND_OPEN, UNDER_WAY, UNPAID, DrawdownState, RefundState
from projects.deposits.workflow import DRAWDOWN_MOVES, REFUND_MOVES
from projects.models.base import ProjectMoneyQuerySet, ProjectRow
from projects.models.money import WageSecurityDeposit


class DepositAssessment(ProjectRow):
    """保证金核定: the engine's answer on one day with all it rested on. Added to only; the newest holds."""

    tenant = TenantRule(region="region", project="project", project_writes=False)

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    on = models.DateField("核定日期")
    required = models.DecimalField("应存金额（元）", max_digits=16, decimal_places=2)
    base = models.DecimalField("计算基数（元）", max_digits=16, decimal_places=2)
    rate = models.DecimalField("适用比例", max_digits=9, decimal_places=7)
    is_exempt = models.BooleanField("免存", default=False)
    is_waived = models.BooleanField("条件消失即恢复", default=False)
    is_cash_only = models.BooleanField("只能以现金存储", default=False)
    steps = models.JSONField("核定步骤", default=list)
    passed_over = models.JSONField("看过而不适用的规则", default=list, blank=True)
    figures = models.JSONField("所用参数及来源", default=dict, blank=True)
    declared = models.JSONField("经办人查明的情况", default=dict, blank=True)
    assessed_by = models.CharField("核定人", max_length=80)
    organ_name = models.CharField("核定机关", max_length=120, blank=True)
    assessed_at = models.DateTimeField("核定时间")

    objects = ProjectMoneyQuerySet.as_manager()

    class Meta:
        verbose_name = "保证金核定"
        verbose_name_plural = "保证金核定"
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["project", "-on", "-id"], name="assessment_newest"), models.Index(fields=["region"], name="assessment_region")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(is_exempt=True) | Q(required=0), name="assessment_exempt_is_zero", violation_error_message="免存的应存金额为零。"
            )
        ]

    def __str__(self) -> str:
        return f"{self.on} {'免存' if self.is_exempt else self.required}"

    def get_absolute_url(self) -> str:
        return reverse("deposit_assessment", args=[self.uid])


class OfDepositQuerySet(ProjectMoneyQuerySet):
    """Rows of one deposit: a bank or guarantor sees those of the deposits it holds."""

    def visible_to(self, actor: Actor) -> "OfDepositQuerySet":
        rows = super().visible_to(actor)
        return rows.filter(deposit__institution=actor.organisation_name) if actor.role == Role.BANK else rows


class DrawdownQuerySet(OfDepositQuerySet):
    def under_way(self) -> "DrawdownQuerySet":
        return self.filter(state__in=UNDER_WAY)

    def overdue_on(self, on: dt.date) -> "DrawdownQuerySet":
        """The institution was told to pay, its days are over and it has not."""
        return self.filter(state__in=UNPAID, pay_by__lt=on)


class DepositDrawdown(ProjectRow):
    """动用保证金: on a served decision whose term has passed, by a payment notice, to the named workers (65号文 第十九、二十条)."""

    moves = DRAWDOWN_MOVES
    state_field = "state"

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    deposit = models.ForeignKey(WageSecurityDeposit, models.PROTECT, related_name="+", verbose_name="保证金")
    state = models.CharField("状态", max_length=10, choices=DrawdownState.choices, default=DrawdownState.PREPARED)
    decision_number = models.CharField("决定书文号", max_length=80)
    decision_organ = models.CharField("作出决定的机关", max_length=120)
    # The paper itself: served by an organ of the portal, or entered as an incoming paper of another organ.
    instrument = models.ForeignKey(Instrument, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="本平台的决定书")
    incoming = models.ForeignKey(IncomingPaper, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="其他机关的决定书")
    served_on = models.DateField("决定书送达日期")
    comply_by = models.DateField("决定书确定的清偿期限")
    decision_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="决定书及送达回证")
    amount = models.DecimalField("动用金额（元）", max_digits=16, decimal_places=2)
    people = models.PositiveIntegerField("人数")
    prepared_by = models.CharField("经办人", max_length=80)
    prepared_at = models.DateTimeField("登记时间")
    notice_number = models.CharField("支付通知书文号", max_length=80, blank=True)
    notified_on = models.DateField("通知书送达机构日期", null=True, blank=True)
    pay_by = models.DateField("支付期限", null=True, blank=True)
    paid_on = models.DateField("支付日期", null=True, blank=True)
    paid_amount = models.DecimalField("实付金额（元）", max_digits=16, decimal_places=2, default=0)
    top_up_by = models.DateField("补足期限", null=True, blank=True)
    topped_up_on = models.DateField("补足日期", null=True, blank=True)
    defaulted_on = models.DateField("记为未履行日期", null=True, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)

    objects = DrawdownQuerySet.as_manager()

    class Meta:
        verbose_name = "保证金动用"
        verbose_name_plural = "保证金动用"
        ordering = ["-id"]
        indexes = [models.Index(fields=["region", "state"], name="drawdown_region_state"), models.Index(fields=["deposit"], name="drawdown_deposit")]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0, people__gt=0), name="drawdown_amount", violation_error_message="动用要有人员和金额。"),
            models.CheckConstraint(condition=Q(comply_by__gte=F("served_on")), name="drawdown_term", violation_error_message="清偿期限不能早于送达日期。"),
            models.CheckConstraint(
                condition=Q(notified_on__isnull=True) | Q(notified_on__gt=F("comply_by")),
                name="drawdown_after_term",
                violation_error_message="清偿期限届满以后才能发支付通知书。",
            ),
            models.UniqueConstraint(
                fields=["deposit", "decision_number"],
                condition=~Q(state=DrawdownState.CANCELLED),
                name="drawdown_once",
                violation_error_message="这份决定书已经对这笔保证金登记过动用。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision_number} {self.amount}"

    def get_absolute_url(self) -> str:
        return reverse("deposit_drawdown", args=[self.uid])

    def is_late(self, on: dt.date) -> bool:
        """Past its five working days, paid too late or not yet."""
        return self.pay_by is not None and (self.paid_on or on) > self.pay_by


class PayeeQuerySet(ProjectMoneyQuerySet):
    def visible_to(self, actor: Actor) -> "PayeeQuerySet":
        rows = super().visible_to(actor)
        return rows.filter(drawdown__deposit__institution=actor.organisation_name) if actor.role == Role.BANK else rows


class DrawdownPayee(ProjectRow):
    """One worker to whom the institution pays himself; nobody else may receive the money."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    drawdown = models.ForeignKey(DepositDrawdown, models.PROTECT, related_name="+", verbose_name="动用")
    name = models.CharField("姓名", max_length=60)
    id_number = EncryptedField("身份证号", kind="id_number")
    card_number = EncryptedField("银行卡号", kind="bank_card")
    amount = models.DecimalField("金额（元）", max_digits=14, decimal_places=2)
    paid_on = models.DateField("到账日期", null=True, blank=True)
    failed_reason = models.CharField("未到账原因", max_length=120, blank=True)

    objects = PayeeQuerySet.as_manager()

    class Meta:
        verbose_name = "保证金支付人员"
        verbose_name_plural = "保证金支付人员"
        ordering = ["drawdown", "id"]
        indexes = [models.Index(fields=["drawdown"], name="payee_drawdown")]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="payee_amount", violation_error_message="支付金额要大于零。")]

    def __str__(self) -> str:
        return mask_name(self.name)


class RefundQuerySet(OfDepositQuerySet):
    def open(self) -> "RefundQuerySet":
        return self.filter(state__in=REFUND_OPEN)


class DepositRefund(ProjectRow):
    """返还: promise, thirty days of notice, application, review in five and paper in three working days (65号文 第二十二条)."""

    moves = REFUND_MOVES
    state_field = "state"

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    deposit = models.ForeignKey(WageSecurityDeposit, models.PROTECT, related_name="+", verbose_name="保证金")
    state = models.CharField("状态", max_length=10, choices=RefundState.choices, default=RefundState.ANNOUNCED)
    promised_on = models.DateField("书面承诺日期", null=True, blank=True)
    announced_on = models.DateField("公示开始日期")
    announced_until = models.DateField("公示期满")
    places = models.CharField("公示地点", max_length=200)
    by_authority = models.BooleanField("人社部门主动启动", default=False)
    applied_on = models.DateField("申请日期", null=True, blank=True)
    review_by = models.DateField("审核期限", null=True, blank=True)
    reviewed_on = models.DateField("审核日期", null=True, blank=True)
    paper_by = models.DateField("出具期限", null=True, blank=True)
    refused_reason = models.CharField("不予返还原因", max_length=300, blank=True)
    paper_number = models.CharField("返还确认书文号", max_length=80, blank=True)
    returned_on = models.DateField("返还日期", null=True, blank=True)
    started_by = models.CharField("发起人", max_length=80)
    started_at = models.DateTimeField("登记时间")

    objects = RefundQuerySet.as_manager()

    class Meta:
        verbose_name = "保证金返还"
        verbose_name_plural = "保证金返还"
        ordering = ["-id"]
        indexes = [models.Index(fields=["region", "state"], name="refund_region_state"), models.Index(fields=["deposit"], name="refund_deposit")]
        constraints = [
            models.UniqueConstraint(
                fields=["deposit"], condition=Q(state__in=REFUND_OPEN), name="refund_one_open", violation_error_message="这笔保证金的返还正在办理。"
            ),
            models.CheckConstraint(
                condition=Q(applied_on__isnull=True) | Q(applied_on__gt=F("announced_until")),
                name="refund_after_notice",
                violation_error_message="公示期满以后才能申请返还。",
            ),
            models.CheckConstraint(
                condition=~Q(state=RefundState.REFUSED) | ~Q(refused_reason=""), name="refund_refused_why", violation_error_message="不予返还要写明原因。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.announced_on}"

    def get_absolute_url(self) -> str:
        return reverse("deposit_refund", args=[self.uid])


class DepositStatement(ProjectRow):
    """银行季度对账单: principal and interest apart (65号文 第十四、二十一条); the interest is the contractor's to take."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    deposit = models.ForeignKey(WageSecurityDeposit, models.PROTECT, related_name="+", verbose_name="保证金")
    quarter_end = models.DateField("季度末")
    principal = models.DecimalField("本金余额（元）", max_digits=16, decimal_places=2)
    interest = models.DecimalField("利息余额（元）", max_digits=16, decimal_places=2)
    interest_taken = models.DecimalField("本季提取利息（元）", max_digits=16, decimal_places=2, default=0)
    provided_on = models.DateField("提供日期")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="对账单")
    recorded_by = models.CharField("登记人", max_length=80)

    objects = OfDepositQuerySet.as_manager()

    class Meta:
        verbose_name = "保证金对账单"
        verbose_name_plural = "保证金对账单"
        ordering = ["deposit", "-quarter_end"]
        indexes = [models.Index(fields=["region"], name="statement_region")]
        constraints = [
            models.UniqueConstraint(fields=["deposit", "quarter_end"], name="statement_once", violation_error_message="这一季的对账单已经登记。"),
            models.CheckConstraint(
                condition=Q(principal__gte=0, interest__gte=0, interest_taken__gte=0), name="statement_amounts", violation_error_message="金额不能是负数。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quarter_end:%Y-%m}"

    @property
    def quarter(self) -> str:
        return f"{self.quarter_end.year} 年第 {self.quarter_end.month // 3} 季度"


class DepositSweep(TenantModel):
    """半年清查: who looked through the deposits of a region for those to be given back, and what was found (65号文 第二十二条)."""

    tenant = TenantRule(region="region")

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    half_end = models.DateField("半年末")
    swept_on = models.DateField("清查日期")
    held = models.PositiveIntegerField("在管笔数")
    due = models.PositiveIntegerField("符合返还条件未申请")
    started = models.PositiveIntegerField("主动启动返还")
    note = models.CharField("说明", max_length=300, blank=True)
    swept_by = models.CharField("清查人", max_length=80)
    swept_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "保证金清查"
        verbose_name_plural = "保证金清查"
        ordering = ["-half_end", "-id"]
        constraints = [models.UniqueConstraint(fields=["region", "half_end"], name="sweep_once", violation_error_message="本辖区这半年已经清查登记。")]

    def __str__(self) -> str:
        return f"{self.half_end}"
