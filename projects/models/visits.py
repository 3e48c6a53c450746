"""What is no inspection: 走访排查 by those who answer for a site, 督导 of governments, and self-checks."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from portal.accounts.enums import ENTERPRISE, WITHOUT_PROJECTS, Role
from portal.documents.models import StoredFile
from portal.lib.fields import EncryptedField
from portal.tenancy.models import Organisation, Region, TenantModel
from portal.tenancy.querysets import TenantQuerySet, TenantRule
from portal.tenancy.scope import Actor
from projects.enums import Post, TownshipRank
from projects.inspections.enums import SelfCheckKind, SelfCheckState, SupervisionForm
from projects.inspections.workflow import SELF_CHECK_MOVES
from projects.models.base import narrowing
from projects.models.employer import Employer


class PatrolQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "PatrolQuerySet":
        """Of a site as its project is seen; of an employer without a site, a grid officer those of his townships."""
        rows = super().visible_to(actor)
        own = narrowing(actor, "project__") & Q(project__isnull=False)
        if actor.role == Role.GRID:
            return rows.filter(own | Q(project__isnull=True, employer__township_id__in=sorted(actor.townships)))
        return rows.filter(own) if actor.role == Role.DEPARTMENT else rows.none() if actor.role in WITHOUT_PROJECTS else rows


class PatrolVisit(TenantModel):
    """走访排查 of a site or an employer: looked, heard, reported. It inspects nobody and decides nothing (国办发〔2024〕54号)."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("projects.Project", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="项目")
    employer = models.ForeignKey(Employer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="用人单位")
    post = models.CharField("走访岗位", max_length=20, choices=Post.choices)
    visitor = models.CharField("走访人", max_length=80)
    on = models.DateField("走访日期")
    people = models.PositiveIntegerField("现场人数", null=True, blank=True)
    arrears_heard = models.BooleanField("听到欠薪反映", default=False)
    danger = models.CharField("隐患", max_length=300, blank=True)
    note = models.CharField("情况", max_length=500, blank=True)
    photo = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="照片")
    recorded_by = models.CharField("登记人", max_length=80)
    recorded_at = models.DateTimeField("登记时间")

    objects = PatrolQuerySet.as_manager()

    class Meta:
        verbose_name = "走访排查"
        verbose_name_plural = "走访排查"
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["region", "on"], name="patrol_region_on"), models.Index(fields=["project", "post", "on"], name="patrol_project")]
        constraints = [
            models.CheckConstraint(
                condition=Q(project__isnull=False) | Q(employer__isnull=False), name="patrol_somewhere", violation_error_message="走访要写明项目或用人单位。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project or self.employer} {self.on}"


class SupervisionQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "SupervisionQuerySet":
        """Those who supervised, and the government or department that was supervised; never its neighbour."""
        rows = super().visible_to(actor)
        mine = Q(region__in=sorted(actor.scope.read_regions)) | Q(target__in=sorted(actor.scope.read_regions))
        if actor.role in (Role.DEPARTMENT, Role.GRID):
            mine = Q(organisation=actor.organisation_id)
        return rows.none() if actor.role in WITHOUT_PROJECTS or actor.role in ENTERPRISE else rows.filter(mine)


class GovernmentSupervisionVisit(TenantModel):
    """督导 of a government below or of a department: what was seen, what is asked of it, what it answered. No enterprise is its object."""

    tenant = TenantRule(region="region", downward=True)

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    target = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="被督导地区")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="被督导单位")
    form = models.CharField("方式", max_length=12, choices=SupervisionForm.choices)
    on = models.DateField("督导日期")
    until = models.DateField("至", null=True, blank=True)
    members = models.CharField("督导组", max_length=200)
    seen = models.TextField("发现的情况", max_length=2000)
    asked = models.TextField("整改要求", max_length=1000, blank=True)
    reply_by = models.DateField("反馈期限", null=True, blank=True)
    replied_on = models.DateField("反馈日期", null=True, blank=True)
    reply = models.TextField("反馈", max_length=2000, blank=True)
    recorded_by = models.CharField("登记人", max_length=80)
    recorded_at = models.DateTimeField("登记时间")

    objects = SupervisionQuerySet.as_manager()

    class Meta:
        verbose_name = "督导"
        verbose_name_plural = "督导"
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(target__isnull=False) | Q(organisation__isnull=False),
                name="supervision_of_somebody",
                violation_error_message="督导要写明被督导的地区或单位。",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("on")), name="supervision_dates", violation_error_message="止日不能早于起日。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.object_name} {self.on}"

    def get_absolute_url(self) -> str:
        return reverse("supervision", args=[self.uid])

    @property
    def object_name(self) -> str:
        """The government or department that was looked at."""
        return self.organisation.name if self.organisation else self.target.name if self.target else ""


class SelfCheckQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "SelfCheckQuerySet":
        """A firm its own; a department its own and those of its industries' sites; officials their regions'."""
        rows = super().visible_to(actor)
        if actor.role in ENTERPRISE:
            return rows.filter(enterprise=actor.enterprise_id)
        if actor.role == Role.DEPARTMENT:
            return rows.filter(Q(organisation=actor.organisation_id) | Q(project__industry__in=sorted(actor.industries)))
        if actor.role == Role.GRID:
            return rows.filter(narrowing(actor, "project__"), project__isnull=False)
        return rows.none() if actor.role in WITHOUT_PROJECTS else rows


class SelfCheck(TenantModel):
    """自查 of one firm at one site, or of one department with its subordinate units: asked by a day, answered item by item, read by who asked."""

    tenant = TenantRule(region="region", enterprise="enterprise")
    moves = SELF_CHECK_MOVES
    state_field = "state"

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("类别", max_length=12, choices=SelfCheckKind.choices)
    title = models.CharField("名称", max_length=120)
    enterprise = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="自查企业")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="自查部门")
    project = models.ForeignKey("projects.Project", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="项目")
    state = models.CharField("状态", max_length=12, choices=SelfCheckState.choices, default=SelfCheckState.ASKED)
    items = models.JSONField("自查项目")
    answers = models.JSONField("自查结果", default=list, blank=True)
    due_on = models.DateField("报送期限")
    problems = models.CharField("存在的问题", max_length=1000, blank=True)
    mend_by = models.DateField("自行整改期限", null=True, blank=True)
    units = models.PositiveSmallIntegerField("自查的下属单位", null=True, blank=True)
    helped = models.CharField("协助化解", max_length=300, blank=True)
    asked_by = models.CharField("布置人", max_length=80)
    asked_at = models.DateTimeField("布置时间")
    submitted_by = models.CharField("报送人", max_length=80, blank=True)
    submitted_on = models.DateField("报送日期", null=True, blank=True)

    objects = SelfCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "自查"
        verbose_name_plural = "自查"
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["region", "state", "due_on"], name="self_check_state"),
            models.Index(fields=["enterprise", "state"], name="self_check_firm"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=SelfCheckKind.ENTERPRISE, enterprise__isnull=False) | Q(kind=SelfCheckKind.DEPARTMENT, organisation__isnull=False),
                name="self_check_of_somebody",
                violation_error_message="自查要写明单位。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.unit}"

    def get_absolute_url(self) -> str:
        return reverse("self_check", args=[self.uid])

    @property
    def unit(self) -> Organisation:
        """The firm or department that looks at itself."""
        return self.enterprise or self.organisation


class TownshipLead(TenantModel):
    """街镇责任制: one leader who answers for a township and one liaison, from and until a day."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    township = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="乡镇街道")
    rank = models.CharField("责任", max_length=12, choices=TownshipRank.choices)
    name = models.CharField("姓名", max_length=60)
    title = models.CharField("职务", max_length=60, blank=True)
    phone = EncryptedField("电话", kind="phone", null=True, blank=True)
    since = models.DateField("起")
    until = models.DateField("止", null=True, blank=True)

    class Meta:
        verbose_name = "街镇负责人"
        verbose_name_plural = "街镇负责人"
        ordering = ["township", "rank", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["township", "rank", "name"],
                condition=Q(until__isnull=True),
                name="township_lead_once",
                violation_error_message="这个人已经登记为同一责任。",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="township_lead_dates", violation_error_message="止日不能早于起日。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_rank_display()} {self.name}"
