"""The abstract parent of every tenant-owned row."""

from typing import ClassVar

from django.db import models

from portal.tenancy.querysets import TenantQuerySet, TenantRule


class TenantModel(models.Model):
    """A row of the region responsible for it. ``tenant`` says by which columns it is seen."""

    tenant: ClassVar[TenantRule] = TenantRule()

    region = models.ForeignKey("tenancy.Region", on_delete=models.PROTECT, related_name="+", verbose_name="辖区")

    objects = TenantQuerySet.as_manager()

    class Meta:
        abstract = True
