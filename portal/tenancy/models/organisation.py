"""Organisations: authorities, enterprises, banks and bodies that are not on the portal. Public data only."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from portal.tenancy.enums import Industry, OrganisationKind
from portal.tenancy.models.region import Region


class OrganisationQuerySet(models.QuerySet):
    def enterprises(self) -> "OrganisationQuerySet":
        return self.filter(kind=OrganisationKind.ENTERPRISE)

    def authorities_of(self, region: Region) -> "OrganisationQuerySet":
        return self.filter(kind=OrganisationKind.AUTHORITY, region=region)


class Organisation(models.Model):
    """One legal person or organ, the same row for every tenant (统一社会信用代码)."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("类别", max_length=12, choices=OrganisationKind.choices)
    name = models.CharField("名称", max_length=120)
    short_name = models.CharField("简称", max_length=40, blank=True)
    uscc = models.CharField("统一社会信用代码", max_length=18, null=True, blank=True, unique=True)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所在辖区")
    industries = ArrayField(models.CharField(max_length=20, choices=Industry.choices), default=list, blank=True, verbose_name="主管行业")
    # Document kind -> 发文代字; "*" is the prefix of every kind without its own.
    document_prefixes = models.JSONField("发文代字", default=dict, blank=True)
    letterhead = models.JSONField("红头", default=dict, blank=True)
    is_state_owned = models.BooleanField("国有或国有控股", default=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "机构"
        verbose_name_plural = "机构"
        ordering = ["name"]
        indexes = [models.Index(fields=["kind", "region"], name="organisation_kind_region"), models.Index(fields=["name"], name="organisation_name")]

    def __str__(self) -> str:
        return self.name

    def document_prefix(self, kind: str) -> str:
        """The 发文代字 for a kind of document, empty when the organ has none."""
        return self.document_prefixes.get(kind) or self.document_prefixes.get("*", "")


class Participation(models.Model):
    """Which organisation takes part in which project, posted down by projects/ so that scopes can be built.

    A global table of ids: it decides what an enterprise user sees, hence stands outside row security.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="机构")
    project_id = models.BigIntegerField("项目")
    part = models.CharField("参建身份", max_length=20)
    since = models.DateField("进场日期", null=True, blank=True)
    until = models.DateField("退场日期", null=True, blank=True)

    class Meta:
        verbose_name = "参建关系"
        verbose_name_plural = "参建关系"
        constraints = [models.UniqueConstraint(fields=["organisation", "project_id", "part"], name="participation_once")]
        indexes = [models.Index(fields=["project_id"], name="participation_project")]

    def __str__(self) -> str:
        return f"{self.organisation_id}@{self.project_id}"
