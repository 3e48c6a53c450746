"""What people add to attendance: corrections with their reason, signed papers, and findings that ask for an explanation."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from portal.documents.models import StoredFile
from portal.tenancy.models.base import TenantModel
from portal.tenancy.querysets import TenantRule
from wagepay.enums import AnomalyKind, AttendanceSource
from wagepay.models.device import Device
from wagepay.models.explained import Explained, ExplainedRows
from wagepay.models.scoping import ProjectRowsQuerySet, day_count


class AttendanceCorrection(TenantModel):
    """One day of one person set right by hand: what stood there, what stands now, who and why. Never changed, never silent."""

    tenant: ClassVar[TenantRule] = TenantRule(region="region", project="project")

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="+", verbose_name="项目")
    employer = models.ForeignKey("tenancy.Organisation", models.PROTECT, related_name="+", verbose_name="用人单位")
    person = models.BinaryField("人员索引", max_length=16)
    month = models.DateField("月份")
    day = models.DateField("日期")
    before = day_count("更正前工日", null=True, blank=True)
    before_source = models.CharField("更正前来源", max_length=8, choices=AttendanceSource.choices, blank=True)
    after = day_count("更正后工日")
    reason = models.CharField("原因", max_length=200)
    made_by = models.CharField("更正人", max_length=80)
    made_by_uid = models.UUIDField("更正人编号", null=True, blank=True)
    made_at = models.DateTimeField("更正时间")

    objects = ProjectRowsQuerySet.as_manager()

    class Meta:
        verbose_name = "考勤更正"
        verbose_name_plural = "考勤更正"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(after__gte=0, after__lte=3), name="correction_units", violation_error_message="工日应在 0 到 3 之间。"),
        ]
        indexes = [models.Index(fields=["region"], name="correction_region"), models.Index(fields=["project", "month", "person"], name="correction_person")]

    def __str__(self) -> str:
        return f"{self.day} {self.before} → {self.after}"


class AttendancePaper(TenantModel):
    """签字考勤表: the photo or scan of a month's paper with the workers' signatures (sites without gates)."""

    tenant: ClassVar[TenantRule] = TenantRule(region="region", project="project")

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="+", verbose_name="项目")
    employer = models.ForeignKey("tenancy.Organisation", models.PROTECT, related_name="+", verbose_name="用人单位")
    month = models.DateField("月份")
    team = models.CharField("班组", max_length=60, blank=True)
    workers = models.PositiveIntegerField("签字人数")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="照片或扫描件")
    kept_by = models.CharField("存入人", max_length=80)
    kept_at = models.DateTimeField("存入时间")

    objects = ProjectRowsQuerySet.as_manager()

    class Meta:
        verbose_name = "签字考勤表"
        verbose_name_plural = "签字考勤表"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="attendancepaper_month", violation_error_message="月份应为当月 1 日。"),
            models.CheckConstraint(condition=Q(workers__gt=0), name="attendancepaper_workers", violation_error_message="签字人数至少 1 人。"),
        ]
        indexes = [
            models.Index(fields=["region"], name="attendancepaper_region"),
            models.Index(fields=["project", "month"], name="attendancepaper_month"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.team}"


class AttendanceFindingQuerySet(ExplainedRows, ProjectRowsQuerySet):
    """What waits, within what the actor sees."""


class AttendanceFinding(Explained, TenantModel):
    """考勤异常: one kind of thing about one person or device of one month. The days stay as they are; the finding asks why.

    ``subject`` is the person's or device's key in the month, so that the daily search meets its own row again.
    """

    tenant: ClassVar[TenantRule] = TenantRule(region="region", project="project")

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="+", verbose_name="项目")
    employer = models.ForeignKey("tenancy.Organisation", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="用人单位")
    month = models.DateField("月份")
    kind = models.CharField("异常", max_length=16, choices=AnomalyKind.choices)
    subject = models.CharField("对象键", max_length=64)
    person = models.BinaryField("人员索引", max_length=16, null=True, blank=True)
    device = models.ForeignKey(Device, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="设备")
    figures = models.JSONField("数据", default=dict)
    found_on = models.DateField("发现日期")

    objects = AttendanceFindingQuerySet.as_manager()

    class Meta:
        verbose_name = "考勤异常"
        verbose_name_plural = "考勤异常"
        ordering = ["-month", "project", "kind", "id"]
        constraints = [models.UniqueConstraint(fields=["project", "month", "kind", "subject"], name="finding_once")]
        indexes = [models.Index(fields=["region", "state", "-month"], name="finding_region_state")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.month:%Y-%m}"
