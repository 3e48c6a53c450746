"""What happened on the site, the boards of rights, and who answers for the project."""

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
        indexes = [models.Index(fields=["region", "project"], name="site_state_region_project")]
        constraints = [
            models.UniqueConstraint(fields=["project"], condition=Q(until__isnull=True), name="site_state_one_open"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="site_state_dates", violation_error_message="状态的止日不能早于起日。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.since}"


class RightsNoticeBoard(ProjectRow):
    """维权信息告示牌 at one place of the site (条例 第三十四条); stale when its facts changed after it was put up."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    place = models.CharField("位置", max_length=60)
    posted_on = models.DateField("张贴日期")
    removed_on = models.DateField("撤下日期", null=True, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = "维权信息告示牌"
        verbose_name_plural = "维权信息告示牌"
        ordering = ["project", "posted_on", "id"]
        indexes = [models.Index(fields=["region", "project"], name="board_region_project")]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "place"], condition=Q(removed_on__isnull=True), name="board_once", violation_error_message="这个位置已经登记了告示牌。"
            ),
            models.CheckConstraint(
                condition=Q(removed_on__isnull=True) | Q(removed_on__gte=F("posted_on")),
                name="board_dates",
                violation_error_message="撤下日期不能早于张贴日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.place


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
