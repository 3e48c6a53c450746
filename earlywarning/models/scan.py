"""One run of the rules; a global table of counts without rows of any tenant."""

import datetime as dt

from django.db import models


class ScanQuerySet(models.QuerySet):
    def whole(self) -> "ScanQuerySet":
        """Of every rule over every tenant."""
        return self.filter(region_code="", rule="")

    def is_owed(self, day: dt.date) -> bool:
        """Whether the day was not scanned though days before it were: an installation that is new owes nothing."""
        return self.whole().filter(on__lt=day).exists() and not self.whole().filter(on=day).exists()


class Scan(models.Model):
    """What the scan of a day over a region did the first time it ran to its end."""

    on = models.DateField("数据日期")
    region_code = models.CharField("辖区代码", max_length=12, blank=True)
    rule = models.CharField("规则", max_length=8, blank=True)
    rules = models.PositiveSmallIntegerField("规则数")
    projects = models.PositiveIntegerField("项目数")
    opened = models.PositiveIntegerField("新增")
    changed = models.PositiveIntegerField("变化")
    closed = models.PositiveIntegerField("关闭")
    seconds = models.DecimalField("用时（秒）", max_digits=8, decimal_places=3)
    finished_at = models.DateTimeField("完成时间")

    objects = ScanQuerySet.as_manager()

    class Meta:
        verbose_name = "扫描"
        verbose_name_plural = "扫描"
        ordering = ["-finished_at"]

    def __str__(self) -> str:
        return f"{self.on} {self.region_code}"
