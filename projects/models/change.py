"""Dated changes of a contract's terms and of its parties."""

import uuid

from django.db import models

from projects.models.base import ProjectMoneyQuerySet, ProjectRow


class ContractChange(ProjectRow):
    """One supplement or change: from which day, by which document, and each term before and after, in words."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    effective_on = models.DateField("生效日期")
    document_number = models.CharField("补充协议或文件编号", max_length=80, blank=True)
    reason = models.CharField("原因", max_length=200)
    changes = models.JSONField("变更内容")
    recorded_by = models.CharField("登记人", max_length=80)
    recorded_at = models.DateTimeField("登记时间")

    objects = ProjectMoneyQuerySet.as_manager()

    class Meta:
        verbose_name = "合同变更"
        verbose_name_plural = "合同变更"
        ordering = ["project", "-effective_on", "-id"]
        indexes = [models.Index(fields=["region", "project"], name="contract_change_project")]

    def __str__(self) -> str:
        return f"{self.effective_on} {'、'.join(change['label'] for change in self.changes)}"
