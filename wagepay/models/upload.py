"""A file somebody sent in, from the first byte to the receipt."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from portal.accounts.enums import Role
from portal.tenancy.models.base import TenantModel
from portal.tenancy.querysets import TenantRule
from portal.tenancy.scope import Actor
from wagepay.enums import UploadKind, UploadPiece, UploadState
from wagepay.models.scoping import ProjectRowsQuerySet

# A workbook holds people's numbers in clear: the owner and the bank see the kinds they send themselves and no other.
KINDS_OF = {
    Role.OWNER: (UploadKind.ACCOUNT_ENTRIES,),
    Role.BANK: (UploadKind.RECEIPTS, UploadKind.ACCOUNT_ENTRIES),
    Role.SUPERVISOR: (),
}


class FileRowsQuerySet(ProjectRowsQuerySet):
    """Files and their pieces: beyond the project, narrowed to the kinds that are the role's own business."""

    kind_path = "kind"

    def _own(self, rows: Any, actor: Actor) -> Any:
        rows = super()._own(rows, actor)
        return rows.filter(**{f"{self.kind_path}__in": KINDS_OF[actor.role]}) if actor.role in KINDS_OF else rows


class UploadQuerySet(FileRowsQuerySet):
    def accepted(self) -> "UploadQuerySet":
        return self.filter(state=UploadState.ACCEPTED)

    def latest_first(self) -> "UploadQuerySet":
        """As they came in; what was imported afterwards for an earlier day stands at its day."""
        return self.order_by("-uploaded_at", "-pk")


class Upload(TenantModel):
    """One file of one kind for one project; nothing of it is in the final tables before it is accepted."""

    tenant: ClassVar[TenantRule] = TenantRule(region="region", project="project")

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("种类", max_length=16, choices=UploadKind.choices)
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="+", verbose_name="项目")
    employer = models.ForeignKey("tenancy.Organisation", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="用人单位")
    month = models.DateField("月份", null=True, blank=True)
    account_id = models.BigIntegerField("专用账户", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=UploadState.choices, default=UploadState.RECEIVED)
    name = models.CharField("文件名", max_length=200)
    size = models.PositiveIntegerField("大小")
    sha256 = models.CharField("文件指纹", max_length=64)
    mended_sha256 = models.CharField("网页改动后的指纹", max_length=64, blank=True, default="", db_default="")
    mapping = models.JSONField("列对应", default=dict, blank=True)
    summary = models.JSONField("核对摘要", default=dict, blank=True)
    receipt_number = models.CharField("回执编号", max_length=40, blank=True)
    uploaded_by = models.CharField("上传人", max_length=80)
    uploader_uid = models.UUIDField("上传人编号", null=True, blank=True)
    uploaded_at = models.DateTimeField("上传时间")
    accepted_at = models.DateTimeField("入库时间", null=True, blank=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = "上传文件"
        verbose_name_plural = "上传文件"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["receipt_number"], condition=~Q(receipt_number=""), name="upload_receipt"),
        ]
        indexes = [
            models.Index(fields=["region", "-id"], name="upload_region"),
            models.Index(fields=["project", "kind", "month", "-id"], name="upload_project"),
            models.Index(fields=["project", "kind", "sha256"], name="upload_same_file"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def content_sha256(self) -> str:
        """What tells this content from another: the file, with what was mended in it on the page."""
        return self.mended_sha256 or self.sha256


class UploadContentQuerySet(FileRowsQuerySet):
    employer_path = "upload__employer"
    kind_path = "upload__kind"


class UploadContent(TenantModel):
    """One encrypted piece of an upload: a workbook holds every number in clear, and so may findings."""

    tenant: ClassVar[TenantRule] = TenantRule(region="region", project="project")

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="+", verbose_name="项目")
    upload = models.ForeignKey(Upload, models.PROTECT, related_name="+", verbose_name="上传")
    piece = models.CharField("部分", max_length=10, choices=UploadPiece.choices)
    sealed = models.BinaryField("密文")

    objects = UploadContentQuerySet.as_manager()

    class Meta:
        verbose_name = "上传内容"
        verbose_name_plural = "上传内容"
        constraints = [models.UniqueConstraint(fields=["upload", "piece"], name="uploadcontent_once")]
        indexes = [models.Index(fields=["region"], name="uploadcontent_region"), models.Index(fields=["project"], name="uploadcontent_project")]

    def __str__(self) -> str:
        return f"{self.upload_id} {self.piece}"


class RememberedMapping(TenantModel):
    """Which column of an enterprise's own form means what, as its wage officer corrected it."""

    tenant: ClassVar[TenantRule] = TenantRule(region="region", enterprise="organisation")

    organisation = models.ForeignKey("tenancy.Organisation", models.PROTECT, related_name="+", verbose_name="企业")
    kind = models.CharField("种类", max_length=16, choices=UploadKind.choices)
    headings = models.CharField("表头指纹", max_length=64)
    mapping = models.JSONField("列对应", default=dict)
    recorded_at = models.DateTimeField("记录时间", auto_now=True)

    class Meta:
        verbose_name = "列对应记忆"
        verbose_name_plural = "列对应记忆"
        constraints = [models.UniqueConstraint(fields=["organisation", "region", "kind", "headings"], name="rememberedmapping_once")]
        indexes = [models.Index(fields=["region"], name="rememberedmapping_region")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.kind}"


class ReceiptCounter(TenantModel):
    """The last receipt number of a county and month; locked while one is drawn."""

    tenant: ClassVar[TenantRule] = TenantRule(region="region")

    prefix = models.CharField("字头", max_length=4)
    month = models.DateField("月份")
    last = models.PositiveIntegerField("末号", default=0)

    class Meta:
        verbose_name = "回执编号计数"
        verbose_name_plural = "回执编号计数"
        constraints = [models.UniqueConstraint(fields=["region", "prefix", "month"], name="receiptcounter_once")]

    def __str__(self) -> str:
        return f"{self.prefix} {self.month:%Y-%m}"
