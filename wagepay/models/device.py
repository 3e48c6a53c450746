"""Machines that record who is on site, and each record as it came."""

import datetime as dt
import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from portal.api.models import ApiKey
from portal.tenancy.models.base import TenantModel
from portal.tenancy.querysets import TenantRule
from portal.tenancy.scope import Actor
from projects.models.base import whole_sites
from wagepay.enums import DeviceKind, PunchDirection, PunchWay
from wagepay.models.engagement import Engagement
from wagepay.models.scoping import AccountRowsQuerySet, ProjectRowsQuerySet, plain_key


class DeviceQuerySet(AccountRowsQuerySet):
    """Devices belong to the whole site: who is there for his own people alone does not look after them."""

    def in_use(self) -> "DeviceQuerySet":
        return self.filter(retired_on__isnull=True)

    def silent(self, since: dt.datetime) -> "DeviceQuerySet":
        """In use, and not heard of since the moment (or never, though registered before it)."""
        return self.in_use().filter(Q(last_seen_at__lt=since) | Q(last_seen_at__isnull=True, recorded_at__lt=since))


class Device(TenantModel):
    """考勤设备 of one site. It reports under a key of its own; without one, under any key that opens its project."""

    tenant: ClassVar[TenantRule] = TenantRule(region="region", project="project")

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="+", verbose_name="项目")
    serial = models.CharField("设备号", max_length=40)
    kind = models.CharField("类型", max_length=8, choices=DeviceKind.choices)
    maker = models.CharField("厂家型号", max_length=80, blank=True)
    place = models.CharField("安装位置", max_length=80)
    key = models.ForeignKey(ApiKey, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="接口密钥")
    recorded_by = models.CharField("登记人", max_length=80)
    recorded_at = models.DateTimeField("登记时间")
    retired_on = models.DateField("停用日期", null=True, blank=True)
    retired_reason = models.CharField("停用原因", max_length=200, blank=True)
    # What the last report said; kept up by every batch.
    last_seen_at = models.DateTimeField("最近上报", null=True, blank=True)
    last_punch_at = models.DateTimeField("最近打卡", null=True, blank=True)
    skew_seconds = models.IntegerField("时钟偏差（秒）", null=True, blank=True)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        verbose_name = "考勤设备"
        verbose_name_plural = "考勤设备"
        ordering = ["project", "serial"]
        constraints = [
            models.UniqueConstraint(fields=["project", "serial"], name="device_once", violation_error_message="这个项目已经登记了同一设备号。"),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.serial}"


class PunchQuerySet(ProjectRowsQuerySet):
    """Who is there for his own people alone sees theirs."""

    employer_path = None

    def visible_to(self, actor: Actor) -> Any:
        return self._of_people(super().visible_to(actor), actor)

    def writable_by(self, actor: Actor) -> Any:
        return self._of_people(super().writable_by(actor), actor)

    def _of_people(self, rows: Any, actor: Actor) -> Any:
        whole = whole_sites(actor)
        if not whole:  # nothing narrows him
            return rows
        own = Engagement.objects.visible_to(actor).filter(project=OuterRef("project"), id_index=OuterRef("person"), employer=actor.enterprise_id)
        return rows.filter(whole | Exists(own))


class Punch(TenantModel):
    """打卡记录, raw: one passage of one person as the device told it. Partitioned by month, never changed.

    ``punch_key`` is the device with its own sequence number, else with the content: the same record twice is one row.
    ``day`` is the working day it counts for; a night shift's way out belongs to the day before.
    """

    tenant: ClassVar[TenantRule] = TenantRule(region="region", project="project")

    pk = models.CompositePrimaryKey("month", "project_id", "punch_key")
    month = models.DateField("月份")
    project = plain_key("projects.Project", "项目")
    punch_key = models.BinaryField("记录键", max_length=16)
    region = plain_key("tenancy.Region", "辖区")
    device = plain_key("wagepay.Device", "设备")
    person = models.BinaryField("人员索引", max_length=16)
    day = models.DateField("工作日期")
    at = models.DateTimeField("打卡时间")
    received_at = models.DateTimeField("接收时间")
    direction = models.CharField("方向", max_length=2, choices=PunchDirection.choices, blank=True)
    way = models.CharField("通行方式", max_length=3, choices=PunchWay.choices, blank=True)
    metres = models.IntegerField("距项目（米）", null=True, blank=True)
    is_outside = models.BooleanField("围栏外", default=False)

    objects = PunchQuerySet.as_manager()

    class Meta:
        verbose_name = "打卡记录"
        verbose_name_plural = "打卡记录"
        indexes = [models.Index(fields=["project", "person", "day"], name="punch_project_person")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.at}"
