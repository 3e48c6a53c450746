"""What the supervisor of the works says about the days and the wages of a month (53号文 第二十二条: where it is asked to)."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from portal.tenancy.models.base import TenantModel
from portal.tenancy.querysets import TenantRule
from wagepay.enums import OpinionMatter, OpinionVerdict
from wagepay.models.scoping import AccountRowsQuerySet


class SupervisorOpinion(TenantModel):
    """监理意见 of one month of one project; never changed: whoever thinks otherwise later says so in a further one, which then counts.

    It speaks of the whole site, hence firms there for their own people alone do not see it.
    """

    tenant: ClassVar[TenantRule] = TenantRule(region="region", project="project")

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="+", verbose_name="项目")
    organisation = models.ForeignKey("tenancy.Organisation", models.PROTECT, related_name="+", verbose_name="监理单位")
    month = models.DateField("月份")
    matter = models.CharField("审核事项", max_length=12, choices=OpinionMatter.choices)
    verdict = models.CharField("结论", max_length=8, choices=OpinionVerdict.choices)
    text = models.CharField("意见", max_length=500, blank=True)
    made_by = models.CharField("填写人", max_length=80)
    made_at = models.DateTimeField("填写时间")

    objects = AccountRowsQuerySet.as_manager()

    class Meta:
        verbose_name = "监理意见"
        verbose_name_plural = "监理意见"
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict=OpinionVerdict.AGREES) | ~Q(text=""), name="opinion_says_why", violation_error_message="有异议的要写明是哪里不对。"
            ),
        ]
        indexes = [models.Index(fields=["project", "month", "-id"], name="opinion_month")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.get_matter_display()}{self.get_verdict_display()}"
