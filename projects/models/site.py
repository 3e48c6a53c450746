"""What happened on the site, and who answers for the project."""

import uuid

from django.db import models
from django.db.models import F, Q

from portal.lib.fields import EncryptedField
from portal.tenancy.querysets import TenantRule
from projects.enums import Post, ProjectState
from projects.models.base import ProjectRow


class SiteState(ProjectRow):
    """One dated state with its reason and proof; the open one equals ``Project.state``."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField("状态", max_length=20, choices=ProjectState.choices)
    since = models.DateField("起")
    until = models.DateField("止", null=True, blank=True)
    reason = models.CharField("原因", max_length=200, blank=True)
    proof = models.CharField("佐证", max_length=300, blank=True)
    expected_resumption_on = models.DateField("预计复工日期", null=True, blank=True)
    recorded_by = models.CharField("登记人", max_length=80)
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "工地状态"
        verbose_name_plural = "工地状态"
        ordering = ["project", "since", "id"]
        indexes = [models.Index(fields=["region", "project"], name="site_state_region_project"), models.Index(fields=["since"], name="site_state_since")]
        constraints = [
            models.UniqueConstraint(fields=["project"], condition=Q(until__isnull=True), name="site_state_one_open"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="site_state_dates", violation_error_message="状态的止日不能早于起日。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.since}"


class Responsibility(ProjectRow):
    """One person who answers for the project (人盯人、人盯项目)."""

    tenant = TenantRule(region="region", project="project", project_writes=False)

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    post = models.CharField("责任岗位", max_length=20, choices=Post.choices)
    name = models.CharField("姓名", max_length=60)
    organisation_name = models.CharField("单位", max_length=120, blank=True)
    title = models.CharField("职务", max_length=60, blank=True)
    phone = EncryptedField("电话", kind="phone", null=True, blank=True)
    since = models.DateField("起")
    until = models.DateField("止", null=True, blank=True)

    class Meta:
        verbose_name = "包保责任"
        verbose_name_plural = "包保责任"
        ordering = ["project", "id"]
        indexes = [models.Index(fields=["region", "project"], name="post_region_project")]
        constraints = [
            models.UniqueConstraint(fields=["project", "post"], condition=Q(until__isnull=True), name="responsibility_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_post_display()} {self.name}"
