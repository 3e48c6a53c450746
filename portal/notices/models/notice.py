"""A message inside the portal to one membership of one person."""

import uuid

from django.db import models
from django.db.models import Q

from portal.accounts.models import Membership
from portal.tenancy.scope import Actor


class NoticeQuerySet(models.QuerySet):
    def of(self, actor: Actor) -> "NoticeQuerySet":
        """One's own, under the membership one acts under now: its links open under no other."""
        return self.filter(membership_id=actor.membership_id)

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at__isnull=True)

    def of_official_notice(self, reading_key: int) -> "NoticeQuerySet":
        """One row for each recipient: the first message, not the reminders of it."""
        return self.filter(official_notice_key=reading_key, round=0)


class Notice(models.Model):
    """What happened and where to look. Holds no personal number; the page behind the link asks for the right again."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+", verbose_name="收件人")
    # What it came from, an outbox row, an official notice (and which reminder of it) or a morning's digest: delivered twice it is still one message.
    outbox_id = models.BigIntegerField("来源消息", null=True, blank=True)
    official_notice_key = models.BigIntegerField("通知阅读键", null=True, blank=True)
    round = models.PositiveSmallIntegerField("第几次催阅", default=0, db_default=0)
    digest_on = models.DateField("晨报日期", null=True, blank=True)
    kind = models.CharField("种类", max_length=60)
    title = models.CharField("标题", max_length=160)
    text = models.CharField("内容", max_length=400, blank=True)
    # Of a digest: title, note and address of each thing that is due.
    lines = models.JSONField("明细", default=list, db_default=models.Value([], models.JSONField()), blank=True)
    url = models.CharField("链接", max_length=200, blank=True)
    created_at = models.DateTimeField("送出时间")
    read_at = models.DateTimeField("阅读时间", null=True, blank=True)
    confirmed_at = models.DateTimeField("签收时间", null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "消息"
        verbose_name_plural = "消息"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["outbox_id", "membership"], name="notice_once"),
            models.UniqueConstraint(fields=["official_notice_key", "membership", "round"], name="notice_of_official_notice_once"),
            models.UniqueConstraint(fields=["membership", "digest_on"], name="notice_digest_once"),
            models.CheckConstraint(
                condition=Q(outbox_id__isnull=False) | Q(official_notice_key__isnull=False) | Q(digest_on__isnull=False), name="notice_has_source"
            ),
        ]
        indexes = [
            models.Index(fields=["membership", "-id"], name="notice_membership"),
            models.Index(fields=["membership"], name="notice_unread", condition=Q(read_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.title


def unread_of(actor: Actor) -> int:
    """The number on the bell."""
    return Notice.objects.of(actor).unread().count() if actor.membership_id else 0
