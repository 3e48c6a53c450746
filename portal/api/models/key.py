"""A key by which a machine signs its requests, and the signatures it has used."""

import datetime as dt
import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from portal.lib.fields import EncryptedField
from portal.tenancy.models import Organisation, Region
from portal.tenancy.scope import Actor


class ApiKeyQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> "ApiKeyQuerySet":
        """Keys of one's regions."""
        return self.filter(region_id__in=sorted(actor.scope.read_regions))

    def usable(self, at: dt.datetime) -> "ApiKeyQuerySet":
        return self.filter(revoked_at__isnull=True, expires_at__gt=at)


class ApiKey(models.Model):
    """接口密钥. ``code`` is public and names the key, ``secret`` signs and is shown once; a rotation makes a new row beside the old.

    It opens the region with everything below for the verbs named, or only the projects named; never more than a person of that region could read.
    """

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField("密钥编号", max_length=24, unique=True)
    secret = EncryptedField("密钥", kind="secret")
    name = models.CharField("用途", max_length=80)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="使用单位")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="辖区")
    verbs = ArrayField(models.CharField(max_length=60), verbose_name="可办事项")
    projects = ArrayField(models.CharField(max_length=40), default=list, blank=True, verbose_name="限定项目")
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="更换前的密钥")
    issued_by = models.CharField("签发人", max_length=80)
    issued_at = models.DateTimeField("签发时间")
    expires_at = models.DateTimeField("有效期至")
    revoked_at = models.DateTimeField("吊销时间", null=True, blank=True)
    revoked_by = models.CharField("吊销人", max_length=80, blank=True)
    revoke_reason = models.CharField("吊销原因", max_length=200, blank=True)
    used_at = models.DateTimeField("最近使用", null=True, blank=True)
    used_from = models.CharField("最近地址", max_length=45, blank=True)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        verbose_name = "接口密钥"
        verbose_name_plural = "接口密钥"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("issued_at")), name="api_key_dates", violation_error_message="有效期应晚于签发时间。"),
            models.CheckConstraint(condition=Q(verbs__len__gt=0), name="api_key_verbs", violation_error_message="至少选一项可办事项。"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def state(self, at: dt.datetime) -> str:
        """In one word for lists."""
        if self.revoked_at:
            return "已吊销"
        return "有效" if self.expires_at > at else "已过期"


class ApiCall(models.Model):
    """A signature that was used: the same request sent again by somebody who overheard it is refused."""

    key = models.ForeignKey(ApiKey, models.CASCADE, related_name="+", verbose_name="密钥")
    signature = models.BinaryField("签名", max_length=32)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "接口调用"
        verbose_name_plural = "接口调用"
        constraints = [models.UniqueConstraint(fields=["key", "signature"], name="api_call_once")]
        indexes = [models.Index(fields=["at"], name="api_call_at")]

    def __str__(self) -> str:
        return f"{self.key_id} {self.at}"
