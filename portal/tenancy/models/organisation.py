"""Organisations: authorities, enterprises, banks and bodies that are not on the portal. Public data only."""

import datetime as dt
import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from portal.lib.names import initials, sort_key
from portal.tenancy.enums import Industry, OrganisationKind
from portal.tenancy.models.region import Region


class OrganisationQuerySet(models.QuerySet):
    def enterprises(self) -> "OrganisationQuerySet":
        return self.filter(kind=OrganisationKind.ENTERPRISE)

    def authorities_of(self, region: Region) -> "OrganisationQuerySet":
        return self.filter(kind=OrganisationKind.AUTHORITY, region=region)

    def standing(self) -> "OrganisationQuerySet":
        """Without the duplicates that were merged into another row."""
        return self.filter(merged_into__isnull=True)

    def bearing(self, name: str) -> "OrganisationQuerySet":
        """Those called exactly so, now or formerly."""
        former = OrganisationName.objects.filter(name=name).values("organisation")
        return self.standing().filter(Q(name=name) | Q(pk__in=former))

    def named_like(self, text: str) -> "OrganisationQuerySet":
        """By a part of the name, of the short name, of a former name or of the pinyin initials, or by the whole credit code."""
        text = text.strip()
        former = OrganisationName.objects.filter(name__contains=text).values("organisation")
        found = Q(name__contains=text) | Q(short_name__contains=text) | Q(uscc=text.upper()) | Q(pk__in=former)
        return self.filter(found | Q(name_initials__contains=text.lower()) if text.isascii() else found)


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
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="branches", verbose_name="上级单位")
    duties = models.TextField("职责", blank=True)
    duties_source = models.CharField("职责依据", max_length=200, blank=True)
    # A code whose check sign does not fit is a fact to be confirmed against the licence, not to be refused.
    uscc_confirmed_by = models.CharField("信用代码核对人", max_length=80, blank=True, editable=False)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name="并入")
    name_key = models.CharField("名称排序键", max_length=400, default="", editable=False)
    name_initials = models.CharField("拼音首字母", max_length=400, default="", editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "机构"
        verbose_name_plural = "机构"
        ordering = ["name_key", "name"]
        indexes = [models.Index(fields=["kind", "region"], name="organisation_kind_region"), models.Index(fields=["name"], name="organisation_name")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        """Keep the keys of order and search in step with the name."""
        self.name_key = sort_key(self.name)[:400]
        self.name_initials = " ".join(filter(None, (initials(self.name), initials(self.short_name))))[:400]
        if {"name", "short_name"} & set(kwargs.get("update_fields") or ()):
            kwargs["update_fields"] = [*kwargs["update_fields"], "name_key", "name_initials"]
        super().save(*args, **kwargs)

    def name_on(self, day: dt.date) -> str:
        """The name on a day, for papers of that day; lists fetch ``former_names`` beforehand."""
        former = min((former for former in self.former_names.all() if former.until > day), key=lambda former: former.until, default=None)
        return former.name if former else self.name

    @property
    def known_names(self) -> tuple[str, ...]:
        """Every name a paper may call it by: the present one, the short one, the former ones."""
        former = self.former_names.values_list("name", flat=True)
        return tuple(filter(None, dict.fromkeys((self.name, self.short_name, *former))))

    def document_prefix(self, kind: str) -> str:
        """The 发文代字 for a kind of document, empty when the organ has none."""
        return self.document_prefixes.get(kind) or self.document_prefixes.get("*", "")


class OrganisationName(models.Model):
    """A name an organisation bore until a day, with the paper that changed it."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="former_names", verbose_name="机构")
    name = models.CharField("曾用名", max_length=120)
    until = models.DateField("使用至")
    document = models.CharField("依据", max_length=200)
    recorded_by = models.CharField("录入人", max_length=80)
    recorded_at = models.DateTimeField("录入时间", auto_now_add=True)

    class Meta:
        verbose_name = "曾用名"
        verbose_name_plural = "曾用名"
        ordering = ["-until", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "until"], name="organisation_name_once_a_day", violation_error_message="这一天已经改过名。")
        ]
        indexes = [models.Index(fields=["name"], name="organisation_former_name")]

    def __str__(self) -> str:
        return self.name


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
