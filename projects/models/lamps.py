"""The lamps of all projects on one day, for lists and coverage; the dossier judges the evidence itself."""

from collections.abc import Iterable

from django.db import models

from projects.models.base import ProjectRow, ProjectRowQuerySet


class SystemLampsQuerySet(ProjectRowQuerySet):
    def among_ids(self, project_ids: Iterable[int]) -> "SystemLampsQuerySet":
        """Of projects the caller changes through its own scope."""
        return self._mark(self.filter(project_id__in=list(project_ids)))


class SystemLamps(ProjectRow):
    """One row per project: the mark of every lamp of every checklist of its tenant, and how much is left to do."""

    on = models.DateField("核对日期")
    marks = models.JSONField("各灯", default=dict)  # "<checklist>/<item>/<aspect>" or "element/<key>" -> ok, half, x, none
    missing = models.PositiveSmallIntegerField("待办项数", default=0)
    late = models.PositiveSmallIntegerField("超期项数", default=0)
    is_stale = models.BooleanField("须重新核对", default=False)
    # By whose figures it was judged: the region then, and the newest of its policy rows. Another region or a newer row makes it stale by itself.
    judged_in = models.BigIntegerField("核对时的辖区", null=True, blank=True)
    policy_seen = models.BigIntegerField("核对时最新的政策参数", default=0, db_default=0)

    objects = SystemLampsQuerySet.as_manager()

    class Meta:
        verbose_name = "制度灯汇总"
        verbose_name_plural = "制度灯汇总"
        constraints = [models.UniqueConstraint(fields=["project"], name="lamps_once")]
        indexes = [
            models.Index(fields=["region", "project"], name="lamps_region_project"),
            models.Index(fields=["region"], condition=models.Q(is_stale=True), name="lamps_stale"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.on}"
