"""网格: a named part of a township with the grid officers who look after its sites."""

from django.db import models

from portal.accounts.models import Membership
from portal.tenancy.models import Region


class GridQuerySet(models.QuerySet):
    def below(self, region: Region) -> "GridQuerySet":
        return self.filter(township__path__startswith=region.path)

    def standing(self) -> "GridQuerySet":
        return self.filter(closed_on__isnull=True)


class Grid(models.Model):
    """Names and ids only, hence a global table: the officer's rights are his membership's, not the grid's."""

    township = models.ForeignKey(Region, models.PROTECT, related_name="grids", verbose_name="乡镇街道")
    name = models.CharField("网格名称", max_length=60)
    area = models.CharField("范围", max_length=200, blank=True)
    officers = models.ManyToManyField(Membership, related_name="+", blank=True, verbose_name="网格员")
    opened_on = models.DateField("设立日期")
    closed_on = models.DateField("撤销日期", null=True, blank=True)

    objects = GridQuerySet.as_manager()

    class Meta:
        verbose_name = "网格"
        verbose_name_plural = "网格"
        ordering = ["township__code", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["township", "name"],
                condition=models.Q(closed_on__isnull=True),
                name="grid_once",
                violation_error_message="这个乡镇街道已有同名网格。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.township.name} {self.name}"
