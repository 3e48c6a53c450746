"""One uploaded list of people: what was found in it and whom it made."""

import uuid
from typing import ClassVar

from django.db import models

from portal.lib import crypto
from portal.tenancy.models import TenantModel
from portal.tenancy.querysets import TenantRule


class UserImport(TenantModel):
    """The file is kept sealed for a month, so that it can be handed back with its faulty cells marked."""

    tenant: ClassVar[TenantRule] = TenantRule()

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField("文件名", max_length=200)
    sealed = models.BinaryField("文件（加密）", null=True)
    dry_run = models.BooleanField("只检查", default=False)
    accepted = models.BooleanField("通过", default=False)
    rows = models.PositiveIntegerField("行数", default=0)
    created = models.PositiveIntegerField("开通人数", default=0)
    findings = models.JSONField("问题", default=list, blank=True)
    usernames = models.JSONField("开通的账号", default=list, blank=True)
    made_by = models.CharField("导入人", max_length=80)
    made_at = models.DateTimeField("导入时间")

    class Meta:
        verbose_name = "人员导入"
        verbose_name_plural = "人员导入"
        ordering = ["-id"]
        indexes = [models.Index(fields=["region", "-id"], name="user_import_region")]

    def __str__(self) -> str:
        return self.name

    def keep(self, content: bytes) -> None:
        self.sealed = crypto.seal(content, self._place())

    def content(self) -> bytes | None:
        """The uploaded file, as long as it is kept."""
        return crypto.unseal(self.sealed, self._place()) if self.sealed else None

    def _place(self) -> str:
        return crypto.place(self._meta.db_table, "sealed", self.uid)
