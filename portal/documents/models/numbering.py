"""Numbers of issued documents: 代字〔年份〕n号, without gaps, never given twice."""

from django.db import models
from django.db.models import Q

from portal.tenancy.models import Organisation
from portal.tenancy.models.base import TenantModel


class DocumentCounter(TenantModel):
    """The last number of one organ's 代字 in one year; locked while a document is being issued."""

    organ = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="发文机关")
    prefix = models.CharField("发文代字", max_length=40)
    year = models.PositiveSmallIntegerField("年份")
    last = models.PositiveIntegerField("最后一号", default=0)

    class Meta:
        verbose_name = "发文号计数"
        verbose_name_plural = "发文号计数"
        ordering = ["organ", "prefix", "-year"]
        constraints = [models.UniqueConstraint(fields=["organ", "prefix", "year"], name="counter_once")]

    def __str__(self) -> str:
        return f"{self.prefix}〔{self.year}〕"


class DocumentNumber(TenantModel):
    """The register of issued numbers. A void number stays in it with its reason: the register has no gap."""

    counter = models.ForeignKey(DocumentCounter, models.PROTECT, related_name="+", verbose_name="计数")
    serial = models.PositiveIntegerField("顺序号")
    text = models.CharField("发文字号", max_length=60)
    title = models.CharField("标题", max_length=200, blank=True)
    issued_on = models.DateField("发文日期")
    void_reason = models.CharField("作废原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "发文登记"
        verbose_name_plural = "发文登记"
        ordering = ["counter", "serial"]
        constraints = [
            models.UniqueConstraint(fields=["counter", "serial"], name="number_once"),
            models.CheckConstraint(condition=Q(serial__gt=0), name="number_positive", violation_error_message="顺序号从 1 开始。"),
        ]
        indexes = [models.Index(fields=["region", "text"], name="number_text")]

    def __str__(self) -> str:
        return self.text
