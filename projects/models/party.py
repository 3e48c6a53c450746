"""Who takes part in a project, in which part, from when until when."""

import uuid

from django.db import models
from django.db.models import F, Q

from portal.lib.fields import EncryptedField
from portal.tenancy.models import Organisation
from projects.enums import Part
from projects.models.base import ProjectRow, ProjectRowQuerySet


class ProjectPartyQuerySet(ProjectRowQuerySet):
    def present(self) -> "ProjectPartyQuerySet":
        """Parties that have not left."""
        return self.filter(left_on__isnull=True)

    def subcontractors(self) -> "ProjectPartyQuerySet":
        return self.filter(part=Part.SUBCONTRACTOR)


class ProjectParty(ProjectRow):
    """One organisation in one part; ``parent`` is the party that hired a subcontractor. tenancy.Participation mirrors it."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="单位")
    part = models.CharField("参建身份", max_length=20, choices=Part.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="发包方")
    scope_of_work = models.CharField("承包内容", max_length=120, blank=True)
    contact_name = models.CharField("联系人", max_length=60, blank=True)
    contact_phone = EncryptedField("联系电话", kind="phone", null=True, blank=True)
    entered_on = models.DateField("进场日期", null=True, blank=True)
    left_on = models.DateField("退场日期", null=True, blank=True)
    entrusted_agreement_on = models.DateField("委托代发协议签订日期", null=True, blank=True)

    objects = ProjectPartyQuerySet.as_manager()

    class Meta:
        verbose_name = "参建单位"
        verbose_name_plural = "参建单位"
        ordering = ["id"]
        indexes = [models.Index(fields=["region", "project"], name="party_region_project"), models.Index(fields=["organisation"], name="party_organisation")]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "organisation", "part"],
                condition=Q(left_on__isnull=True),
                name="party_once",
                violation_error_message="这家单位已经以同一身份参建。",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(entered_on__isnull=True) | Q(left_on__gte=F("entered_on")),
                name="party_dates",
                violation_error_message="退场日期不能早于进场日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_part_display()}"
