"""Text messages: written before they are sent, so that a failed gateway loses none."""

import uuid

from django.db import models

from portal.lib.fields import EncryptedField


class SmsState(models.TextChoices):
    WAITING = "waiting", "待发"
    SENT = "sent", "已发"
    FAILED = "failed", "发送失败"


class SmsMessage(models.Model):
    """One text message to one phone."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    phone = EncryptedField("手机号", kind="phone")
    kind = models.CharField("种类", max_length=40)
    text = models.CharField("内容", max_length=300)
    state = models.CharField("状态", max_length=10, choices=SmsState.choices, default=SmsState.WAITING)
    adapter = models.CharField("通道", max_length=60, blank=True)
    error = models.CharField("失败原因", max_length=200, blank=True)
    created_at = models.DateTimeField("写入时间")
    sent_at = models.DateTimeField("发出时间", null=True, blank=True)

    class Meta:
        verbose_name = "短信"
        verbose_name_plural = "短信"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.phone}"
