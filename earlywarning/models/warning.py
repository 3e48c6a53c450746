"""A warning, its history and what was done about it."""

import datetime as dt
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from earlywarning.enums import OPEN_STATES, CheckResult, DisposalKind, EventKind, WarningLane, WarningLevel, WarningSource, WarningState, higher
from earlywarning.progress import Progress, progress_of
from earlywarning.workflow import WARNING_MOVES
from portal.accounts.enums import ENTERPRISE
from portal.tenancy.models import Organisation, TenantModel
from portal.tenancy.querysets import TenantQuerySet, TenantRule
from portal.tenancy.scope import Actor
from projects.models.base import narrowing, own_people


def became(level: str) -> Q:
    """The lines of history with which a warning came to the level: it opened so, or was another before."""
    return Q(Q(kind=EventKind.OPENED) | ~Q(level_before__in=["", level]), level_after=level)


class WarningQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "WarningQuerySet":
        """Regions and projects by the tenant rule; a department sees its industries, a grid officer his townships, a leader his cases alone.

        A firm that stands for its own people sees the warnings about its own sheets, not those of the others on the site;
        no firm sees what the government owes itself (督办提醒).
        """
        found = super().visible_to(actor).filter(narrowing(actor, "project__"), own_people(actor, "subcontractor"))
        return found.exclude(lane=WarningLane.DUTY) if actor.role in ENTERPRISE else found

    def open(self) -> "WarningQuerySet":
        return self.filter(state__in=OPEN_STATES)

    def under_clock(self) -> "WarningQuerySet":
        """Neither the stock of before the portal nor the government's own reminders."""
        return self.filter(lane=WarningLane.CLEARANCE)

    def overdue(self, at: dt.datetime) -> "WarningQuerySet":
        return self.open().filter(due_at__lt=at)

    def with_red_since(self) -> "WarningQuerySet":
        """``red_since``: when each became red; from then it waits to be taken up, not from the day it opened in another colour."""
        turned = WarningEvent._base_manager.filter(became(WarningLevel.RED), warning=OuterRef("pk")).order_by("-at", "-pk")
        return self.annotate(red_since=Coalesce(Subquery(turned.values("at")[:1]), F("opened_at")))


class Graded:
    """What holds of a warning however much of its row was read."""

    # Within the run that ends it: the warning of the same root it went into.
    merged_into: "Graded | None" = None

    @property
    def conclusion(self) -> str:
        """What the page and the desks say first."""
        return self.headline or self.title

    def settle_level(self) -> None:
        """What is shown is the highest of what figures, inaction and others say."""
        self.level = higher(higher(self.level_figures, self.level_ladder), self.level_reported)


class EarlyWarning(Graded, TenantModel):
    """One rule's finding about one project (of one subcontractor, of one month), with its evidence frozen.

    The level has several sources: ``level_figures`` is recomputed by every scan, ``level_ladder`` is raised by inaction,
    ``level_reported`` is what the provincial platform or a person said; ``level`` is the highest and a scan touches the first alone.
    """

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="+", verbose_name="项目")
    subcontractor = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="分包单位")
    month = models.DateField("所属月份", null=True, blank=True)
    rule = models.CharField("规则", max_length=8)
    rule_version = models.PositiveSmallIntegerField("规则版本", default=1)
    source = models.CharField("来源", max_length=10, choices=WarningSource.choices, default=WarningSource.COMPUTED)
    external_number = models.CharField("外部编号", max_length=60, blank=True)
    title = models.CharField("名称", max_length=80)
    # The conclusion with its figures; empty where a person or another platform raised the warning.
    headline = models.CharField("结论", max_length=120, blank=True, default="", db_default="")
    people = models.PositiveIntegerField("涉及人数", null=True, blank=True)
    amount = models.DecimalField("涉及金额", max_digits=16, decimal_places=2, null=True, blank=True)
    people_first = models.PositiveIntegerField("产生时涉及人数", null=True, blank=True)
    amount_first = models.DecimalField("产生时涉及金额", max_digits=16, decimal_places=2, null=True, blank=True)
    level = models.CharField("级别", max_length=8, choices=WarningLevel.choices)
    level_figures = models.CharField("按数字的级别", max_length=8, choices=WarningLevel.choices)
    level_ladder = models.CharField("按逾期的级别", max_length=8, choices=WarningLevel.choices, blank=True)
    level_reported = models.CharField("上报的级别", max_length=8, choices=WarningLevel.choices, blank=True, default="", db_default="")
    # Another platform or a person said it too: then no scan closes it, it is answered.
    is_reported = models.BooleanField("另有上报", default=False, db_default=False)
    lane = models.CharField("清单", max_length=10, choices=WarningLane.choices, default=WarningLane.CLEARANCE, db_default="clearance")
    state = models.CharField("状态", max_length=24, choices=WarningState.choices, default=WarningState.OPEN)
    explain = models.TextField("原因")
    evidence = models.JSONField("证据", default=dict)
    thresholds = models.JSONField("阈值", default=dict)
    # Evidence and thresholds as the page shows them, frozen with the rule's version: the rule may be another in two years.
    shown = models.JSONField("证据和阈值的写法", blank=True, default=dict, db_default=Value({}, models.JSONField()))
    # What was found beside it and has the same root: code of the rule -> its conclusions.
    folded = models.JSONField("并入的情况", blank=True, default=dict, db_default=Value({}, models.JSONField()))
    law = models.JSONField("依据", default=list)
    remedy = models.JSONField("整改清单", default=list)
    as_of = models.DateField("数据日期")
    opened_on = models.DateField("产生日期")
    opened_at = models.DateTimeField("产生时间")
    due_at = models.DateTimeField("清零期限", null=True, blank=True)
    acknowledged_at = models.DateTimeField("首次响应", null=True, blank=True)
    closed_on = models.DateField("销号日期", null=True, blank=True)
    closing_note = models.TextField("销号说明", blank=True)
    proof = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="佐证")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="提出误报的人")
    assigned_to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承办人")

    objects = WarningQuerySet.as_manager()

    tenant = TenantRule(region="region", project="project", project_writes=False)
    moves = WARNING_MOVES
    entered_otherwise = ("closed_by_data",)  # the scan finds the cause gone

    class Meta:
        verbose_name = "预警"
        verbose_name_plural = "预警"
        ordering = ["-opened_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "project", "subcontractor", "month"],
                condition=Q(state__in=["open", "verified", "disposing", "false_alarm_proposed"]),
                nulls_distinct=False,
                name="warning_open_once",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="warning_dates",
                violation_error_message="销号日期不能早于产生日期。",
            ),
        ]
        indexes = [
            models.Index(fields=["region", "state", "due_at"], name="warning_desk"),
            models.Index(fields=["project", "rule"], name="warning_project"),
            models.Index(fields=["region", "-opened_on"], name="warning_region"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.title}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def progress(self) -> Progress | None:
        """Of an open warning whose figures tell people or money."""
        return progress_of((self.people_first, self.people), (self.amount_first, self.amount)) if self.is_open else None


class WarningEvent(TenantModel):
    """One line of a warning's history; written once, never changed."""

    warning = models.ForeignKey(EarlyWarning, models.PROTECT, related_name="+", verbose_name="预警")
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="+", verbose_name="项目")
    kind = models.CharField("事项", max_length=12, choices=EventKind.choices)
    at = models.DateTimeField("时间")
    by = models.CharField("办理人", max_length=80)
    title = models.CharField("摘要", max_length=120)
    note = models.TextField("说明", blank=True)
    level_before = models.CharField("原级别", max_length=8, blank=True)
    level_after = models.CharField("现级别", max_length=8, blank=True)

    tenant = TenantRule(region="region", project="project", project_writes=False)

    class Meta:
        verbose_name = "预警经过"
        verbose_name_plural = "预警经过"
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["warning", "-at"], name="warning_event_at")]

    def __str__(self) -> str:
        return self.title


class Disposal(TenantModel):
    """What an officer did about a warning, with his proof. Not shown to enterprises."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    warning = models.ForeignKey(EarlyWarning, models.PROTECT, related_name="+", verbose_name="预警")
    kind = models.CharField("措施", max_length=16, choices=DisposalKind.choices)
    on = models.DateField("日期")
    note = models.TextField("情况")
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="佐证")
    by = models.CharField("办理人", max_length=80)
    due_on = models.DateField("整改期限", null=True, blank=True)
    checked_on = models.DateField("复查日期", null=True, blank=True)
    check_result = models.CharField("复查结果", max_length=10, choices=CheckResult.choices, blank=True, default="", db_default="")
    check_note = models.TextField("复查情况", blank=True, default="", db_default="")
    checked_by = models.CharField("复查人", max_length=80, blank=True, default="", db_default="")
    created_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = "处置"
        verbose_name_plural = "处置"
        ordering = ["-id"]
        indexes = [models.Index(fields=["warning"], name="disposal_warning")]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def awaits_check(self) -> bool:
        """Ordered with a term, and not found done yet."""
        return self.due_on is not None and self.check_result != CheckResult.DONE
