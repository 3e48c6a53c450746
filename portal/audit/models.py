"""Append-only record of acts: plain columns and no foreign keys, so every floor above can write it."""

import uuid

from django.db import models


class Entry(models.Model):
    """One act of one person, written in the same transaction as the act.

    The application role may insert and read entries, never change or delete them (migration 0001).
    """

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField("时间", auto_now_add=True)
    actor_uid = models.UUIDField("办理人编号", null=True)
    actor_name = models.CharField("办理人", max_length=80)
    actor_role = models.CharField("角色", max_length=20, blank=True)
    verb = models.CharField("行为", max_length=80)
    region_id = models.BigIntegerField("辖区", null=True)
    object_type = models.CharField("对象类别", max_length=80, blank=True)
    object_uid = models.CharField("对象编号", max_length=80, blank=True)
    object_name = models.CharField("对象", max_length=200, blank=True)
    detail = models.JSONField("内容", default=dict)
    address = models.CharField("网络地址", max_length=45, blank=True)
    succeeded = models.BooleanField("成功", default=True)

    class Meta:
        verbose_name = "操作记录"
        verbose_name_plural = "操作记录"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["region_id", "-at"], name="entry_region_at"),
            models.Index(fields=["object_type", "object_uid"], name="entry_object"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_name} {self.verb} {self.object_name}"
