"""The second thing by which a person proves who he is: a clock in his phone, and codes on paper for the day it is lost."""

import uuid

from django.db import models

from portal.accounts.models.user import User
from portal.lib.fields import EncryptedField


class SecondFactor(models.Model):
    """The shared secret of one person's authenticator (RFC 6238), encrypted; without ``confirmed_at`` only an offer."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(User, models.CASCADE, related_name="second_factor", verbose_name="用户")
    secret = EncryptedField("密钥", kind="secret")
    created_at = models.DateTimeField("建立时间")
    confirmed_at = models.DateTimeField("启用时间", null=True, blank=True)
    # The time step of the last code taken: neither it nor an earlier one opens anything again.
    last_step = models.BigIntegerField("最近时间步", default=0)
    failures = models.PositiveSmallIntegerField("连续输错", default=0)
    closed_until = models.DateTimeField("暂停至", null=True, blank=True)

    class Meta:
        verbose_name = "二次验证"
        verbose_name_plural = "二次验证"

    def __str__(self) -> str:
        return f"{self.user}的二次验证"


class RecoveryCode(models.Model):
    """A keyed hash of one code; it opens once."""

    user = models.ForeignKey(User, models.CASCADE, related_name="recovery_codes", verbose_name="用户")
    hashed = models.BinaryField("恢复码散列", max_length=16)
    used_at = models.DateTimeField("使用时间", null=True, blank=True)

    class Meta:
        verbose_name = "恢复码"
        verbose_name_plural = "恢复码"
        constraints = [models.UniqueConstraint(fields=["user", "hashed"], name="recovery_code_once")]

    def __str__(self) -> str:
        return f"{self.user}的恢复码"
