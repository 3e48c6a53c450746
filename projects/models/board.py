"""The boards of rights on the site (条例 第三十四条)."""

import uuid

from django.db import models
from django.db.models import F, Q

from portal.documents.models import StoredFile
from projects.models.base import ProjectRow


class Seen(models.TextChoices):
    """What the QR code on the photo said when it was decoded."""

    NO_PHOTO = "no_photo", "没有照片"
    UNREAD = "unread", "照片里读不出二维码"
    OTHER = "other", "不是本平台打印的二维码"
    EARLIER = "earlier", "本项目以前的一版"
    CURRENT = "current", "本项目本版"


class RightsNoticeBoard(ProjectRow):
    """维权信息告示牌 at one place of the site (条例 第三十四条); stale when a fact it shows has changed."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    place = models.CharField("位置", max_length=60)
    posted_on = models.DateField("张贴日期")
    removed_on = models.DateField("撤下日期", null=True, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    photo = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="照片")
    photographed_on = models.DateField("拍摄日期", null=True, blank=True)
    seen = models.CharField("二维码", max_length=10, choices=Seen.choices, default=Seen.NO_PHOTO, db_default=Seen.NO_PHOTO)
    # What the board says, as keyed digests by fact: what changed afterwards is told by name and no telephone number is kept here.
    shown = models.JSONField("所示内容", default=dict, db_default=models.Value({}, models.JSONField()), editable=False)

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
                condition=Q(photo__isnull=True, photographed_on__isnull=True, seen="no_photo")
                | Q(photo__isnull=False, photographed_on__isnull=False) & ~Q(seen="no_photo"),
                name="board_photo",
                violation_error_message="照片和拍摄日期要一起填。",
            ),
            models.CheckConstraint(
                condition=Q(removed_on__isnull=True) | Q(removed_on__gte=F("posted_on")),
                name="board_dates",
                violation_error_message="撤下日期不能早于张贴日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.place
