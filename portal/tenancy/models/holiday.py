"""The calendar of working days as the State Council arranges it each year."""

from django.db import models


class HolidayKind(models.TextChoices):
    STATUTORY = "statutory", "法定节假日"
    REST = "rest", "调休放假"
    WORKDAY = "workday", "调休上班"


class Holiday(models.Model):
    """A day that differs from the plain week; a year without rows is unknown and raises the alarm."""

    day = models.DateField("日期", unique=True)
    kind = models.CharField("性质", max_length=10, choices=HolidayKind.choices)
    name = models.CharField("名称", max_length=40)
    source = models.CharField("依据", max_length=120)

    class Meta:
        verbose_name = "节假日"
        verbose_name_plural = "节假日"
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
