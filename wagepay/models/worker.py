"""A county's register of workers."""

import uuid
from typing import ClassVar

from django.db import models

from portal.lib.fields import BlindIndexField, EncryptedField
from portal.tenancy.models.base import TenantModel
from portal.tenancy.querysets import TenantQuerySet, TenantRule


class WorkerQuerySet(TenantQuerySet):
    """The register is the county's own: enterprises work with their Engagement rows."""


class Worker(TenantModel):
    """One person in one county, known by the blind index of the identity number; the same person elsewhere is another row."""

    tenant: ClassVar[TenantRule] = TenantRule(region="region")

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField("姓名", max_length=60)
    name_key = models.CharField("姓名排序码", max_length=160, blank=True)
    id_kind = models.CharField("证件类型", max_length=2, default="01")
    id_number = EncryptedField("证件号码", kind="id_number")
    id_index = BlindIndexField("证件号码索引", source="id_number")
    birth_on = models.DateField("出生日期", null=True, blank=True)
    is_migrant = models.BooleanField("农民工", default=True)
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)

    objects = WorkerQuerySet.as_manager()

    class Meta:
        verbose_name = "务工人员"
        verbose_name_plural = "务工人员"
        ordering = ["region", "name_key", "id"]
        constraints = [models.UniqueConstraint(fields=["region", "id_index"], name="worker_once_per_county")]

    def __str__(self) -> str:
        return self.name
