"""Employers (用人单位), with or without a project, and the minimal record of an inspection."""

import uuid

from django.db import models
from django.db.models import F, Q

from portal.accounts.enums import WITHOUT_PROJECTS, Role
from portal.lib.fields import EncryptedField
from portal.tenancy.models import Organisation, Region, TenantModel
from portal.tenancy.querysets import TenantQuerySet, TenantRule
from portal.tenancy.scope import Actor
from projects.enums import TableClass


class EmployerQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "EmployerQuerySet":
        rows = super().visible_to(actor)
        if actor.role == Role.GRID:
            return rows.filter(township_id__in=sorted(actor.townships))
        return rows.none() if actor.role in WITHOUT_PROJECTS else rows


class Employer(TenantModel):
    """One employer in one county: object of inspection, lead, case and statistics (企业管理服务台账)."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="单位")
    table_class = models.CharField("统计类别", max_length=16, choices=TableClass.choices)
    township = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="乡镇街道")
    address = models.CharField("地址", max_length=200, blank=True)
    contact_name = models.CharField("联系人", max_length=60, blank=True)
    contact_phone = EncryptedField("联系电话", kind="phone", null=True, blank=True)
    is_operating = models.BooleanField("正常经营", default=True)
    checked_on = models.DateField("台账核实日期", null=True, blank=True)

    objects = EmployerQuerySet.as_manager()

    class Meta:
        verbose_name = "用人单位"
        verbose_name_plural = "用人单位"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["region", "organisation"], name="employer_once", violation_error_message="本辖区已登记这家用人单位。"),
        ]

    def __str__(self) -> str:
        return self.organisation.name


class InspectionQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "InspectionQuerySet":
        """A department sees inspections of its industries' projects, a grid officer those of his townships."""
        rows = super().visible_to(actor)
        if actor.role == Role.DEPARTMENT:
            return rows.filter(project__industry__in=sorted(actor.industries))
        if actor.role == Role.GRID:
            townships = sorted(actor.townships)
            return rows.filter(Q(employer__township_id__in=townships) | Q(project__township_id__in=townships))
        return rows.none() if actor.role in WITHOUT_PROJECTS else rows


class Inspection(TenantModel):
    """One check of one employer on one day, at a project or at none: what the 17-column table counts in columns 1–4."""

    tenant = TenantRule(region="region", project="project", project_writes=False)

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    employer = models.ForeignKey(Employer, models.PROTECT, related_name="+", verbose_name="用人单位")
    project = models.ForeignKey("projects.Project", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="项目")
    on = models.DateField("检查日期")
    workers = models.PositiveIntegerField("职工人数")
    migrant_workers = models.PositiveIntegerField("其中农民工")
    with_contract = models.PositiveIntegerField("签订劳动合同的农民工")
    arrears_found = models.BooleanField("发现欠薪", default=False)
    inspectors = models.CharField("检查人", max_length=120)
    note = models.CharField("检查情况", max_length=500, blank=True)
    recorded_by = models.CharField("登记人", max_length=80)
    recorded_at = models.DateTimeField("登记时间")

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = "现场检查"
        verbose_name_plural = "现场检查"
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["region", "on"], name="inspection_region_on"), models.Index(fields=["project"], name="inspection_project")]
        constraints = [
            models.CheckConstraint(
                condition=Q(workers__gte=F("migrant_workers")), name="inspection_migrants", violation_error_message="农民工人数不能多于职工人数。"
            ),
            models.CheckConstraint(
                condition=Q(migrant_workers__gte=F("with_contract")),
                name="inspection_contracts",
                violation_error_message="签订劳动合同的农民工不能多于农民工人数。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employer} {self.on}"

    @property
    def employer_name(self) -> str:
        """As the firm was called on the day of the check; lists fetch the former names beforehand."""
        return self.employer.organisation.name_on(self.on)
