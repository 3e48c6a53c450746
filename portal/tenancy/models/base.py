"""The abstract parent of every tenant-owned row."""

from collections.abc import Collection
from typing import ClassVar

from django.db import models

from portal.tenancy.querysets import TenantQuerySet, TenantRule, everywhere


class TenantModel(models.Model):
    """A row of the region responsible for it. ``tenant`` says by which columns it is seen."""

    tenant: ClassVar[TenantRule] = TenantRule()

    region = models.ForeignKey("tenancy.Region", on_delete=models.PROTECT, related_name="+", verbose_name="辖区")

    objects = TenantQuerySet.as_manager()

    class Meta:
        abstract = True

    def validate_unique(self, exclude: Collection[str] | None = None) -> None:
        """Compare with every row the database scope shows; row security hides the rest, the constraint itself does not."""
        with everywhere("uniqueness holds over all rows"):
            super().validate_unique(exclude=exclude)

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        with everywhere("constraints hold over all rows"):
            super().validate_constraints(exclude=exclude)
