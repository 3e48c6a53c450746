"""A link that lets its bearer choose the password of one account, once and for a while."""

import datetime as dt
import uuid

from django.core import signing
from django.db import models
from django.db.models import Q

from portal.accounts.enums import LinkKind
from portal.accounts.models.user import User

_SALT = "portal.accounts.one_time_link"


class OneTimeLinkQuerySet(models.QuerySet):
    def open_at(self, at: dt.datetime) -> "OneTimeLinkQuerySet":
        """Neither used, nor taken back, nor too old."""
        return self.filter(used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=at)

    def of_token(self, token: str) -> "OneTimeLinkQuerySet":
        """The row a token was made for; a forged one names none."""
        try:
            return self.filter(uid=signing.loads(token, salt=_SALT))
        except signing.BadSignature:
            return self.none()


class OneTimeLink(models.Model):
    """The row holds no secret: the token is its signed number, so a copy of the database opens nothing."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="links", verbose_name="用户")
    kind = models.CharField("用途", max_length=10, choices=LinkKind.choices)
    made_by = models.CharField("发出人", max_length=80)
    made_at = models.DateTimeField("发出时间")
    expires_at = models.DateTimeField("失效时间")
    used_at = models.DateTimeField("使用时间", null=True, blank=True)
    revoked_at = models.DateTimeField("作废时间", null=True, blank=True)

    objects = OneTimeLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "一次性链接"
        verbose_name_plural = "一次性链接"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(used_at__isnull=True, revoked_at__isnull=True), name="one_link_at_a_time"),
            models.CheckConstraint(condition=Q(expires_at__gt=models.F("made_at")), name="link_dates", violation_error_message="失效时间应晚于发出时间。"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_kind_display()}"

    @property
    def token(self) -> str:
        return signing.dumps(str(self.uid), salt=_SALT)
