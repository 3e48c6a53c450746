"""Where a person wants to be reached outside the portal, and for what."""

import uuid

from django.db import models

from portal.accounts.models import User
from portal.lib.fields import EncryptedField
from portal.notices.enums import ChannelKey, When


class Contact(models.Model):
    """One address of one person. Messages go to ``address``, which its owner has confirmed; ``pending`` waits for its code."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="用户")
    channel = models.CharField("方式", max_length=8, choices=ChannelKey.choices)
    address = EncryptedField("地址", kind="contact", null=True)
    confirmed_at = models.DateTimeField("确认时间", null=True)
    pending = EncryptedField("待确认地址", kind="contact", null=True)
    code_hash = models.CharField("验证码散列", max_length=200, blank=True)
    code_sent_at = models.DateTimeField("验证码发出时间", null=True)
    code_tries = models.PositiveSmallIntegerField("已试次数", default=0)
    codes_on = models.DateField("验证码日期", null=True)
    codes_that_day = models.PositiveSmallIntegerField("当日验证码数", default=0)

    class Meta:
        verbose_name = "联系方式"
        verbose_name_plural = "联系方式"
        ordering = ["user", "channel"]
        constraints = [models.UniqueConstraint(fields=["user", "channel"], name="contact_once")]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.address or self.pending or ''}"


class Preference(models.Model):
    """What a person chose for one kind on one way out; without a row the kind's own rule holds."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="用户")
    kind = models.CharField("种类", max_length=60)
    channel = models.CharField("方式", max_length=8, choices=ChannelKey.choices)
    when = models.CharField("何时发", max_length=8, choices=When.choices)

    class Meta:
        verbose_name = "消息偏好"
        verbose_name_plural = "消息偏好"
        ordering = ["user", "kind", "channel"]
        constraints = [models.UniqueConstraint(fields=["user", "kind", "channel"], name="preference_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.channel} {self.when}"
