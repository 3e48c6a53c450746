"""Days on site: one row per worker and day, or a signed month total where the days are not known."""

from typing import ClassVar

from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from portal.tenancy.models.base import TenantModel
from portal.tenancy.querysets import TenantRule
from wagepay.enums import AttendanceSource
from wagepay.models.scoping import ProjectRowsQuerySet, day_count, plain_key


class AttendanceDayQuerySet(ProjectRowsQuerySet):
    def worked(self) -> "AttendanceDayQuerySet":
        """A row of 0 units is a day taken back by a corrected file."""
        return self.filter(units__gt=0)


class AttendanceDay(TenantModel):
    """One worker on one site on one day. Partitioned by month; never deleted, a withdrawn day has 0 units."""

    tenant: ClassVar[TenantRule] = TenantRule(region="region", project="project", person="person")

    pk = models.CompositePrimaryKey("month", "project_id", "person", "day")
    month = models.DateField("月份")
    project = plain_key("projects.Project", "项目")
    person = models.BinaryField("人员索引", max_length=16)
    day = models.DateField("日期")
    region = plain_key("tenancy.Region", "辖区")
    employer = plain_key("tenancy.Organisation", "用人单位")
    units = day_count("工日", default=1)
    hours = models.DecimalField("工时", max_digits=5, decimal_places=2, null=True, blank=True)
    source = models.CharField("来源", max_length=8, choices=AttendanceSource.choices)
    upload_id = models.BigIntegerField("上传编号", null=True, blank=True)

    objects = AttendanceDayQuerySet.as_manager()

    class Meta:
        verbose_name = "考勤"
        verbose_name_plural = "考勤"
        constraints = [models.CheckConstraint(condition=models.Q(units__gte=0, units__lte=3), name="attendanceday_units")]
        indexes = [BrinIndex(fields=["day"], name="attendanceday_day")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.day}"


class AttendanceMonth(TenantModel):
    """A month's total from a signed sheet without days; it counts where no single days are recorded."""

    tenant: ClassVar[TenantRule] = TenantRule(region="region", project="project", person="person")

    pk = models.CompositePrimaryKey("month", "project_id", "person")
    month = models.DateField("月份")
    project = plain_key("projects.Project", "项目")
    person = models.BinaryField("人员索引", max_length=16)
    region = plain_key("tenancy.Region", "辖区")
    employer = plain_key("tenancy.Organisation", "用人单位")
    units = day_count("工日")
    hours = models.DecimalField("工时", max_digits=6, decimal_places=2, null=True, blank=True)
    source = models.CharField("来源", max_length=8, choices=AttendanceSource.choices)
    upload_id = models.BigIntegerField("上传编号", null=True, blank=True)

    objects = AttendanceDayQuerySet.as_manager()

    class Meta:
        verbose_name = "月考勤合计"
        verbose_name_plural = "月考勤合计"
        constraints = [models.CheckConstraint(condition=models.Q(units__gte=0, units__lte=93), name="attendancemonth_units")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.month:%Y-%m}"
