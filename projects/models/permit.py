"""The permit ledger of the housing and other departments: what was permitted, and whether the portal has a file for it."""

import uuid

from django.db import models
from django.db.models import Exists, OuterRef

from portal.accounts.enums import WITHOUT_PROJECTS, Role
from portal.tenancy.models import TenantModel
from portal.tenancy.querysets import TenantQuerySet
from portal.tenancy.scope import Actor
from projects.models.project import Project


class PermitEntryQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "PermitEntryQuerySet":
        """For those who watch over a whole region; whoever has some townships only sees his projects."""
        rows = super().visible_to(actor)
        return rows.none() if actor.role in (*WITHOUT_PROJECTS, Role.GRID) else rows

    def with_sight(self, actor: Actor) -> "PermitEntryQuerySet":
        """``in_sight``: whether the file is one of those the actor sees; a department sees those of its trade, and the ledger is the whole county's."""
        return self.annotate(in_sight=Exists(Project.objects.visible_to(actor).filter(pk=OuterRef("project_id"))))

    def missing(self) -> "PermitEntryQuerySet":
        """Permits without a file, unless somebody said why none is needed (W38)."""
        return self.filter(project__isnull=True, ruled_out="")


class PermitEntry(TenantModel):
    """One permit as its department lists it."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    permit_number = models.CharField("施工许可证号", max_length=60)
    project_name = models.CharField("工程名称", max_length=120)
    owner_name = models.CharField("建设单位", max_length=120, blank=True)
    contractor_name = models.CharField("施工单位", max_length=120, blank=True)
    contractor_uscc = models.CharField("施工单位信用代码", max_length=18, blank=True)
    amount = models.DecimalField("合同价（元）", max_digits=16, decimal_places=2, null=True, blank=True)
    issued_on = models.DateField("发证日期", null=True, blank=True)
    project = models.ForeignKey("projects.Project", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="项目档案")
    ruled_out = models.CharField("不用建档的原因", max_length=200, blank=True, default="")
    recorded_by = models.CharField("登记人", max_length=80)
    recorded_at = models.DateTimeField("登记时间")

    objects = PermitEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "施工许可台账"
        verbose_name_plural = "施工许可台账"
        ordering = ["-issued_on", "-id"]
        indexes = [models.Index(fields=["region", "issued_on"], name="permit_region_issued"), models.Index(fields=["project"], name="permit_project")]
        constraints = [
            models.UniqueConstraint(fields=["region", "permit_number"], name="permit_once", violation_error_message="这个许可证号已经在台账里。"),
        ]

    def __str__(self) -> str:
        return self.permit_number
