"""Scanned papers of a project's file."""

import uuid

from django.db import models
from django.db.models import Q

from portal.accounts.enums import Role
from portal.documents.models import StoredFile
from portal.tenancy.scope import Actor
from projects.enums_accounts import PaperKind
from projects.models.base import ProjectMoneyQuerySet, ProjectRow
from projects.models.money import SpecialWageAccount


class ProjectPaperQuerySet(ProjectMoneyQuerySet):
    def visible_to(self, actor: Actor) -> "ProjectPaperQuerySet":
        """A bank sees the papers of the accounts it keeps."""
        rows = super().visible_to(actor)
        return rows.filter(subject_uid__in=SpecialWageAccount.objects.visible_to(actor).values("uid")) if actor.role == Role.BANK else rows

    def about(self, subject_uid: uuid.UUID) -> "ProjectPaperQuerySet":
        """Papers of one account, party or state."""
        return self.filter(subject_uid=subject_uid)

    def in_force(self) -> "ProjectPaperQuerySet":
        """Not replaced by a newer one of the same kind and subject."""
        return self.filter(replaced_at__isnull=True)


class ProjectPaper(ProjectRow):
    """One paper: what it is, of which day, about what, and its scan. A newer one replaces it and leaves it in the record."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("种类", max_length=20, choices=PaperKind.choices)
    subject_uid = models.UUIDField("所属记录", null=True, blank=True)
    number = models.CharField("文号或编号", max_length=80, blank=True)
    dated_on = models.DateField("签订或出具日期")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="扫描件")
    note = models.CharField("说明", max_length=200, blank=True)
    recorded_by = models.CharField("登记人", max_length=80)
    recorded_at = models.DateTimeField("登记时间")
    replaced_at = models.DateTimeField("替换时间", null=True, blank=True)

    objects = ProjectPaperQuerySet.as_manager()

    class Meta:
        verbose_name = "项目材料"
        verbose_name_plural = "项目材料"
        ordering = ["project", "-id"]
        indexes = [
            models.Index(fields=["region", "project"], name="project_paper_project"),
            models.Index(fields=["subject_uid"], name="project_paper_subject", condition=Q(subject_uid__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "kind", "subject_uid"],
                condition=Q(replaced_at__isnull=True),
                name="project_paper_current",
                nulls_distinct=False,
                violation_error_message="刚有人登记了同一种材料，请刷新后再传。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.dated_on}"
