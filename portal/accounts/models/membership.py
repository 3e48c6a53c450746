"""What a person is: a role in an organisation, for a region, from and until a day."""

import datetime as dt

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from portal.accounts.enums import Role
from portal.accounts.models.user import User
from portal.tenancy.enums import Industry
from portal.tenancy.models import Organisation, Region


class MembershipQuerySet(models.QuerySet):
    def valid_on(self, on: dt.date) -> "MembershipQuerySet":
        return self.filter(valid_from__lte=on).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))


class Membership(models.Model):
    """One role of one person; a session acts under exactly one."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name="用户")
    role = models.CharField("角色", max_length=16, choices=Role.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="机构")
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="辖区")
    industries = ArrayField(models.CharField(max_length=20, choices=Industry.choices), default=list, blank=True, verbose_name="行业")
    townships = ArrayField(models.BigIntegerField(), default=list, blank=True, verbose_name="乡镇街道")
    title = models.CharField("职务", max_length=60, blank=True)
    valid_from = models.DateField("任职起")
    valid_to = models.DateField("任职止", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "任职"
        verbose_name_plural = "任职"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="membership_dates", violation_error_message="任职止不能早于任职起。"
            ),
            models.CheckConstraint(
                condition=~Q(role="department") | Q(industries__len__gt=0),
                name="membership_industries",
                violation_error_message="行业主管部门的任职要写明行业。",
            ),
            models.UniqueConstraint(fields=["user", "role", "organisation", "region"], name="membership_once", nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_role_display()}"
