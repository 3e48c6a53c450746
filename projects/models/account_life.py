"""What happens to a special wage account: freezes by courts, and its closing."""

import uuid

from django.db import models
from django.db.models import F, Q

from portal.accounts.enums import Role
from portal.tenancy.scope import Actor
from projects.enums_accounts import ClosingReason, ClosingState
from projects.models.base import ProjectMoneyQuerySet, ProjectRow, of_own_bank
from projects.models.money import SpecialWageAccount
from projects.workflow_accounts import CLOSING_MOVES


class AccountRowQuerySet(ProjectMoneyQuerySet):
    def visible_to(self, actor: Actor) -> "AccountRowQuerySet":
        """A bank sees what concerns the accounts it keeps."""
        rows = super().visible_to(actor)
        return rows.filter(of_own_bank(actor, "account__")) if actor.role == Role.BANK else rows

    def writable_by(self, actor: Actor) -> "AccountRowQuerySet":
        rows = super().writable_by(actor)
        return rows.filter(of_own_bank(actor, "account__")) if actor.role == Role.BANK else rows


class AccountFreeze(ProjectRow):
    """One freeze, seizure or transfer by an authority; only for wages of this very project may it stand (条例 第三十三条)."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(SpecialWageAccount, models.PROTECT, related_name="+", verbose_name="专用账户")
    frozen_on = models.DateField("冻结日期")
    organ = models.CharField("作出机关", max_length=120)
    document_number = models.CharField("文书号", max_length=80, blank=True)
    amount = models.DecimalField("冻结金额（元）", max_digits=16, decimal_places=2, null=True, blank=True)
    reason = models.CharField("事由", max_length=200, blank=True)
    thawed_on = models.DateField("解除日期", null=True, blank=True)
    recorded_by = models.CharField("登记人", max_length=80)
    recorded_at = models.DateTimeField("登记时间")

    objects = AccountRowQuerySet.as_manager()

    class Meta:
        verbose_name = "专户冻结"
        verbose_name_plural = "专户冻结"
        ordering = ["account", "-frozen_on", "-id"]
        indexes = [models.Index(fields=["region", "project"], name="account_freeze_project")]
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(thawed_on__isnull=True), name="account_freeze_open", violation_error_message="这个专户的冻结还没有解除。"
            ),
            models.CheckConstraint(
                condition=Q(thawed_on__isnull=True) | Q(thawed_on__gte=F("frozen_on")),
                name="account_freeze_dates",
                violation_error_message="解除日期不能早于冻结日期。",
            ),
            models.CheckConstraint(condition=Q(amount__isnull=True) | Q(amount__gt=0), name="account_freeze_amount", violation_error_message="金额要大于 0。"),
        ]

    def __str__(self) -> str:
        return f"{self.organ} {self.frozen_on}"


class AccountClosing(ProjectRow):
    """One closing of an account: published for thirty days on the site, pledged, agreed to by the authority, done by the bank (53号文 第九条、第十条)."""

    moves = CLOSING_MOVES
    state_field = "state"

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(SpecialWageAccount, models.PROTECT, related_name="+", verbose_name="专用账户")
    reason = models.CharField("销户原因", max_length=20, choices=ClosingReason.choices)
    state = models.CharField("状态", max_length=12, choices=ClosingState.choices, default=ClosingState.PUBLISHED)
    notice_on = models.DateField("公示开始日期")
    notice_until = models.DateField("公示期满日期")
    places = models.CharField("公示位置", max_length=200)
    agreed_on = models.DateField("同意销户日期", null=True, blank=True)
    agreed_by = models.CharField("同意人", max_length=80, blank=True)
    closed_on = models.DateField("销户日期", null=True, blank=True)
    balance = models.DecimalField("销户时余额（元）", max_digits=16, decimal_places=2, null=True, blank=True)
    recorded_by = models.CharField("登记人", max_length=80)
    recorded_at = models.DateTimeField("登记时间")

    objects = AccountRowQuerySet.as_manager()

    class Meta:
        verbose_name = "专户销户"
        verbose_name_plural = "专户销户"
        ordering = ["account", "-id"]
        indexes = [models.Index(fields=["region", "project"], name="account_closing_project")]
        constraints = [
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(state__in=["published", "agreed", "closed"]),
                name="account_closing_once",
                violation_error_message="这个专户已经在办销户。",
            ),
            models.CheckConstraint(condition=Q(notice_until__gt=F("notice_on")), name="account_closing_notice"),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.get_state_display()}"
