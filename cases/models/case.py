"""A case: its procedure, its leads, and what was done about it."""

import datetime as dt
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from cases.enums import CaseState, CaseTrack, ClosingKind, NoteKind
from cases.models.lead import Lead, led_cases, narrowed
from cases.workflow import CASE_MOVES
from portal.tenancy.models import Organisation, TenantModel
from portal.tenancy.querysets import TenantQuerySet
from portal.tenancy.scope import Actor


class CaseQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "CaseQuerySet":
        return narrowed(super().visible_to(actor), actor, led=Q(pk__in=led_cases(actor)))

    def open(self) -> "CaseQuerySet":
        return self.filter(state=CaseState.OPEN)

    def in_arrears(self) -> "CaseQuerySet":
        """Cases with money still owed, whether their procedure has ended or not."""
        return self.filter(settled_on__isnull=True)

    def due_by(self, on: dt.date) -> "CaseQuerySet":
        """Open cases whose term of investigation ends by then."""
        return self.open().filter(investigate_due_on__lte=on)


class Case(TenantModel):
    """案件. 办结 (``closed_on``) ends the procedure, 销账 (``settled_on``) ends the debt; neither implies the other."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField("案件编号", max_length=40, unique=True)
    project = models.ForeignKey("projects.Project", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="项目")
    employer = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="用人单位")
    employer_text = models.CharField("单位名称", max_length=120, blank=True)
    track = models.CharField("办理方式", max_length=12, choices=CaseTrack.choices, default=CaseTrack.COORDINATED)
    state = models.CharField("状态", max_length=10, choices=CaseState.choices, default=CaseState.OPEN)
    title = models.CharField("案由", max_length=160)
    opened_on = models.DateField("受理日期")
    filed_on = models.DateField("立案日期", null=True, blank=True)
    investigate_due_on = models.DateField("办理期限", null=True, blank=True)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承办人")
    organ_name = models.CharField("承办单位", max_length=120, blank=True)
    closed_on = models.DateField("办结日期", null=True, blank=True)
    closing_kind = models.CharField("办结方式", max_length=20, choices=ClosingKind.choices, blank=True)
    closing_note = models.TextField("办结说明", blank=True)
    closing_file = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="办结依据")
    agreed_until_on = models.DateField("协议付清期限", null=True, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="提出“不属实”的人")
    proposed_note = models.TextField("提出“不属实”的理由", blank=True)
    settled_on = models.DateField("销账日期", null=True, blank=True)
    police_referred_on = models.DateField("移送公安日期", null=True, blank=True)
    police_filed_on = models.DateField("公安立案日期", null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    moves = CASE_MOVES

    class Meta:
        verbose_name = "案件"
        verbose_name_plural = "案件"
        ordering = ["-opened_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open") | Q(closed_on__isnull=False, closing_kind__gt=""), name="case_closing", violation_error_message="办结要写日期和方式。"
            ),
            models.CheckConstraint(condition=~Q(track="filed") | Q(filed_on__isnull=False), name="case_filing", violation_error_message="立案要有日期。"),
        ]
        indexes = [
            models.Index(fields=["region", "state", "investigate_due_on"], name="case_desk"),
            models.Index(fields=["project"], name="case_project"),
            models.Index(fields=["region", "settled_on"], name="case_debt"),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("case", args=[self.number])

    @property
    def employer_name(self) -> str:
        return self.employer.name if self.employer_id else self.employer_text

    @property
    def is_open(self) -> bool:
        return self.state == CaseState.OPEN


class CaseCounter(TenantModel):
    """The last case number given out per region and year; locked while a case is opened, hence no gaps."""

    year = models.PositiveSmallIntegerField("年度")
    last = models.PositiveIntegerField("末号", default=0)

    class Meta:
        verbose_name = "案件编号计数"
        verbose_name_plural = "案件编号计数"
        constraints = [models.UniqueConstraint(fields=["region", "year"], name="case_counter_once")]

    def __str__(self) -> str:
        return f"{self.region_id} {self.year}: {self.last}"


class CaseLead(TenantModel):
    """Which leads a case answers; duplicates of one matter join one case. ``line`` is the sender's own wage line on its ledger."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="+", verbose_name="案件")
    lead = models.OneToOneField(Lead, models.PROTECT, related_name="+", verbose_name="线索")
    line = models.ForeignKey("cases.CaseWorkerLine", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="本人明细")

    class Meta:
        verbose_name = "案件线索"
        verbose_name_plural = "案件线索"

    def __str__(self) -> str:
        return f"{self.case_id}-{self.lead_id}"


class CaseNote(TenantModel):
    """办理记录: what the officer did, what the employer promised; ``is_told`` puts it on the senders' progress pages."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="+", verbose_name="案件")
    kind = models.CharField("方式", max_length=12, choices=NoteKind.choices)
    on = models.DateField("日期")
    text = models.CharField("情况", max_length=500)
    promised_on = models.DateField("承诺付清日期", null=True, blank=True)
    is_told = models.BooleanField("反映人可见", default=False)
    by = models.CharField("办理人", max_length=80)
    created_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "办理记录"
        verbose_name_plural = "办理记录"
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["case"], name="case_note")]

    def __str__(self) -> str:
        return self.get_kind_display()
