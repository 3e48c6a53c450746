"""A tenant: a region with its leading group."""

from django.db import models

from portal.tenancy.models.organisation import Organisation
from portal.tenancy.models.region import Region


class JurisdictionQuerySet(models.QuerySet):
    def of(self, region: Region) -> "Jurisdiction | None":
        """The nearest jurisdiction at or above the region."""
        found = {j.region_id: j for j in self.filter(region_id__in=region.ancestor_ids).select_related("region", "office")}
        return next((found[i] for i in reversed(region.ancestor_ids) if i in found), None)


class Jurisdiction(models.Model):
    """Region + leading group + office that prints its documents."""

    region = models.OneToOneField(Region, models.PROTECT, related_name="jurisdiction", verbose_name="辖区")
    name = models.CharField("租户名称", max_length=60)
    leading_group = models.CharField("领导小组", max_length=120)
    office = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="领导小组办公室")
    hotline = models.CharField("投诉电话", max_length=40, blank=True)
    opened_on = models.DateField("上线日期", null=True, blank=True)

    objects = JurisdictionQuerySet.as_manager()

    class Meta:
        verbose_name = "租户"
        verbose_name_plural = "租户"
        ordering = ["region__code"]

    def __str__(self) -> str:
        return self.name
