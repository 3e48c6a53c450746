"""What a person is: a role in an organisation, for a region, from and until a day; himself or as another's deputy."""

import datetime as dt
import uuid
from itertools import combinations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Case, CharField, ExpressionWrapper, F, Func, IntegerField, OuterRef, Q, Value, When
from django.db.models.functions import Concat, Length

from portal.accounts.enums import APART, Role
from portal.accounts.models.adjustment import RightAdjustment
from portal.accounts.models.user import User
from portal.tenancy.enums import Industry
from portal.tenancy.models import Organisation, Region
from portal.tenancy.scope import Actor


class MembershipQuerySet(models.QuerySet):
    def valid_on(self, on: dt.date) -> "MembershipQuerySet":
        """In office on the day; a deputy only as long as the one he stands in for."""
        found = self.filter(_holds_on(on))
        return found.filter(Q(deputy_of__isnull=True) | _holds_on(on, "deputy_of__"))

    def visible_to(self, actor: Actor) -> "MembershipQuerySet":
        """Those of the actor's regions, and those of enterprise clerks whose accounts his regions opened."""
        regions = sorted(actor.scope.read_regions)
        return self.filter(Q(region_id__in=regions) | Q(region__isnull=True, user__opened_in_id__in=regions))

    def for_acting(self, on: dt.date) -> "MembershipQuerySet":
        """With everything ``actor_for`` reads, in one query; what tenants changed comes nearest layer last, so that it wins."""
        whole = ExpressionWrapper(OuterRef("region__path"), CharField())
        layers = (
            RightAdjustment.objects.in_force(on)
            .filter(role=OuterRef("role"))
            .alias(whole=whole)
            .filter(whole__startswith=F("region__path"))
            .order_by(Length("region__path"), "pk")
            .values_list(Concat("effect", Value(":"), "verb"))
        )
        return self.select_related("user", "organisation", "region", "deputy_of__user").annotate(adjusted=ArraySubquery(layers))


def _holds_on(on: dt.date, path: str = "") -> Q:
    open_end = Q(**{f"{path}valid_to__isnull": True}) | Q(**{f"{path}valid_to__gte": on})
    return Q(**{f"{path}valid_from__lte": on}) & open_end


def apart(one: Role, other: Role) -> ExclusionConstraint:
    """三员分离: nobody holds both roles on any day, in whatever tenant. The two roles are neighbouring ranges, and neighbours exclude each other."""
    side = Case(When(role=one, then=Value(0)), default=Value(1), output_field=IntegerField())
    return ExclusionConstraint(
        name=f"membership_{one}_or_{other}",
        expressions=[
            (Func(F("user"), F("user"), Value("[]"), function="int8range"), "="),
            (Func(F("valid_from"), F("valid_to"), Value("[]"), function="daterange"), "&&"),
            (Func(side, side + 1, function="int4range"), "-|-"),
        ],
        condition=Q(role__in=[one, other]),
        violation_error_message=f"三员分离：同一个人不能同时是{one.label}和{other.label}。",
    )


class Membership(models.Model):
    """One role of one person; a session acts under exactly one. ``deputy_of`` marks 代理: another's post for a time."""

    uid = models.UUIDField("编号", default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name="用户")
    role = models.CharField("角色", max_length=16, choices=Role.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="机构")
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="辖区")
    industries = ArrayField(models.CharField(max_length=20, choices=Industry.choices), default=list, blank=True, verbose_name="行业")
    townships = ArrayField(models.BigIntegerField(), default=list, blank=True, verbose_name="乡镇街道")
    title = models.CharField("职务", max_length=60, blank=True)
    valid_from = models.DateField("任职起")
    valid_to = models.DateField("任职止", null=True, blank=True)
    deputy_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="deputies", verbose_name="代理对象")
    ended_reason = models.CharField("结束原因", max_length=200, blank=True)

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
            models.CheckConstraint(
                condition=Q(deputy_of__isnull=True) | Q(valid_to__isnull=False),
                name="membership_deputy_ends",
                violation_error_message="代理要写明止期。",
            ),
            # An ended post may be given again; of those without an end there is one.
            models.UniqueConstraint(
                fields=["user", "role", "organisation", "region"],
                condition=Q(valid_to__isnull=True),
                name="membership_once",
                nulls_distinct=False,
                violation_error_message="这个人已有同样的任职。",
            ),
            *(apart(one, other) for one, other in combinations(APART, 2)),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_role_display()}"

    def get_constraints(self) -> list:
        """Those that concern the role: of each other one of 三员分离 Django would ask the database whether it does, and say the same."""
        found = super().get_constraints()
        if self.role in APART:
            return found
        return [(model, [constraint for constraint in constraints if not isinstance(constraint, ExclusionConstraint)]) for model, constraints in found]

    @property
    def is_deputy(self) -> bool:
        return self.deputy_of_id is not None

    def holds_on(self, on: dt.date) -> bool:
        """Whether the dates include the day."""
        return self.valid_from <= on and (self.valid_to is None or self.valid_to >= on)
