"""The tree of divisions; the official code is an attribute with dates, never the key."""

import datetime as dt

from django.db import models
from django.db.models import F, Q

from portal.tenancy.enums import RegionLevel


class RegionQuerySet(models.QuerySet):
    def subtree(self, region: "Region") -> "RegionQuerySet":
        """The region and everything below it."""
        return self.filter(path__startswith=region.path)

    def counties(self) -> "RegionQuerySet":
        """Counties and functional zones: the nodes that answer for projects."""
        return self.filter(level__in=[RegionLevel.COUNTY, RegionLevel.ZONE])

    def townships(self) -> "RegionQuerySet":
        return self.filter(level=RegionLevel.TOWNSHIP)

    def valid_on(self, on: dt.date) -> "RegionQuerySet":
        return self.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=on), Q(valid_to__isnull=True) | Q(valid_to__gt=on))


class Region(models.Model):
    """A node: province, city, county, functional zone or township."""

    code = models.CharField("区划代码", max_length=12, unique=True)
    name = models.CharField("名称", max_length=60)
    level = models.CharField("级别", max_length=10, choices=RegionLevel.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级")
    path = models.CharField("路径", max_length=200, default="", editable=False)
    valid_from = models.DateField("启用日期", null=True, blank=True)
    valid_to = models.DateField("停用日期", null=True, blank=True)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = "辖区"
        verbose_name_plural = "辖区"
        ordering = ["code"]
        indexes = [models.Index(fields=["path"], name="region_path", opclasses=["varchar_pattern_ops"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="region_dates",
                violation_error_message="停用日期应晚于启用日期。",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        """Keep the path of ids from the root, by which subtrees are found."""
        if self.pk is None:
            super().save(*args, **kwargs)
            kwargs.pop("force_insert", None)
        self.path = f"{self.parent.path if self.parent_id else '/'}{self.pk}/"
        super().save(*args, **kwargs)

    @property
    def ancestor_ids(self) -> list[int]:
        """Ids from the root down to the node itself."""
        return [int(part) for part in self.path.strip("/").split("/")]
