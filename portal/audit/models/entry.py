"""The record of acts: plain columns and no foreign keys, so every floor above can write it."""

import uuid
from typing import Any

from django.db import models


class EntryQuerySet(models.QuerySet):
    """The trail stands outside row security, because every scope and none writes it; pages narrow it here."""

    def visible_to(self, actor: Any) -> "EntryQuerySet":
        """The acts in the regions the actor reads; an act of no region (a firm's, an unknown visitor's) is nobody's."""
        return self.filter(region_id__in=sorted(actor.scope.read_regions))

    def about(self, subjects: dict[str, list[str]]) -> "EntryQuerySet":
        """Acts on any of these objects: "app.Model" -> uids."""
        wanted = models.Q(pk__in=[])
        for label, uids in subjects.items():
            wanted |= models.Q(object_type=label, object_uid__in=[str(uid) for uid in uids])
        return self.filter(wanted)


class Entry(models.Model):
    """One act of one person, written in the same transaction as the act.

    The application role may insert and read entries, never change or delete them (migration 0001); a trigger refuses
    it to the owner of the table too (migration 0004). Nothing in the portal deletes one.
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
    # Joins the entry with the changes of rows that the same request made.
    request_id = models.CharField("请求编号", max_length=40, blank=True, default="", db_default="")

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "操作记录"
        verbose_name_plural = "操作记录"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["region_id", "-at"], name="entry_region_at"),
            models.Index(fields=["object_type", "object_uid"], name="entry_object"),
            models.Index(fields=["actor_uid", "-at"], name="entry_actor_at"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_name} {self.verb} {self.object_name}"
