"""A tenant's own words for a kind of message."""

import datetime as dt

from django.db import models

from portal.tenancy.models import Region
from portal.tenancy.models.base import TenantModel
from portal.tenancy.querysets import TenantQuerySet, TenantRule


class MessageTemplateQuerySet(TenantQuerySet):
    def in_force(self, region: Region, on: dt.date) -> "dict[str, MessageTemplate]":
        """By kind: the words of the nearest level that set any, the latest of them; the caller has narrowed the rows."""
        depth = {region_id: number for number, region_id in enumerate(region.ancestor_ids)}
        rows = self.filter(region_id__in=depth, valid_from__lte=on)
        return {row.kind: row for row in sorted(rows, key=lambda row: (depth[row.region_id], row.valid_from, row.pk))}


class MessageTemplate(TenantModel):
    """From a day on; never changed, a newer row takes its place. Empty words are the way back to the default."""

    # A city's words hold for its counties.
    tenant = TenantRule(region="region", downward=True)

    kind = models.CharField("种类", max_length=60)
    title = models.CharField("标题", max_length=160, blank=True)
    text = models.CharField("内容", max_length=400, blank=True)
    valid_from = models.DateField("启用日期")
    recorded_by = models.CharField("修改人", max_length=80)
    recorded_at = models.DateTimeField("修改时间")

    objects = MessageTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = "消息模板"
        verbose_name_plural = "消息模板"
        ordering = ["-valid_from", "-id"]
        indexes = [models.Index(fields=["region", "kind", "-valid_from"], name="template_region")]

    def __str__(self) -> str:
        return f"{self.kind} {self.valid_from}"

    @property
    def is_default(self) -> bool:
        return not self.title
