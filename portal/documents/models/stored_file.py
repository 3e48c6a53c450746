"""A file kept by the portal: the row says what it is and who may have it, the encrypted content lies on disk."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import F, Q, Sum
from django.urls import reverse

from portal.documents.enums import ScanState
from portal.tenancy.models import Organisation
from portal.tenancy.models.base import TenantModel
from portal.tenancy.querysets import TenantQuerySet, TenantRule


class StoredFileQuerySet(TenantQuerySet):
    """Files in the words of their keeper."""

    def kept(self) -> "StoredFileQuerySet":
        """Those whose content has not been removed."""
        return self.filter(removed_on__isnull=True)

    def waiting_for_scan(self) -> "StoredFileQuerySet":
        return self.kept().filter(scan_state=ScanState.UNSCANNED)

    def of_uploader(self, uid: uuid.UUID, since: dt.datetime) -> "StoredFileQuerySet":
        return self.filter(uploader_uid=uid, created_at__gte=since)

    def bytes(self) -> int:
        return self.aggregate(n=Sum("size"))["n"] or 0


class StoredFile(TenantModel):
    """One file of one tenant. The content is found by its hash; equal contents lie on disk once.

    ``project_id`` is set only when every party of the project may read the file, ``enterprise`` when one enterprise may;
    an enterprise stores files under its own name only. ``organisation`` is the unit of the person who uploaded it.
    A row is never deleted: when retention has run out its content is removed and the row says by whom and why.
    """

    tenant = TenantRule(region="region", project="project_id", enterprise="enterprise", project_writes=False)

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField("文件名", max_length=160)
    kind = models.CharField("用途", max_length=40)
    media_type = models.CharField("格式", max_length=100)
    size = models.PositiveBigIntegerField("大小")
    sha256 = models.CharField("校验值", max_length=64)
    project_id = models.BigIntegerField("项目", null=True, blank=True)
    enterprise = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所属企业")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="上传单位")
    uploader_uid = models.UUIDField("上传人编号", null=True, blank=True)
    uploader_name = models.CharField("上传人", max_length=80)
    created_at = models.DateTimeField("存入时间")
    scan_state = models.CharField("扫描", max_length=12, choices=ScanState.choices, default=ScanState.UNSCANNED, db_default="unscanned")
    scan_note = models.CharField("扫描说明", max_length=200, blank=True, default="", db_default="")
    scanned_at = models.DateTimeField("扫描时间", null=True, blank=True)
    retain_until = models.DateField("保存至", null=True, blank=True)
    removed_on = models.DateField("清除日期", null=True, blank=True)
    removed_by = models.CharField("清除人", max_length=80, blank=True, default="", db_default="")
    removed_reason = models.CharField("清除原因", max_length=200, blank=True, default="", db_default="")

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = "文件"
        verbose_name_plural = "文件"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="file_not_empty", violation_error_message="文件不能是空的。"),
            models.CheckConstraint(condition=Q(sha256__regex="^[0-9a-f]{64}$"), name="file_hash", violation_error_message="校验值不对。"),
            models.CheckConstraint(
                condition=Q(removed_on__isnull=True) | (Q(retain_until__isnull=False) & Q(removed_on__gt=F("retain_until"))),
                name="file_kept_until",
                violation_error_message="保存期限没有届满，不能清除。",
            ),
        ]
        indexes = [
            models.Index(fields=["region", "-id"], name="file_region"),
            models.Index(fields=["sha256"], name="file_content"),
            models.Index(fields=["uploader_uid", "created_at"], name="file_uploader"),
            models.Index(fields=["scan_state", "id"], name="file_waiting", condition=Q(scan_state=ScanState.UNSCANNED)),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("file_download", args=[self.uid])

    def get_about_url(self) -> str:
        """The keeper's page about it."""
        return reverse("file_about", args=[self.uid])
