"""What the operator's commands remember."""

from django.db import models


class DemoBuild(models.Model):
    """The demonstration data of this installation: for which day and how large it was built."""

    on = models.DateField("数据日期")
    seed = models.PositiveIntegerField("随机种子")
    size = models.CharField("规模", max_length=10)
    steps = models.JSONField("已完成步骤", default=list)
    counts = models.JSONField("数量", default=dict)
    built_at = models.DateTimeField("建立时间", auto_now_add=True)

    class Meta:
        verbose_name = "演示数据"
        verbose_name_plural = "演示数据"

    def __str__(self) -> str:
        return f"{self.on} {self.size}"
