"""A tenant's own words for a kind of instrument, in versions that never change once they stand."""

import datetime as dt
import uuid

from django.db import models
from django.urls import reverse

from portal.tenancy.models import Region
from portal.tenancy.models.base import TenantModel
from portal.tenancy.querysets import TenantQuerySet, TenantRule


class InstrumentTemplateQuerySet(TenantQuerySet):
    """Templates by kind, place and day."""

    def for_kind(self, kind: str, region: Region) -> "InstrumentTemplateQuerySet":
        """Those of the region and of the nodes above it."""
        return self.filter(kind=kind, region_id__in=region.ancestor_ids)

    def in_force(self, on: dt.date) -> "InstrumentTemplateQuerySet":
        return self.filter(valid_from__lte=on, withdrawn_on__isnull=True)


class InstrumentTemplate(TenantModel):
    """Title and body with {{字段}}; the newest version in force of the nearest node is used, else the built-in words.

    The regions below read it too: a city's template serves its counties that have none.
    """

    tenant = TenantRule(region="region", downward=True)

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("文种", max_length=40)
    number = models.PositiveIntegerField("版本号")
    heading = models.CharField("标题", max_length=200)
    body = models.TextField("正文")
    source = models.CharField("依据文件", max_length=200)
    valid_from = models.DateField("启用日期")
    withdrawn_on = models.DateField("停用日期", null=True, blank=True)
    made_by = models.CharField("制定人", max_length=80)
    made_at = models.DateTimeField("制定时间")

    objects = InstrumentTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = "文书模板"
        verbose_name_plural = "文书模板"
        ordering = ["kind", "-number"]
        constraints = [models.UniqueConstraint(fields=["region", "kind", "number"], name="template_version_once")]
        indexes = [models.Index(fields=["region", "kind", "valid_from"], name="template_region_kind")]

    def __str__(self) -> str:
        return f"第{self.number}版（{self.valid_from}起）"

    def get_absolute_url(self) -> str:
        return reverse("instrument_templates", args=[self.kind])
