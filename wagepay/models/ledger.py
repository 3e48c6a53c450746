"""What was once printed as a pay ledger, as it was printed."""

import uuid
from typing import ClassVar

from django.db import models

from portal.tenancy.models.base import TenantModel
from portal.tenancy.querysets import TenantRule
from wagepay.models.scoping import ProjectRowsQuerySet


class LedgerCopyQuerySet(ProjectRowsQuerySet):
    employer_path = "sheet__employer"


class LedgerCopy(TenantModel):
    """台账存档: one ledger, sealed with its fingerprint, never changed; years later it shows what was shown then (条例第十五条: kept three years)."""

    tenant: ClassVar[TenantRule] = TenantRule(region="region", project="project")

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="+", verbose_name="项目")
    sheet = models.ForeignKey("wagepay.PayrollSheet", models.PROTECT, related_name="+", verbose_name="工资表")
    serial = models.CharField("打印编号", max_length=40)
    form = models.CharField("格式", max_length=4)
    name = models.CharField("文件名", max_length=200)
    people = models.PositiveIntegerField("人数")
    net = models.DecimalField("实发合计", max_digits=14, decimal_places=2)
    purpose = models.CharField("用途", max_length=200)
    sha256 = models.CharField("文件指纹", max_length=64)
    made_by = models.CharField("导出人", max_length=80)
    made_at = models.DateTimeField("导出时间")
    sealed = models.BinaryField("密文")

    objects = LedgerCopyQuerySet.as_manager()

    class Meta:
        verbose_name = "台账存档"
        verbose_name_plural = "台账存档"
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["region"], name="ledgercopy_region"), models.Index(fields=["sheet", "-id"], name="ledgercopy_sheet")]

    def __str__(self) -> str:
        return self.name
