"""The sheet as the workers signed it: scanned pages bound to one version."""

import uuid
from typing import ClassVar

from django.db import models

from portal.tenancy.models.base import TenantModel
from portal.tenancy.querysets import TenantRule
from wagepay.models.scoping import ProjectRowsQuerySet


class SignedScanQuerySet(ProjectRowsQuerySet):
    employer_path = "sheet__employer"


class SignedScan(TenantModel):
    """工人签字扫描件 (条例31: confirmed by the worker's signature). A newer version of the sheet needs a scan of its own.

    The pages are kept sealed beside the row, as uploaded workbooks are: who sees the sheet sees them, no other firm of the site does.
    """

    tenant: ClassVar[TenantRule] = TenantRule(region="region", project="project")

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="+", verbose_name="项目")
    sheet = models.ForeignKey("wagepay.PayrollSheet", models.PROTECT, related_name="+", verbose_name="工资支付表")
    name = models.CharField("文件名", max_length=160)
    media_type = models.CharField("格式", max_length=100)
    size = models.PositiveIntegerField("大小")
    sha256 = models.CharField("文件指纹", max_length=64)
    sealed = models.BinaryField("密文")
    signed_on = models.DateField("签字日期")
    signed = models.PositiveIntegerField("签字人数")
    note = models.CharField("说明", max_length=200, blank=True, default="")
    recorded_by = models.CharField("上传人", max_length=80)
    recorded_at = models.DateTimeField("上传时间")

    objects = SignedScanQuerySet.as_manager()

    class Meta:
        verbose_name = "工人签字扫描件"
        verbose_name_plural = "工人签字扫描件"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["region"], name="signedscan_region"),
            models.Index(fields=["sheet"], include=["signed_on", "signed", "region", "project"], name="signedscan_signed"),
        ]

    def __str__(self) -> str:
        return self.name
