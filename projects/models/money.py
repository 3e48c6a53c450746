"""The special wage account and the wage security deposit of a project."""

import datetime as dt
import uuid
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from portal.accounts.enums import Role
from portal.lib.fields import BlindIndexField, EncryptedField
from portal.tenancy.models import Organisation
from portal.tenancy.scope import Actor
from projects.deposits.enums import DepositState
from projects.deposits.workflow import DEPOSIT_MOVES
from projects.enums import GUARANTEED, DepositForm
from projects.models.base import ProjectMoneyQuerySet, ProjectRow, of_own_bank


class SpecialWageAccountQuerySet(ProjectMoneyQuerySet):
    def visible_to(self, actor: Actor) -> "SpecialWageAccountQuerySet":
        return super().visible_to(actor).filter(of_own_bank(actor))

    def open_on(self, on: dt.date) -> "SpecialWageAccountQuerySet":
        return self.filter(opened_on__lte=on).filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on))

    def by_number(self, number: str) -> "SpecialWageAccountQuerySet":
        """The account of a number, however it was typed; one account may serve several projects (53号文 第六条)."""
        return self.filter(account_index=number)


class SpecialWageAccount(ProjectRow):
    """农民工工资专用账户 of the general contractor at a bank of the place (条例 第二十六条)."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    bank = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="开户银行")
    branch = models.CharField("开户网点", max_length=80, blank=True)
    account_name = models.CharField("户名", max_length=160)
    account_number = EncryptedField("账号", kind="bank_card")
    account_index = BlindIndexField("账号索引", source="account_number")
    opened_on = models.DateField("开户日期")
    agreement_on = models.DateField("三方协议签订日期", null=True, blank=True)
    filed_on = models.DateField("备案日期", null=True, blank=True)
    uploaded_on = models.DateField("上传监控预警平台日期", null=True, blank=True)
    frozen_on = models.DateField("冻结日期", null=True, blank=True)
    closed_on = models.DateField("销户日期", null=True, blank=True)

    objects = SpecialWageAccountQuerySet.as_manager()

    class Meta:
        verbose_name = "农民工工资专用账户"
        verbose_name_plural = "农民工工资专用账户"
        ordering = ["project", "opened_on", "id"]
        indexes = [models.Index(fields=["region", "project"], name="account_region_project"), models.Index(fields=["account_index"], name="account_index")]
        constraints = [
            models.UniqueConstraint(fields=["project", "account_index"], name="account_once", violation_error_message="这个账号已经登记在本项目下。"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="account_dates",
                violation_error_message="销户日期不能早于开户日期。",
            ),
            models.CheckConstraint(
                condition=Q(filed_on__isnull=True) | Q(filed_on__gte=F("opened_on")), name="account_filed", violation_error_message="备案日期不能早于开户日期。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bank} {self.tail}"

    def get_absolute_url(self) -> str:
        return reverse("account", args=[self.project.code, self.uid])

    @property
    def tail(self) -> str:
        """“尾号 7731”: what people call an account by."""
        return f"尾号 {str(self.account_number)[-4:]}"

    @property
    def has_proper_name(self) -> bool:
        """The name carries the words the rule asks for (53号文 第六条)."""
        return "农民工工资专用账户" in self.account_name


class WageSecurityDepositQuerySet(ProjectMoneyQuerySet):
    def visible_to(self, actor: Actor) -> "WageSecurityDepositQuerySet":
        """A bank sees the deposits it holds or guarantees."""
        rows = super().visible_to(actor)
        return rows.filter(institution=actor.organisation_name) if actor.role == Role.BANK else rows

    def current(self) -> "WageSecurityDepositQuerySet":
        """Neither replaced nor given back nor revoked; a guarantee that ran out is still current until somebody acts."""
        return self.filter(state__in=(DepositState.HELD, DepositState.DRAWN))

    def in_force(self, on: dt.date) -> "WageSecurityDepositQuerySet":
        """Stored or exempted, not given back and not expired."""
        return (
            self.filter(deposited_on__lte=on)
            .filter(Q(released_on__isnull=True) | Q(released_on__gt=on))
            .filter(Q(expires_on__isnull=True) | Q(expires_on__gte=on))
        )


class WageSecurityDeposit(ProjectRow):
    """工资保证金: cash, a guarantee, an insurance, or an exemption with its basis (65号文)."""

    moves = DEPOSIT_MOVES
    state_field = "state"

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField("状态", max_length=10, choices=DepositState.choices, default=DepositState.HELD, db_default=DepositState.HELD)
    form = models.CharField("方式", max_length=16, choices=DepositForm.choices)
    required_amount = models.DecimalField("应存金额（元）", max_digits=16, decimal_places=2, null=True, blank=True)
    amount = models.DecimalField("金额（元）", max_digits=16, decimal_places=2, default=0)
    drawn_amount = models.DecimalField("已动用未补足（元）", max_digits=16, decimal_places=2, default=0, db_default=0)
    institution = models.CharField("存款或出具机构", max_length=120, blank=True)
    document_number = models.CharField("存单、保函或保单号", max_length=80, blank=True)
    deposited_on = models.DateField("存储日期")
    expires_on = models.DateField("有效期至", null=True, blank=True)
    is_on_demand = models.BooleanField("见索即付", default=False)
    # Rows from before the two words were told apart had both in one.
    is_irrevocable = models.BooleanField("不可撤销", default=True, db_default=True)
    beneficiary = models.CharField("受益人", max_length=120, blank=True, default="", db_default="")
    original_kept_on = models.DateField("保函正本收存日期", null=True, blank=True)
    agreement_on = models.DateField("存款协议书签订日期", null=True, blank=True)
    agreement_filed_on = models.DateField("材料副本备案日期", null=True, blank=True)
    uploaded_on = models.DateField("电子版上传监控预警平台日期", null=True, blank=True)
    in_wage_account = models.BooleanField("存在本项目专户的保证金子账簿", default=False, db_default=False)
    exempt_basis = models.CharField("免存依据", max_length=200, blank=True)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="更换为")
    released_on = models.DateField("返还或终止日期", null=True, blank=True)
    released_reason = models.CharField("终止原因", max_length=200, blank=True, default="", db_default="")

    objects = WageSecurityDepositQuerySet.as_manager()

    class Meta:
        verbose_name = "工资保证金"
        verbose_name_plural = "工资保证金"
        ordering = ["project", "deposited_on", "id"]
        indexes = [models.Index(fields=["region", "project"], name="deposit_region_project")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(form="exempt") & ~Q(exempt_basis="")) | (~Q(form="exempt") & Q(amount__gt=0)),
                name="deposit_form",
                violation_error_message="免存要写明依据；其他方式要填大于 0 的金额。",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("deposited_on")),
                name="deposit_dates",
                violation_error_message="有效期不能早于存储日期。",
            ),
            models.CheckConstraint(
                condition=Q(drawn_amount__gte=0, drawn_amount__lte=F("amount")),
                name="deposit_drawn",
                violation_error_message="动用的金额不能超过保证金金额。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_form_display()} {self.amount}"

    def get_absolute_url(self) -> str:
        return reverse("deposit", args=[self.uid])

    @property
    def is_guaranteed(self) -> bool:
        """Somebody else answers for the sum until a day; cash and exemptions have no such day."""
        return self.form in GUARANTEED

    @property
    def left(self) -> Decimal:
        """What is there to be used: the sum less what was paid out of it and not filled up."""
        return self.amount - self.drawn_amount
