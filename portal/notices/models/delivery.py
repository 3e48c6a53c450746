"""A message on its way out of the portal: a row before it is sent, so that no failed gateway and no kill loses one."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import Q

from portal.lib.fields import EncryptedField
from portal.notices.enums import ChannelKey, DeliveryState
from portal.notices.models.notice import Notice
from portal.tenancy.scope import Actor


class DeliveryQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> "DeliveryQuerySet":
        """What went out for the regions the actor reads; one without a region is the installation's own."""
        return self.filter(region_id__in=sorted(actor.scope.read_regions))

    def due(self, at: dt.datetime) -> "DeliveryQuerySet":
        """Waiting, their time has come, and nobody is at it (or whoever was is gone)."""
        free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=at)
        return self.filter(free, state=DeliveryState.WAITING, next_at__lte=at)


class Delivery(models.Model):
    """One message to one address. ``fence`` counts the claims: only the newest claimant writes the outcome.

    Sending is at least once: who is killed after the server took the message sends it again, under the same ``uid``.
    """

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    notice = models.ForeignKey(Notice, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="消息")
    channel = models.CharField("方式", max_length=8, choices=ChannelKey.choices)
    kind = models.CharField("种类", max_length=60)
    address = EncryptedField("地址", kind="contact")
    to_name = models.CharField("收件人", max_length=120, blank=True)
    region_id = models.BigIntegerField("辖区", null=True, blank=True)
    subject = models.CharField("标题", max_length=160)
    text = models.TextField("内容", max_length=4000)
    state = models.CharField("状态", max_length=8, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    next_at = models.DateTimeField("下次发送")
    claimed_until = models.DateTimeField("占用到", null=True, blank=True)
    fence = models.PositiveIntegerField("栅栏号", default=0)
    error = models.CharField("失败原因", max_length=200, blank=True)
    carrier = models.CharField("通道", max_length=60, blank=True)
    created_at = models.DateTimeField("写入时间")
    sent_at = models.DateTimeField("发出时间", null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "发送记录"
        verbose_name_plural = "发送记录"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="delivery_once"),
            models.CheckConstraint(condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at__isnull=True)), name="delivery_sent_at"),
        ]
        indexes = [
            models.Index(fields=["next_at"], name="delivery_due", condition=Q(state="waiting")),
            models.Index(fields=["region_id", "-id"], name="delivery_region"),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.subject}"
