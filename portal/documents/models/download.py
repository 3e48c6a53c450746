"""A list that somebody takes out of the portal through the download centre."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from portal.documents.enums import DownloadState, ExportFormat
from portal.documents.workflow import DOWNLOAD_MOVES
from portal.lib.fields import EncryptedField
from portal.tenancy.scope import Actor


class DownloadQuerySet(models.QuerySet):
    def of(self, actor: Actor) -> "DownloadQuerySet":
        """One's own, under the membership one acts under now."""
        return self.filter(membership_id=actor.membership_id)

    def to_approve(self, actor: Actor) -> "DownloadQuerySet":
        """What a second person of the same organ or enterprise, of the same region or of one above it may decide; never one's own."""
        near = Q(organisation_id=actor.organisation_id) | Q(region_id__in=sorted(actor.scope.read_regions))
        return self.filter(near, state=DownloadState.ASKED).exclude(user_id=actor.user_id)


class Download(models.Model):
    """导出. The question is an address of the portal, sealed; the file is made at run time under the asker's scope of that time.

    The file lies sealed among the contents until it expires; the row stays as a record of what left the portal.
    """

    moves = DOWNLOAD_MOVES
    entered_otherwise = ("asked",)  # the first state of a list with full numbers, which a second person must allow

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    serial = models.CharField("导出编号", max_length=24, unique=True)
    membership_id = models.BigIntegerField("任职")
    user_id = models.BigIntegerField("用户")
    account = models.CharField("账号", max_length=60)
    asked_by = models.CharField("导出人", max_length=80)
    organisation_id = models.BigIntegerField("单位", null=True)
    organisation_name = models.CharField("单位名称", max_length=120, blank=True)
    # A firm acts in many regions and belongs to none.
    region_id = models.BigIntegerField("辖区", null=True, blank=True)
    name = models.CharField("名称", max_length=120)
    question = EncryptedField("条件", kind="secret")
    form = models.CharField("格式", max_length=4, choices=ExportFormat.choices, default=ExportFormat.XLSX)
    is_full = models.BooleanField("含完整号码", default=False)
    reason = models.CharField("用途", max_length=200, blank=True)
    state = models.CharField("状态", max_length=10, choices=DownloadState.choices)
    job_uid = models.UUIDField("任务编号", null=True, blank=True)
    rows = models.PositiveIntegerField("条数", null=True, blank=True)
    size = models.PositiveBigIntegerField("大小", null=True, blank=True)
    sha256 = models.CharField("校验值", max_length=64, blank=True)
    asked_at = models.DateTimeField("提交时间")
    ready_at = models.DateTimeField("生成时间", null=True, blank=True)
    expires_at = models.DateTimeField("有效期至", null=True, blank=True)
    decided_by = models.CharField("审批人", max_length=80, blank=True)
    decided_by_id = models.BigIntegerField("审批人编号", null=True, blank=True)
    decided_at = models.DateTimeField("审批时间", null=True, blank=True)
    remark = models.CharField("说明", max_length=200, blank=True)
    downloads = models.PositiveIntegerField("下载次数", default=0)

    objects = DownloadQuerySet.as_manager()

    class Meta:
        verbose_name = "导出"
        verbose_name_plural = "导出"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=DownloadState.READY) | (~Q(sha256="") & Q(expires_at__isnull=False) & Q(rows__isnull=False)),
                name="download_ready_is_complete",
                violation_error_message="生成的导出要有文件、条数和有效期。",
            ),
            models.CheckConstraint(
                condition=Q(decided_by_id__isnull=True) | ~Q(decided_by_id=models.F("user_id")),
                name="download_second_person",
                violation_error_message="不能审批自己的导出。",
            ),
            models.CheckConstraint(
                condition=~Q(is_full=True) | Q(state__in=[DownloadState.ASKED, DownloadState.EXPIRED, DownloadState.DECLINED]) | Q(decided_by_id__isnull=False),
                name="download_full_is_approved",
                violation_error_message="含完整号码的导出要经第二人批准。",
            ),
        ]
        indexes = [
            models.Index(fields=["membership_id", "-id"], name="download_membership"),
            models.Index(fields=["state", "expires_at"], name="download_state"),
        ]

    def __str__(self) -> str:
        return f"{self.serial} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("download", args=[self.uid])

    @property
    def file_name(self) -> str:
        return f"{self.name}.{self.form}"
