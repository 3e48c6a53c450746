"""Papers of one person: the scanned contract or agreement, the proof of safety training."""

import uuid
from typing import ClassVar

from django.db import models

from portal.documents.models import StoredFile
from portal.tenancy.models.base import TenantModel
from portal.tenancy.querysets import TenantRule
from wagepay.enums import PersonPaperKind
from wagepay.models.engagement import Engagement
from wagepay.models.scoping import ProjectRowsQuerySet


class PersonPaperQuerySet(ProjectRowsQuerySet):
    employer_path = "engagement__employer"


class PersonPaper(TenantModel):
    """One scanned paper; a newer one stands beside the older."""

    tenant: ClassVar[TenantRule] = TenantRule(region="region", project="project")

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="+", verbose_name="项目")
    engagement = models.ForeignKey(Engagement, models.PROTECT, related_name="+", verbose_name="在场用工")
    kind = models.CharField("种类", max_length=10, choices=PersonPaperKind.choices)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="扫描件")
    kept_by = models.CharField("存入人", max_length=80)
    kept_at = models.DateTimeField("存入时间")

    objects = PersonPaperQuerySet.as_manager()

    class Meta:
        verbose_name = "用工材料"
        verbose_name_plural = "用工材料"
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["engagement", "kind", "file"], name="personpaper_once")]
        indexes = [models.Index(fields=["region"], name="personpaper_region"), models.Index(fields=["project"], name="personpaper_project")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.file_id}"
