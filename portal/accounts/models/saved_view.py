"""Filters, order and columns of a list under a name of one's own."""

import uuid

from django.db import models

from portal.accounts.models.membership import Membership


class SavedView(models.Model):
    """One question to one list, kept for one membership: what a person may see is decided anew each time it is asked."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+", verbose_name="任职")
    page = models.CharField("列表", max_length=60)
    name = models.CharField("名称", max_length=40)
    query = models.CharField("条件", max_length=2000, blank=True)

    class Meta:
        verbose_name = "保存的筛选"
        verbose_name_plural = "保存的筛选"
        ordering = ["page", "name"]
        constraints = [models.UniqueConstraint(fields=["membership", "page", "name"], name="saved_view_once")]

    def __str__(self) -> str:
        return self.name
