"""What happened to the rows of business tables, written by triggers of the database and by nothing else."""

from typing import Any

from django.db import models


class ChangeKind(models.TextChoices):
    CREATED = "I", "新增"
    CHANGED = "U", "修改"
    DELETED = "D", "删除"


class ChangeQuerySet(models.QuerySet):
    """Row security shows the changes of the rows a scope shows; this repeats it for the pages."""

    def visible_to(self, actor: Any) -> "ChangeQuerySet":
        scope = actor.scope
        found = models.Q(region_id__in=sorted(scope.read_regions))
        found |= models.Q(project_id__in=sorted(scope.read_projects)) | models.Q(enterprise_id__in=sorted(scope.read_enterprises))
        return self.filter(found)

    def of(self, obj: models.Model) -> "ChangeQuerySet":
        """The changes of one row, the newest first."""
        return self.filter(table_name=obj._meta.db_table, row_id=obj.pk).order_by("-id")


class Change(models.Model):
    """One row that one statement made, changed or removed.

    ``before`` and ``after`` hold the columns that differ, a removed row is kept whole; of a new row it is kept that it was
    made, because its first values are the earliest ``before`` of each column, or stand in the row still (ADR 0021). Sealed
    columns stay sealed. Who and why come from the transaction's settings (``tenancy.scope.acting``); ``login`` is the database's own
    word, so that a change made past the application is seen as one.
    """

    at = models.DateTimeField("时间")
    table_name = models.CharField("表", max_length=63)
    row_id = models.BigIntegerField("行")
    kind = models.CharField("性质", max_length=1, choices=ChangeKind.choices)
    region_id = models.BigIntegerField("辖区", null=True)
    project_id = models.BigIntegerField("项目", null=True)
    enterprise_id = models.BigIntegerField("企业", null=True)
    actor_uid = models.UUIDField("办理人编号", null=True)
    actor_name = models.CharField("办理人", max_length=80)
    request_id = models.CharField("请求编号", max_length=40)
    cause = models.CharField("事由", max_length=120)
    login = models.CharField("数据库账号", max_length=63)
    before = models.JSONField("改前", null=True)
    after = models.JSONField("改后", null=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "数据变更"
        verbose_name_plural = "数据变更"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["table_name", "row_id", "-id"], name="change_row"),
        ]

    def __str__(self) -> str:
        return f"{self.table_name}#{self.row_id} {self.get_kind_display()}"
