"""Work that must not be lost is a row before it is a message. Plain columns; knows nothing of what the jobs do."""

import datetime as dt
import uuid
from typing import Any

from django.db import models
from django.db.models import Q

from portal.lib import faults


class JobState(models.TextChoices):
    PENDING = "pending", "待执行"
    RUNNING = "running", "执行中"
    DONE = "done", "已完成"
    REFUSED = "refused", "未通过"
    DEAD = "dead", "失败"
    CANCELLED = "cancelled", "已取消"


class JobQuerySet(models.QuerySet):
    def visible_to(self, actor: Any) -> "JobQuerySet":
        """Jobs of the actor's regions."""
        return self.filter(region_id__in=sorted(actor.scope.read_regions))

    def of_the_installation(self) -> "JobQuerySet":
        """The timetable's own, the same for every tenant; nobody asked for them."""
        return self.filter(region_id=None, membership_id=None)

    def dead(self) -> "JobQuerySet":
        return self.filter(state=JobState.DEAD)


class Job(models.Model):
    """One piece of asynchronous work: who asked, how far it is, what came out.

    A worker owns it only while its lease runs and its ``fence`` is the newest; every write of a worker checks the fence.
    """

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("种类", max_length=60)
    key = models.CharField("业务键", max_length=160)
    serial = models.CharField("次序组", max_length=100, blank=True)
    payload = models.JSONField("参数", default=dict)
    region_id = models.BigIntegerField("辖区", null=True)
    membership_id = models.BigIntegerField("发起人任职", null=True)
    actor_name = models.CharField("发起人", max_length=80)
    state = models.CharField("状态", max_length=10, choices=JobState.choices, default=JobState.PENDING)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    max_attempts = models.PositiveSmallIntegerField("最多次数", default=3)
    fence = models.PositiveIntegerField("栅栏号", default=0)
    lease_until = models.DateTimeField("租约到", null=True)
    done_units = models.PositiveIntegerField("已完成量", default=0)
    total_units = models.PositiveIntegerField("总量", default=0)
    result = models.JSONField("结果", null=True)
    error = models.TextField("错误", blank=True)
    place = models.TextField("出错位置", blank=True)
    cancel_asked_at = models.DateTimeField("要求取消时间", null=True)
    created_at = models.DateTimeField("提交时间", auto_now_add=True)
    started_at = models.DateTimeField("开始时间", null=True)
    finished_at = models.DateTimeField("结束时间", null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "后台任务"
        verbose_name_plural = "后台任务"
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="job_once")]
        indexes = [
            models.Index(fields=["state", "id"], name="job_open", condition=Q(state__in=["pending", "running"])),
            models.Index(fields=["serial", "id"], name="job_serial", condition=Q(state__in=["pending", "running"])),
            models.Index(fields=["region_id", "-id"], name="job_region"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def is_open(self) -> bool:
        return self.state in (JobState.PENDING, JobState.RUNNING)

    @property
    def reference(self) -> str:
        """What people quote: the head of the number by which pages and logs know the job."""
        return str(self.uid)[:8]

    @property
    def why(self) -> str:
        """Why it was refused or failed, in words."""
        return faults.in_words(self.error)


class JobLine(models.Model):
    """One line of a job's log: what it did, never whose data it held."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="lines", verbose_name="任务")
    attempt = models.PositiveSmallIntegerField("第几次")
    text = models.CharField("内容", max_length=300)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = "任务日志"
        verbose_name_plural = "任务日志"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text


class ScheduleSlot(models.Model):
    """One period of one scheduled task; the unique row is what makes two ticks harmless."""

    task = models.CharField("任务", max_length=60)
    period = models.CharField("周期", max_length=20)
    created_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = "计划周期"
        verbose_name_plural = "计划周期"
        ordering = ["task", "period"]
        constraints = [models.UniqueConstraint(fields=["task", "period"], name="slot_once")]

    def __str__(self) -> str:
        return f"{self.task} {self.period}"


class Heartbeat(models.Model):
    """When a recurring process was last alive, by the database's clock."""

    name = models.CharField("名称", max_length=40, unique=True)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "心跳"
        verbose_name_plural = "心跳"

    def __str__(self) -> str:
        return self.name


class OutboxQuerySet(models.QuerySet):
    def due(self, at: dt.datetime) -> "OutboxQuerySet":
        """Not delivered yet, and not put off after a fault."""
        return self.filter(Q(next_at__isnull=True) | Q(next_at__lte=at), processed_at__isnull=True)

    def laid_aside(self) -> "OutboxQuerySet":
        """Given up after too many faults."""
        return self.filter(processed_at__isnull=False).exclude(error="")


class OutboxMessage(models.Model):
    """Something somebody must be told, written with its cause and delivered later, once."""

    kind = models.CharField("种类", max_length=60)
    key = models.CharField("业务键", max_length=160)
    payload = models.JSONField("内容", default=dict)
    region_id = models.BigIntegerField("辖区", null=True)
    created_at = models.DateTimeField("产生时间", auto_now_add=True)
    processed_at = models.DateTimeField("送出时间", null=True)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    error = models.TextField("错误", blank=True)
    next_at = models.DateTimeField("下次送出", null=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = "待送消息"
        verbose_name_plural = "待送消息"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="outbox_once")]
        indexes = [models.Index(fields=["id"], name="outbox_open", condition=Q(processed_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def why(self) -> str:
        """Why its program failed, in words."""
        return faults.in_words(self.error)
