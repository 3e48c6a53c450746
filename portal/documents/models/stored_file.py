"""A file kept by the portal: the row says what it is and who may have it, the encrypted content lies on disk."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from portal.tenancy.models import Organisation
from portal.tenancy.models.base import TenantModel
from portal.tenancy.querysets import TenantRule


class StoredFile(TenantModel):
    """One file of one tenant. The content is found by its hash; equal contents lie on disk once.

    ``project_id`` is set only when every party of the project may read the file, ``enterprise`` when one enterprise may;
    an enterprise stores files under its own name only.
    A row is never deleted before the retention of its kind has run out (ledgers: three years, 条例15).
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
    uploader_uid = models.UUIDField("上传人编号", null=True, blank=True)
    uploader_name = models.CharField("上传人", max_length=80)
    created_at = models.DateTimeField("存入时间")

    class Meta:
        verbose_name = "文件"
        verbose_name_plural = "文件"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="file_not_empty", violation_error_message="文件不能是空的。"),
            models.CheckConstraint(condition=Q(sha256__regex="^[0-9a-f]{64}$"), name="file_hash", violation_error_message="校验值不对。"),
        ]
        indexes = [models.Index(fields=["region", "-id"], name="file_region"), models.Index(fields=["sha256"], name="file_content")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("file_download", args=[self.uid])
