"""Sums that scans, desks and dashboards read; kept up in the transaction that changes their rows, and never by hand."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from portal.tenancy.models.base import TenantModel
from portal.tenancy.querysets import TenantRule
from wagepay.enums import SheetState
from wagepay.models.scoping import ProjectRowsQuerySet, day_count, money, plain_key

LARGE = 20_000  # a month in which one person got more shows something to the rules, however old it is
# A month that is not settled, or shows something; ``wagepay.queries.months_at_hand`` asks for it in these terms.
SHOWS = (
    Q(full_paid_on__isnull=True) | Q(underpaid_count__gt=0) | Q(missing_paid__gt=0) | Q(paid_without_attendance__gt=0) | Q(builders_outside__gt=0)
    | Q(advance_only_count__gt=0) | Q(most_gross__gt=LARGE)
)  # fmt: skip


class WorkerMonth(TenantModel):
    """One person at one employer of one project in one month: days, payable, received. Partitioned by month."""

    tenant: ClassVar[TenantRule] = TenantRule(region="region", project="project", person="person")

    pk = models.CompositePrimaryKey("month", "project_id", "employer_id", "person")
    month = models.DateField("月份")
    project = plain_key("projects.Project", "项目")
    employer = plain_key("tenancy.Organisation", "用人单位")
    person = models.BinaryField("人员索引", max_length=16)
    region = plain_key("tenancy.Region", "辖区")
    worker_type = models.SmallIntegerField("人员类型", null=True, blank=True)
    is_registered = models.BooleanField("已实名登记", default=False)
    has_contract = models.BooleanField("有合同", default=False)
    days = day_count("出勤工日", default=0)
    # Bit n-1 is set when the person worked on the n-th: two sites on one day are two masks with a bit in common.
    day_mask = models.IntegerField("出勤日", default=0)
    first_day = models.DateField("首次出勤", null=True, blank=True)
    last_day = models.DateField("末次出勤", null=True, blank=True)
    days_outside = models.PositiveSmallIntegerField("退场后出勤天数", default=0)
    is_listed = models.BooleanField("在工资表上", default=False)
    listed_days = day_count("工资表工日", default=0)
    gross = money("应发", default=0)
    deduction = money("扣款", default=0)
    net = money("实发", default=0)
    owed = money("应付", default=0)  # 实发 plus what the sheet says was advanced: advances count only with proof
    card_index = models.BinaryField("收款卡号索引", max_length=16, null=True, blank=True)
    paid = money("专户代发", default=0)
    paid_late = money("逾期发放", default=0)
    paid_outside = money("专户外发放", default=0)
    advance = money("生活费、借支", default=0)
    other_card = money("发到非本人卡", default=0)
    failed = money("失败未补发", default=0)
    failed_lines = models.PositiveSmallIntegerField("失败笔数", default=0)
    first_paid_on = models.DateField("首次发放", null=True, blank=True)
    last_paid_on = models.DateField("末次发放", null=True, blank=True)
    full_paid_on = models.DateField("足额发放日期", null=True, blank=True)

    objects = ProjectRowsQuerySet.as_manager()

    class Meta:
        verbose_name = "人员月度汇总"
        verbose_name_plural = "人员月度汇总"
        indexes = [models.Index(fields=["region", "person"], name="workermonth_region_person")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.month:%Y-%m}"


class ProjectMonthQuerySet(ProjectRowsQuerySet):
    def due_by(self, on) -> "ProjectMonthQuerySet":
        return self.filter(due_on__lte=on)

    def touched(self) -> "ProjectMonthQuerySet":
        """Months with anything in them: days, a sheet or a payment."""
        return self.exclude(attended=0, listed=0, paid_count=0)


class ProjectMonth(TenantModel):
    """One employer of one project in one month, summed from its WorkerMonth rows and its current sheet."""

    tenant: ClassVar[TenantRule] = TenantRule(region="region", project="project")

    pk = models.CompositePrimaryKey("month", "project_id", "employer_id")
    month = models.DateField("月份")
    project = models.ForeignKey("projects.Project", models.PROTECT, related_name="+", verbose_name="项目")
    employer = models.ForeignKey("tenancy.Organisation", models.PROTECT, related_name="+", verbose_name="用人单位")
    due_on = models.DateField("应发日期", null=True, blank=True)
    # people
    registered = models.PositiveIntegerField("实名在册", default=0)
    with_contract = models.PositiveIntegerField("有合同", default=0)
    attended = models.PositiveIntegerField("出勤人数", default=0)
    attended_2days = models.PositiveIntegerField("出勤两天以上", default=0)
    attended_days = models.DecimalField("出勤工日", max_digits=10, decimal_places=2, default=0)
    day_mask = models.IntegerField("有人出勤的日", default=0)
    attended_registered = models.PositiveIntegerField("出勤且已登记", default=0)
    attended_with_contract = models.PositiveIntegerField("出勤且有合同已登记", default=0)
    listed = models.PositiveIntegerField("工资表人数", default=0)
    listed_days = models.DecimalField("工资表工日", max_digits=10, decimal_places=2, default=0)
    paid_count = models.PositiveIntegerField("已发人数", default=0)
    # money
    gross = money("应发合计", default=0)
    deduction = money("扣款合计", default=0)
    net = money("实发合计", default=0)
    owed = money("应付合计", default=0)
    paid = money("专户代发合计", default=0)
    paid_outside = money("专户外发放合计", default=0)
    advance = money("生活费、借支合计", default=0)
    # differences, counted at people (amounts beside them where the rules and lists need them)
    missing_listed = models.PositiveIntegerField("出勤两天以上未列表", default=0)
    missing_paid = models.PositiveIntegerField("出勤两天以上未发薪", default=0)
    listed_without_attendance = models.PositiveIntegerField("列表无考勤", default=0)
    paid_without_attendance = models.PositiveIntegerField("有薪无考勤", default=0)
    short_count = models.PositiveIntegerField("少发人数", default=0)
    short_amount = money("少发金额", default=0)
    late_count = models.PositiveIntegerField("逾期发放人数", default=0)
    failed_count = models.PositiveIntegerField("失败未补发人数", default=0)
    failed_amount = money("失败未补发金额", default=0)
    other_card_count = models.PositiveIntegerField("非本人卡人数", default=0)
    advance_only_count = models.PositiveIntegerField("只发生活费人数", default=0)
    outside_count = models.PositiveIntegerField("专户外发放人数", default=0)
    no_contract_count = models.PositiveIntegerField("无合同人数", default=0)
    after_exit_count = models.PositiveIntegerField("退场后出勤人数", default=0)
    # 53号15: the entrusted payment rate counts building workers (类型 20) alone
    builders_listed = models.PositiveIntegerField("工资表建筑工人数", default=0)
    builders_paid_by_account = models.PositiveIntegerField("专户代发建筑工人数", default=0)
    builders_outside = models.PositiveIntegerField("专户外发放建筑工人数", default=0, db_default=0)
    # what single rules look at, so that a scan need not read the people again
    underpaid_count = models.PositiveIntegerField("部分发放人数", default=0, db_default=0)  # the rest of the short ones came and got nothing at all
    underpaid_amount = money("部分发放差额", default=0, db_default=0)
    most_gross = money("单人最高应发", default=0, db_default=0)
    least_rate = money("最低日折算工资", null=True, blank=True)
    shared_card_count = models.PositiveIntegerField("一卡多人人数", default=0, db_default=0)
    unregistered_since = models.DateField("未登记人员首次出勤", null=True, blank=True)
    unregistered_unpaid = models.PositiveIntegerField("未登记且未领工资人数", default=0, db_default=0)
    no_contract_since = models.DateField("已登记无合同人员首次出勤", null=True, blank=True)
    no_contract_unpaid = models.PositiveIntegerField("已登记无合同且未领工资人数", default=0, db_default=0)
    # the sheet and the dates
    sheet_state = models.CharField("工资表状态", max_length=12, choices=SheetState.choices, blank=True, default="")
    sheet_uid = models.UUIDField("工资表", null=True, blank=True)
    submitted_on = models.DateField("提交日期", null=True, blank=True)
    first_paid_on = models.DateField("首次发放", null=True, blank=True)
    last_paid_on = models.DateField("末次发放", null=True, blank=True)
    full_paid_on = models.DateField("足额发放日期", null=True, blank=True)
    last_attendance_on = models.DateField("最近考勤", null=True, blank=True)

    objects = ProjectMonthQuerySet.as_manager()

    class Meta:
        verbose_name = "项目月度汇总"
        verbose_name_plural = "项目月度汇总"
        indexes = [
            models.Index(fields=["region", "month"], name="projectmonth_region_month"),
            models.Index(fields=["project", "month"], name="projectmonth_project_month"),
            # In which months anybody came, told by the index alone.
            models.Index(fields=["month", "project", "region"], name="projectmonth_attended", condition=Q(attended__gt=0)),
            # Old months that a rule may still ask about (``wagepay.queries.months_at_hand``).
            models.Index(fields=["month"], name="projectmonth_telling", condition=SHOWS),
            models.Index(fields=["full_paid_on"], name="projectmonth_full_paid"),
            models.Index(fields=["due_on"], name="projectmonth_due"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.month:%Y-%m}"
