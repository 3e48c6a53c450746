"""One run of the rules; a global table of counts without rows of any tenant."""

from django.db import models


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

    class Meta:
        verbose_name = "扫描"
        verbose_name_plural = "扫描"
        ordering = ["-finished_at"]

    def __str__(self) -> str:
        return f"{self.on} {self.region_code}"
