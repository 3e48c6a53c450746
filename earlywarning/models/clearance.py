"""三日清零: what must be cleared by when, and the ledger of each day."""

import datetime as dt
import uuid
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from earlywarning.enums import Against, ClearanceKind, ClearanceState, EscalationUnit, Measure, PauseReason, WarningLevel
from portal.accounts.enums import WITHOUT_PROJECTS
from portal.tenancy.models import TenantModel
from portal.tenancy.querysets import TenantQuerySet
from portal.tenancy.scope import Actor

# What went into its root's matter before its own day never fell due itself, and nobody cleared it.
FELL_DUE = ~Q(state=ClearanceState.MERGED, cleared_on__lte=F("due_on"))
PENDING = (ClearanceState.OPEN, ClearanceState.EXTENDED)
# Stages at which nobody has looked yet, with what is to be done first.
WAITING = {"待核实": "核实", "待受理": "受理"}


class ClearanceQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "ClearanceQuerySet":
        """The list of a county is its officials'; a leader has his cases alone."""
        found = super().visible_to(actor)
        return found.none() if actor.role in WITHOUT_PROJECTS else found

    def pending(self) -> "ClearanceQuerySet":
        return self.filter(state__in=PENDING)


class ClearanceItem(TenantModel):
    """One warning or one lead under the clock; leads are posted down by cases/ in their own transaction."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("对象", max_length=10, choices=ClearanceKind.choices)
    subject_uid = models.UUIDField("对象编号")
    title = models.CharField("事项", max_length=160)
    people = models.PositiveIntegerField("人数", null=True, blank=True)
    amount = models.DecimalField("金额", max_digits=16, decimal_places=2, null=True, blank=True)
    stage = models.CharField("环节", max_length=12, blank=True, default="", db_default="")
    level = models.CharField("级别", max_length=8, choices=WarningLevel.choices)
    project_id = models.BigIntegerField("项目", null=True, blank=True)
    project_name = models.CharField("项目名称", max_length=160, blank=True)
    started_on = models.DateField("起算日")
    due_on = models.DateField("期限")
    due_at = models.DateTimeField("期限时刻")
    state = models.CharField("状态", max_length=10, choices=ClearanceState.choices, default=ClearanceState.OPEN)
    cleared_on = models.DateField("清零日期", null=True, blank=True)
    paid_on = models.DateField("清偿到位日期", null=True, blank=True)
    step = models.PositiveSmallIntegerField("已升级到", default=0)
    # 童工、群体性事件、涉警: counted in hours from this instant, at night and on holidays too; empty = counted in days.
    hours_from = models.DateTimeField("按小时计时起点", null=True, blank=True)
    # The first hour whose rung is still open: the rung of hour 0 is one too.
    hour_step = models.PositiveSmallIntegerField("已升级到（小时）", default=0, db_default=0)
    assignee = models.CharField("承办人", max_length=80, blank=True)
    extended_reason = models.TextField("延期理由", blank=True)
    extended_by = models.CharField("批准延期的人", max_length=80, blank=True)

    objects = ClearanceQuerySet.as_manager()

    class Meta:
        verbose_name = "清零事项"
        verbose_name_plural = "清零事项"
        ordering = ["due_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject_uid"], name="clearance_once"),
            models.CheckConstraint(condition=Q(due_on__gte=F("started_on")), name="clearance_dates", violation_error_message="期限不能早于起算日。"),
        ]
        indexes = [models.Index(fields=["region", "state", "due_at"], name="clearance_desk")]

    def __str__(self) -> str:
        return self.title

    @property
    def tone(self) -> str:
        """How the stage is drawn: nobody has looked yet, or in hand."""
        return "bad" if self.stage in WAITING else "do"

    @property
    def next_act(self) -> str:
        """What its button says."""
        return WAITING.get(self.stage, "办理")


class ClearancePause(TenantModel):
    """中止计时: the clock of one item stands from the first through the last day, for a reason of the list, signed by name."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey(ClearanceItem, models.PROTECT, related_name="+", verbose_name="清零事项")
    reason = models.CharField("理由", max_length=16, choices=PauseReason.choices)
    note = models.TextField("说明")
    first_on = models.DateField("中止自")
    last_on = models.DateField("中止至")
    by = models.CharField("批准人", max_length=80)
    at = models.DateTimeField("批准时间")
    ended_by = models.CharField("恢复计时的人", max_length=80, blank=True)

    class Meta:
        verbose_name = "中止计时"
        verbose_name_plural = "中止计时"
        ordering = ["-first_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on") - 1), name="pause_dates", violation_error_message="中止的结束日不能早于开始日。"),
        ]
        indexes = [models.Index(fields=["item", "first_on"], name="clearance_pause_item")]

    def __str__(self) -> str:
        return self.get_reason_display()

    def holds(self, on: dt.date) -> bool:
        return self.first_on <= on <= self.last_on


class DutyShift(TenantModel):
    """值班: who answers for a county on a day, at night and on holidays too."""

    day = models.DateField("日期")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="值班人")
    by = models.CharField("排班人", max_length=80)

    class Meta:
        verbose_name = "值班"
        verbose_name_plural = "值班"
        ordering = ["day", "id"]
        constraints = [models.UniqueConstraint(fields=["region", "day", "user"], name="duty_shift_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.user}"


class Escalation(TenantModel):
    """One rung that one item reached on a day; an item opened again or extended climbs anew."""

    item = models.ForeignKey(ClearanceItem, models.PROTECT, related_name="+", verbose_name="清零事项")
    step = models.PositiveSmallIntegerField("阶梯")
    on = models.DateField("日期")
    action = models.CharField("动作", max_length=120)
    owner = models.CharField("责任人", max_length=80)
    unit = models.CharField("单位", max_length=4, choices=EscalationUnit.choices, default=EscalationUnit.DAY, db_default="day")
    letter = models.CharField("文种", max_length=40, blank=True, default="", db_default="")
    letter_uid = models.UUIDField("草拟的文书", null=True, blank=True)
    measure = models.CharField("措施", max_length=14, choices=Measure.choices, blank=True, default="", db_default="")
    against = models.CharField("措施对象", max_length=10, choices=Against.choices, blank=True, default="", db_default="")

    class Meta:
        verbose_name = "逾期升级"
        verbose_name_plural = "逾期升级"
        ordering = ["-on", "-id"]
        constraints = [models.UniqueConstraint(fields=["item", "unit", "step", "owner", "on"], name="escalation_once")]

    def __str__(self) -> str:
        return self.action


class ClearanceDay(TenantModel):
    """三日清零台账: one county's figures of one day.

    While the day lasts each run, every ten minutes, brings the row up to date; the first run after it freezes the row for good.
    """

    day = models.DateField("日期")
    opened = models.PositiveIntegerField("当日新增", default=0)
    due = models.PositiveIntegerField("当日到期", default=0)
    cleared_in_time = models.PositiveIntegerField("按期清零", default=0)
    cleared_late = models.PositiveIntegerField("超期清零", default=0)
    outstanding = models.PositiveIntegerField("未清零", default=0)
    overdue = models.PositiveIntegerField("超期未清", default=0)
    escalated = models.PositiveIntegerField("当日升级", default=0)
    paid = models.PositiveIntegerField("清偿到位", default=0)
    due_cleared = models.PositiveIntegerField("到期已清零", default=0, db_default=0)
    due_paid = models.PositiveIntegerField("到期已清偿", default=0, db_default=0)
    paused = models.PositiveIntegerField("中止计时", default=0, db_default=0)
    median_days = models.DecimalField("用时中位数", max_digits=6, decimal_places=1, null=True, blank=True)
    p90_days = models.DecimalField("用时九成位", max_digits=6, decimal_places=1, null=True, blank=True)
    frozen_at = models.DateTimeField("冻结时间", null=True, blank=True)

    class Meta:
        verbose_name = "三日清零台账"
        verbose_name_plural = "三日清零台账"
        ordering = ["-day", "region"]
        constraints = [models.UniqueConstraint(fields=["region", "day"], name="clearance_day_once")]

    def __str__(self) -> str:
        return f"{self.day}"

    @property
    def rate(self) -> Decimal | None:
        """核实反馈率: of what fell due, the share verified and answered by the end of the day."""
        return Decimal(self.due_cleared) / self.due if self.due else None

    @property
    def paid_rate(self) -> Decimal | None:
        """清偿到位率: of what fell due, the share paid by the end of the day."""
        return Decimal(self.due_paid) / self.due if self.due else None

    @property
    def paused_share(self) -> Decimal | None:
        return Decimal(self.paused) / self.outstanding if self.outstanding else None
