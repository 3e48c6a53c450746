"""The tree of divisions; the official code is an attribute with dates, never the key.

A division that was merged away hangs below its successor from then on: who reads the successor reads its history too.
"""

import datetime as dt

from django.db import models
from django.db.models import F, Q

from portal.tenancy.enums import ANSWERING, RegionChangeKind, RegionLevel


class RegionQuerySet(models.QuerySet):
    def subtree(self, region: "Region") -> "RegionQuerySet":
        """The region and everything below it."""
        return self.filter(path__startswith=region.path)

    def standing(self) -> "RegionQuerySet":
        """Divisions that have been neither merged away nor closed."""
        return self.filter(is_closed=False)

    def counties(self) -> "RegionQuerySet":
        """Counties and functional zones: the nodes that answer for projects."""
        return self.standing().filter(level__in=ANSWERING)

    def townships(self) -> "RegionQuerySet":
        return self.standing().filter(level=RegionLevel.TOWNSHIP)

    def valid_on(self, on: dt.date) -> "RegionQuerySet":
        return self.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=on), Q(valid_to__isnull=True) | Q(valid_to__gt=on))

    def of_code(self, code: str, on: dt.date) -> "Region | None":
        """The division that bore the code on a day; on a day when nobody bore it, the last one that did before."""
        bearers = RegionChange.objects.filter(old_code=code).exclude(new_code=code).select_related("region")
        for change in bearers.filter(on__gt=on).order_by("on"):
            if change.region.code_on(on) == code:
                return change.region
        now = self.filter(code=code).first()
        if now is not None and now.code_on(on) == code:
            return now
        last = bearers.filter(on__lte=on).order_by("-on").first()
        return last.region if last else None


class Region(models.Model):
    """A node: province, city, county, functional zone or township."""

    code = models.CharField("区划代码", max_length=12, unique=True)
    name = models.CharField("名称", max_length=60)
    level = models.CharField("级别", max_length=10, choices=RegionLevel.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级")
    path = models.CharField("路径", max_length=200, default="", editable=False)
    valid_from = models.DateField("启用日期", null=True, blank=True)
    valid_to = models.DateField("停用日期", null=True, blank=True)
    is_closed = models.BooleanField("已撤销", default=False, editable=False)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name="并入")

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

    def code_on(self, day: dt.date) -> str:
        """The official code on a day: what the first renumbering after it replaced, else the present one."""
        change = self.changes.filter(on__gt=day).exclude(old_code="").order_by("on", "pk").first()
        return change.old_code if change else self.code

    def name_on(self, day: dt.date) -> str:
        """The name on a day."""
        change = self.changes.filter(on__gt=day).exclude(old_name="").order_by("on", "pk").first()
        return change.old_name if change else self.name


class RegionChange(models.Model):
    """One dated event in the life of a division, with the document that ordered it; never changed afterwards.

    ``old_code`` and ``old_name`` are filled where the event replaced them, ``counts`` are the rows that followed, by table.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="changes", verbose_name="辖区")
    kind = models.CharField("变更", max_length=12, choices=RegionChangeKind.choices)
    on = models.DateField("变更日期")
    old_code = models.CharField("原区划代码", max_length=12, blank=True)
    new_code = models.CharField("新区划代码", max_length=12, blank=True)
    old_name = models.CharField("原名称", max_length=60, blank=True)
    new_name = models.CharField("新名称", max_length=60, blank=True)
    other = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="相关辖区")
    document = models.CharField("依据文件", max_length=200)
    counts = models.JSONField("随迁记录", default=dict, blank=True)
    recorded_by = models.CharField("录入人", max_length=80)
    recorded_at = models.DateTimeField("录入时间", auto_now_add=True)

    class Meta:
        verbose_name = "区划变更"
        verbose_name_plural = "区划变更"
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["old_code"], name="region_change_code")]

    def __str__(self) -> str:
        return f"{self.region} {self.get_kind_display()} {self.on}"
