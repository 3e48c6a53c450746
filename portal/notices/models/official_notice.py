"""A notice of an office to many: who it went to and who has read it is seen on its receipts."""

import secrets
import uuid

from django.db import models
from django.urls import reverse

from portal.documents.models import StoredFile
from portal.tenancy.models.base import TenantModel
from portal.tenancy.querysets import TenantQuerySet, TenantRule


def random_key() -> int:
    """What opens one official notice to those it was sent to; no one else's page ever carries it."""
    return secrets.randbits(62) | 1 << 61


class OfficialNotice(TenantModel):
    """Sent once and never changed. Recipients open it by its key, which only their own message holds."""

    tenant = TenantRule(region="region", intake="reading_key", intake_writes=False)

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    reading_key = models.BigIntegerField("阅读键", unique=True, editable=False, default=random_key)
    title = models.CharField("标题", max_length=120)
    text = models.TextField("正文", max_length=4000)
    audience = models.CharField("发送范围", max_length=400)
    needs_receipt = models.BooleanField("要求签收", default=False)
    receipt_by = models.DateField("签收期限", null=True, blank=True)
    attachment = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="附件")
    # Said again here: a recipient may open this row and not the list of the sender's files.
    attachment_name = models.CharField("附件名", max_length=160, blank=True)
    sender_name = models.CharField("发送单位", max_length=120)
    sent_by = models.CharField("发送人", max_length=80)
    sent_at = models.DateTimeField("发送时间")
    recipients = models.PositiveIntegerField("收件人数", default=0)
    reminders = models.PositiveSmallIntegerField("催阅次数", default=0)
    reminded_at = models.DateTimeField("最近催阅", null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = "通知"
        verbose_name_plural = "通知"
        ordering = ["-id"]
        indexes = [models.Index(fields=["region", "-id"], name="official_notice_region")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("official_notice", args=[self.uid])
