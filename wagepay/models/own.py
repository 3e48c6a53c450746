"""The worker's own pages: the code to his phone, the visit it opens, and what he says of a month."""

import uuid
from typing import ClassVar

from django.db import models

from portal.accounts.enums import ENTERPRISE
from portal.tenancy.models.base import TenantModel
from portal.tenancy.querysets import TenantRule
from portal.tenancy.scope import Actor
from wagepay.enums import AnswerAbout
from wagepay.models.scoping import ProjectRowsQuerySet, day_count, money


class OwnCode(models.Model):
    """One request for a code. Every number that is typed gets such a row, known or not; only hashes are kept. Global: it comes before any scope."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    phone_index = models.BinaryField("手机号索引")
    address_index = models.BinaryField("网络地址索引")
    asked_at = models.DateTimeField("申请时间")
    code_index = models.BinaryField("验证码散列", null=True)
    expires_at = models.DateTimeField("有效期至", null=True)
    tries = models.PositiveSmallIntegerField("已试次数", default=0)
    used_at = models.DateTimeField("使用时间", null=True)

    class Meta:
        verbose_name = "工友验证码"
        verbose_name_plural = "工友验证码"
        indexes = [
            models.Index(fields=["phone_index", "asked_at"], name="owncode_phone"),
            models.Index(fields=["address_index", "asked_at"], name="owncode_address"),
        ]

    def __str__(self) -> str:
        return str(self.uid)


class OwnVisit(models.Model):
    """A worker who proved his phone, for a short time: one person of one county. Global: it says which scope to open."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    key_index = models.BinaryField("钥匙散列", unique=True)
    region_id = models.BigIntegerField("辖区")
    person = models.BinaryField("人员索引", max_length=16)
    started_at = models.DateTimeField("开始时间")
    ends_at = models.DateTimeField("到期时间")
    ended_at = models.DateTimeField("退出时间", null=True)

    class Meta:
        verbose_name = "工友查询"
        verbose_name_plural = "工友查询"
        indexes = [models.Index(fields=["ends_at"], name="ownvisit_ends")]

    def __str__(self) -> str:
        return str(self.uid)


class MonthAnswerQuerySet(ProjectRowsQuerySet):
    def visible_to(self, actor: Actor) -> "MonthAnswerQuerySet":
        """What a worker says of a sheet goes to who made it as well; what he says of his money goes to the government alone."""
        rows = super().visible_to(actor)
        return rows.filter(about=AnswerAbout.SHEET) if actor.role in ENTERPRISE else rows

    def standing(self) -> "MonthAnswerQuerySet":
        """Each person's last word on each month of each employer; earlier ones stay as evidence."""
        key = ("project_id", "employer_id", "month", "person", "about")
        return self.order_by(*key, "-at", "-pk").distinct(*key)


class MonthAnswer(TenantModel):
    """工友本人的说法: he confirms or contradicts a month, with the figures he was shown. Evidence; a new word is a new row."""

    tenant: ClassVar[TenantRule] = TenantRule(region="region", project="project", project_writes=False, person="person", person_adds=True)

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="+", verbose_name="项目")
    employer = models.ForeignKey("tenancy.Organisation", models.PROTECT, related_name="+", verbose_name="用人单位")
    month = models.DateField("工资月份")
    person = models.BinaryField("人员索引", max_length=16)
    about = models.CharField("事项", max_length=8, choices=AnswerAbout.choices)
    agrees = models.BooleanField("属实")
    note = models.CharField("说明", max_length=300, blank=True)
    at = models.DateTimeField("时间")
    visit_uid = models.UUIDField("查询编号")
    days = day_count("当时显示：出勤工日")
    owed = money("当时显示：应得")
    received = money("当时显示：收到")
    sheet_uid = models.UUIDField("当时的工资表", null=True, blank=True)
    sheet_version = models.PositiveSmallIntegerField("工资表版本", null=True, blank=True)
    receipt_number = models.CharField("工资表回执编号", max_length=40, blank=True)

    objects = MonthAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "工友月度确认"
        verbose_name_plural = "工友月度确认"
        ordering = ["-at", "-id"]
        constraints = [models.CheckConstraint(condition=models.Q(month__day=1), name="monthanswer_month", violation_error_message="月份应为当月 1 日。")]
        indexes = [
            models.Index(fields=["project", "month", "person"], name="monthanswer_month_person"),
            models.Index(fields=["region", "person"], name="monthanswer_region_person"),
            models.Index(fields=["sheet_uid"], name="monthanswer_sheet"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.words}"

    @property
    def words(self) -> str:
        """What he said, in words."""
        if self.about == AnswerAbout.SHEET:
            return "工资表属实" if self.agrees else "工资表不对"
        return "工资已收到" if self.agrees else "没收到或不够"
