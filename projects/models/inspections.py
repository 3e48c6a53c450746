"""Inspections of enterprises as the law has them: certificates, plans, checklists, the inspection with its officers and answers."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from portal.accounts.enums import WITHOUT_PROJECTS, Role
from portal.documents.models import StoredFile
from portal.tenancy.enums import ANSWERING, RegionLevel
from portal.tenancy.models import Organisation, TenantModel
from portal.tenancy.querysets import TenantQuerySet, TenantRule
from portal.tenancy.scope import Actor
from projects.inspections.enums import CAPPED, InspectionKind, InspectionState, PlanKind, PlanState, Verdict
from projects.inspections.workflow import INSPECTION_MOVES, PLAN_MOVES
from projects.models.employer import Employer, Inspection

BELOW_CITY = (*ANSWERING, RegionLevel.TOWNSHIP)
COUNTED = (InspectionState.APPROVED, InspectionState.ON_SITE, InspectionState.CONCLUDED, InspectionState.TOLD)


class CertificateQuerySet(TenantQuerySet):
    def valid_on(self, on: dt.date) -> "CertificateQuerySet":
        """Good on the day of the check: issued, not run out, not withdrawn."""
        standing = Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=on)
        return self.filter(standing, valid_from__lte=on, valid_until__gte=on)

    def serving(self) -> "CertificateQuerySet":
        """Of organs of the place or above it. One entered for an inspection that came from another county tells who inspected there, and inspects nobody here."""
        organ = "organisation__region"
        return self.filter(Q(**{organ: F("region")}) | Q(**{f"{organ}__parent": F("region")}) | ~Q(**{f"{organ}__level__in": BELOW_CITY}))


class EnforcementCertificate(TenantModel):
    """行政执法证件 of one officer of one department; nobody inspects an enterprise without."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="平台账号")
    name = models.CharField("姓名", max_length=60)
    number = models.CharField("证号", max_length=40)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="执法机关")
    valid_from = models.DateField("发证日期")
    valid_until = models.DateField("有效期至")
    withdrawn_on = models.DateField("收回日期", null=True, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = "行政执法证件"
        verbose_name_plural = "行政执法证件"
        ordering = ["organisation", "name", "id"]
        indexes = [models.Index(fields=["region", "valid_until"], name="certificate_region_until")]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "organisation", "number"], name="certificate_once_here", violation_error_message="本机关已登记这个证号。"
            ),
            models.CheckConstraint(condition=Q(valid_until__gte=F("valid_from")), name="certificate_dates", violation_error_message="有效期不能早于发证日期。"),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.number}）"

    def is_valid_on(self, on: dt.date) -> bool:
        return self.valid_from <= on <= self.valid_until and (self.withdrawn_on is None or self.withdrawn_on > on)


class ChecklistQuerySet(TenantQuerySet):
    def in_force(self, on: dt.date) -> "ChecklistQuerySet":
        return self.filter(valid_from__lte=on).filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on))


class Checklist(TenantModel):
    """检查表: the items a tenant has officers look at, in a version that is never edited; a new one ends the one before."""

    tenant = TenantRule(region="region", downward=True)

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField("名称", max_length=80)
    source = models.CharField("依据", max_length=200)
    items = models.JSONField("检查项目")
    valid_from = models.DateField("启用日期")
    valid_until = models.DateField("停用日期", null=True, blank=True)
    made_by = models.CharField("制定人", max_length=80)
    made_at = models.DateTimeField("制定时间")

    objects = ChecklistQuerySet.as_manager()

    class Meta:
        verbose_name = "检查表"
        verbose_name_plural = "检查表"
        ordering = ["title", "-valid_from", "-id"]

    def __str__(self) -> str:
        return f"{self.title}（{len(self.items)} 项）"


class InspectionPlan(TenantModel):
    """A year's plan or a special check (元旦、春节), approved and published before anybody sets out by it."""

    tenant = TenantRule(region="region", downward=True)
    moves = PLAN_MOVES
    state_field = "state"

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField("名称", max_length=120)
    kind = models.CharField("类别", max_length=16, choices=PlanKind.choices)
    state = models.CharField("状态", max_length=12, choices=PlanState.choices, default=PlanState.DRAFTED)
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    items_text = models.CharField("检查事项", max_length=300)
    target = models.PositiveIntegerField("计划检查户数", default=0)
    checklist = models.ForeignKey(Checklist, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="检查表")
    approved_by = models.CharField("批准机关", max_length=120, blank=True)
    approval_document = models.CharField("批准文件", max_length=120, blank=True)
    approved_on = models.DateField("批准日期", null=True, blank=True)
    published_where = models.CharField("公布载体", max_length=200, blank=True)
    published_on = models.DateField("公布日期", null=True, blank=True)

    class Meta:
        verbose_name = "检查计划"
        verbose_name_plural = "检查计划"
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="plan_dates", violation_error_message="结束日期不能早于开始日期。"),
            models.CheckConstraint(
                condition=Q(state=PlanState.DRAFTED) | (Q(approved_on__isnull=False) & ~Q(approval_document="")),
                name="plan_approved",
                violation_error_message="批准要有日期和文件。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("inspection_plan", args=[self.uid])


class SiteInspectionQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "SiteInspectionQuerySet":
        """As with the counts of the 17-column table: a department its industries' projects, a grid officer his townships."""
        rows = super().visible_to(actor)
        if actor.role == Role.DEPARTMENT:
            return rows.filter(project__industry__in=sorted(actor.industries))
        if actor.role == Role.GRID:
            townships = sorted(actor.townships)
            return rows.filter(Q(employer__township_id__in=townships) | Q(project__township_id__in=townships))
        return rows.none() if actor.role in WITHOUT_PROJECTS else rows

    def counted_in(self, year: int) -> "SiteInspectionQuerySet":
        """Checks that use up the yearly cap of an enterprise, whichever department leads them."""
        return self.filter(kind__in=CAPPED, state__in=COUNTED, planned_on__year=year)

    def under_way(self) -> "SiteInspectionQuerySet":
        return self.filter(state__in=[InspectionState.DRAFTED, InspectionState.APPROVED, InspectionState.ON_SITE, InspectionState.CONCLUDED])


class SiteInspection(TenantModel):
    """行政检查 of one employer at one place: applied for, approved, noticed, carried out by two officers at least, its result told.

    The head-count it takes is an ``Inspection`` row, which the 17-column table counts.
    """

    moves = INSPECTION_MOVES
    state_field = "state"

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    employer = models.ForeignKey(Employer, models.PROTECT, related_name="+", verbose_name="用人单位")
    project = models.ForeignKey("projects.Project", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="项目")
    kind = models.CharField("检查类别", max_length=16, choices=InspectionKind.choices)
    state = models.CharField("状态", max_length=12, choices=InspectionState.choices, default=InspectionState.DRAFTED)
    plan = models.ForeignKey(InspectionPlan, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="检查计划")
    draw = models.ForeignKey("projects.DoubleRandomDraw", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="抽取")
    checklist_title = models.CharField("检查表", max_length=80)
    items = models.JSONField("检查项目")
    reason = models.CharField("检查事由", max_length=200)
    planned_on = models.DateField("计划日期")
    unannounced = models.BooleanField("不事先通知（四不两直）", default=False)
    departments = models.CharField("联合检查单位", max_length=200, blank=True)
    # Who goes along without inspecting, for want of a certificate: rows of unit, name, post.
    companions = models.JSONField("配合人员", default=list, blank=True, db_default=models.Value([], models.JSONField()))
    recusals = models.JSONField("回避登记", default=list, blank=True, db_default=models.Value([], models.JSONField()))
    applied_by = models.CharField("申请人", max_length=80)
    applied_at = models.DateTimeField("申请时间")
    approved_by = models.CharField("批准人", max_length=80, blank=True)
    approval_document = models.CharField("批准文号", max_length=120, blank=True)
    approved_on = models.DateField("批准日期", null=True, blank=True)
    cap_note = models.CharField("频次说明", max_length=120, blank=True)
    urgent_reason = models.CharField("紧急理由", max_length=200, blank=True)
    arrived_at = models.DateTimeField("到场时间", null=True, blank=True)
    scanned_in = models.BooleanField("扫码入企", default=False)
    met_by = models.CharField("接待人", max_length=80, blank=True)
    concluded_at = models.DateTimeField("检查完毕时间", null=True, blank=True)
    result = models.CharField("检查结果", max_length=500, blank=True)
    told_on = models.DateField("告知日期", null=True, blank=True)
    told_how = models.CharField("告知方式", max_length=60, blank=True)
    told_to = models.CharField("告知对象", max_length=80, blank=True)
    cancelled_reason = models.CharField("取消原因", max_length=200, blank=True)
    record = models.OneToOneField(Inspection, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="人数登记")

    objects = SiteInspectionQuerySet.as_manager()

    class Meta:
        verbose_name = "行政检查"
        verbose_name_plural = "行政检查"
        ordering = ["-planned_on", "-id"]
        indexes = [
            models.Index(fields=["region", "state", "planned_on"], name="check_region_state"),
            models.Index(fields=["employer", "planned_on"], name="check_employer"),
            models.Index(fields=["project"], name="check_project"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=[InspectionState.CONCLUDED, InspectionState.TOLD]) | Q(approved_on__isnull=False),
                name="check_concluded_is_approved",
                violation_error_message="没有批准的检查不能办完。",
            ),
            models.CheckConstraint(
                condition=~Q(state=InspectionState.TOLD) | Q(told_on__isnull=False), name="check_told_is_dated", violation_error_message="告知要有日期。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employer_name} {self.planned_on} {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("site_inspection", args=[self.uid])

    @property
    def employer_name(self) -> str:
        """As the firm was called on the day; lists fetch the former names beforehand."""
        return self.employer.organisation.name_on(self.planned_on)


class InspectionRow(TenantModel):
    """Abstract: a row of one inspection; who sees the inspection sees it."""

    inspection = models.ForeignKey(SiteInspection, models.PROTECT, related_name="+", verbose_name="行政检查")

    class Meta:
        abstract = True


class InspectionOfficer(InspectionRow):
    """One officer of the team with the certificate he shows."""

    certificate = models.ForeignKey(EnforcementCertificate, models.PROTECT, related_name="+", verbose_name="执法证件")
    is_lead = models.BooleanField("主办", default=False)

    class Meta:
        verbose_name = "检查人员"
        verbose_name_plural = "检查人员"
        ordering = ["inspection", "-is_lead", "id"]
        constraints = [models.UniqueConstraint(fields=["inspection", "certificate"], name="officer_once")]

    def __str__(self) -> str:
        return str(self.certificate)


class InspectionAnswer(InspectionRow):
    """What was found about one item, as last saved from a phone."""

    number = models.PositiveSmallIntegerField("项次")
    verdict = models.CharField("结论", max_length=8, choices=Verdict.choices, blank=True)
    note = models.CharField("情况", max_length=500, blank=True)
    changed_by = models.CharField("填写人", max_length=80)
    changed_at = models.DateTimeField("填写时间")

    class Meta:
        verbose_name = "检查项目结果"
        verbose_name_plural = "检查项目结果"
        ordering = ["inspection", "number"]
        constraints = [models.UniqueConstraint(fields=["inspection", "number"], name="answer_once")]

    def __str__(self) -> str:
        return f"{self.number}. {self.get_verdict_display()}"


class InspectionPhoto(InspectionRow):
    """A picture taken at one item; drawn anew when it was received, kept with the project's papers."""

    number = models.PositiveSmallIntegerField("项次")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="照片")
    # Made on the phone, so that a photo sent twice over a bad line is kept once.
    token = models.CharField("照片编号", max_length=40)
    added_by = models.CharField("拍照人", max_length=80)
    added_at = models.DateTimeField("上传时间")

    class Meta:
        verbose_name = "检查照片"
        verbose_name_plural = "检查照片"
        ordering = ["inspection", "number", "id"]
        constraints = [models.UniqueConstraint(fields=["inspection", "token"], name="photo_once")]

    def __str__(self) -> str:
        return f"{self.number}. {self.file}"
