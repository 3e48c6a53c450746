"""Holds that keep files beyond their retention, and how much a region has stored."""

import uuid

from django.db import models
from django.db.models import Q

from portal.documents.models.stored_file import StoredFile
from portal.tenancy.models import Region
from portal.tenancy.models.base import TenantModel
from portal.tenancy.querysets import TenantQuerySet


class FileHoldQuerySet(TenantQuerySet):
    """Holds by what they keep."""

    def in_force(self) -> "FileHoldQuerySet":
        return self.filter(released_at__isnull=True)

    def keeping(self, stored: StoredFile) -> "FileHoldQuerySet":
        """Those on the file itself or on its whole project."""
        of_project = Q(project_id=stored.project_id) if stored.project_id else Q(pk__in=[])
        return self.in_force().filter(Q(file=stored) | of_project)


class FileHold(TenantModel):
    """保全: a file, or every file of a project, is kept whatever its age (litigation, audit, inquiry) until released."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="文件")
    project_id = models.BigIntegerField("项目", null=True, blank=True)
    reason = models.CharField("保全理由", max_length=200)
    placed_by = models.CharField("保全人", max_length=80)
    placed_at = models.DateTimeField("保全时间")
    released_by = models.CharField("解除人", max_length=80, blank=True)
    released_at = models.DateTimeField("解除时间", null=True, blank=True)
    released_reason = models.CharField("解除理由", max_length=200, blank=True)

    objects = FileHoldQuerySet.as_manager()

    class Meta:
        verbose_name = "文件保全"
        verbose_name_plural = "文件保全"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=False) | Q(project_id__isnull=False), name="hold_of_something", violation_error_message="要写明保全哪个文件或项目。"
            ),
        ]
        indexes = [models.Index(fields=["region", "-id"], name="hold_region"), models.Index(fields=["project_id"], name="hold_project")]

    def __str__(self) -> str:
        return self.reason


class FileUsage(models.Model):
    """How much one region has stored. Counts only, hence global: an enterprise's upload counts against a quota it cannot read."""

    region = models.OneToOneField(Region, models.PROTECT, primary_key=True, related_name="+", verbose_name="辖区")
    bytes = models.PositiveBigIntegerField("字节数", default=0)
    files = models.PositiveIntegerField("文件数", default=0)

    class Meta:
        verbose_name = "文件用量"
        verbose_name_plural = "文件用量"

    def __str__(self) -> str:
        return f"{self.region_id}: {self.bytes}"
