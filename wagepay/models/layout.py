"""How a bank wants its file: the columns, their headings, its codes."""

import uuid

from django.db import models

from portal.accounts.enums import Role
from portal.tenancy.scope import Actor


class BankLayoutQuerySet(models.QuerySet):
    def kept_by(self, actor: Actor) -> "BankLayoutQuerySet":
        """Those the actor may change: a bank its own, an administrator those of his organ."""
        return self.filter(bank=actor.enterprise_id) if actor.role == Role.BANK else self.filter(organisation=actor.organisation_id)

    def for_bank(self, bank_id: int) -> "BankLayoutQuerySet":
        return self.filter(bank=bank_id, is_active=True)


class BankLayout(models.Model):
    """代发文件格式 of a bank, as data: nothing of any bank stands in the code. Without one the neutral file is written."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    bank = models.ForeignKey("tenancy.Organisation", models.PROTECT, related_name="+", verbose_name="银行")
    organisation = models.ForeignKey("tenancy.Organisation", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="维护单位")
    name = models.CharField("名称", max_length=60)
    form = models.CharField("文件类型", max_length=4, choices=(("xlsx", "xlsx"), ("csv", "csv"), ("txt", "txt")), default="xlsx")
    encoding = models.CharField("编码", max_length=10, choices=(("utf-8-sig", "UTF-8"), ("gb18030", "GBK")), default="gb18030")
    delimiter = models.CharField("分隔符", max_length=1, choices=((",", "逗号"), ("|", "竖线"), ("\t", "制表符")), default=",")
    has_heading = models.BooleanField("有表头", default=True)
    is_in_fen = models.BooleanField("金额以分为单位", default=False)
    columns = models.JSONField("列", default=list)  # [[field or "=constant", heading], …]
    reasons = models.JSONField("原因代码对照", default=dict, blank=True)  # the bank's code or word -> FailureReason
    is_active = models.BooleanField("启用", default=True)
    changed_by = models.CharField("维护人", max_length=80)
    changed_at = models.DateTimeField("更新时间")

    objects = BankLayoutQuerySet.as_manager()

    class Meta:
        verbose_name = "代发文件格式"
        verbose_name_plural = "代发文件格式"
        ordering = ["bank", "name"]
        constraints = [
            models.UniqueConstraint(fields=["bank", "name"], name="banklayout_once", violation_error_message="这家银行已有同名的格式。"),
        ]

    def __str__(self) -> str:
        return self.name
