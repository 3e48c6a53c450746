"""The master row of a project: one construction contract or section (标段), one file."""

import datetime as dt
import uuid
from collections.abc import Mapping

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, Subquery
from django.urls import reverse

from portal.lib.fields import EncryptedField
from portal.lib.names import sort_key
from portal.tenancy.actors import SYSTEM_ROLE
from portal.tenancy.enums import Industry
from portal.tenancy.models import Organisation, Region, TenantModel
from portal.tenancy.querysets import TenantRule
from portal.tenancy.scope import Actor
from projects.enums import BREAKS, ENDED, Part, ProjectKind, ProjectState, SiteKind, Tag
from projects.enums_master import ApprovalLevel, Purpose, Scale
from projects.models.base import ProjectRowQuerySet
from projects.workflow import SITE_MOVES


class ProjectQuerySet(ProjectRowQuerySet):
    """Projects in the words of the field."""

    project_path = ""

    def visible_to(self, actor: Actor) -> "ProjectQuerySet":
        """Without duplicates that became part of another file; whoever looks after the whole sees every row."""
        rows = super().visible_to(actor)
        return rows if actor.role == SYSTEM_ROLE else rows.filter(merged_into__isnull=True)

    def among_ids(self, project_ids: list[int]) -> "ProjectQuerySet":
        """Rows a statement of the open scope has named."""
        return self._mark(self.filter(pk__in=project_ids))

    def under_construction(self) -> "ProjectQuerySet":
        return self.filter(state=ProjectState.UNDER_CONSTRUCTION)

    def open_sites(self) -> "ProjectQuerySet":
        """Sites where work is expected: neither stopped, in a break, finished nor settled."""
        return self.exclude(state__in=[*BREAKS, *ENDED])

    def unfinished(self) -> "ProjectQuerySet":
        """在建工程项目 as the ledgers count them: everything begun or prepared and not completed."""
        return self.exclude(state__in=ENDED)

    def in_regions(self, regions: list[int]) -> "ProjectQuerySet":
        return self.filter(region_id__in=regions)

    def without_special_wage_account(self, on: dt.date) -> "ProjectQuerySet":
        """No account that is open on the day (53号文 第六条)."""
        return self.filter(gap("account", on))

    def without_deposit(self, on: dt.date) -> "ProjectQuerySet":
        """No deposit in force and no exemption (条例 第三十二条)."""
        return self.filter(gap("deposit", on))

    def without_notice_board(self, on: dt.date) -> "ProjectQuerySet":
        """No board of rights on the site (条例 第三十四条)."""
        return self.filter(gap("board", on))

    def with_unsigned_subcontractors(self, on: dt.date) -> "ProjectQuerySet":
        """Some subcontractor on site has no agreement that entrusts payment (条例 第三十一条)."""
        return self.filter(gap("agreement", on))

    def without_wage_officer(self) -> "ProjectQuerySet":
        """No 劳资专管员 appointed (条例 第二十八条)."""
        return self.filter(wage_officer_name="")

    def lacking(self, what: str, on: dt.date, waived: Mapping[str, Q]) -> "ProjectQuerySet":
        """By the name of the gap: account, deposit, board, agreement, officer; without those of which the place does not ask it."""
        return self.filter(asked_gap(what, on, waived))

    def with_lamp(self, key: str, *marks: str) -> "ProjectQuerySet":
        """Whose summary shows one of these marks for a lamp."""
        wanted = models.Q(*((f"marks__{key}", mark) for mark in marks), _connector=models.Q.OR)
        return self.filter(Exists(_rows("SystemLamps").filter(wanted)))

    def with_late_steps(self) -> "ProjectQuerySet":
        """Something that had to be done by a day was not."""
        return self.filter(Exists(_rows("SystemLamps").filter(late__gt=0)))

    def with_steps(self) -> "ProjectQuerySet":
        """Each project with ``steps`` and ``late_steps`` of its summary, null where it was not judged yet."""
        return self.annotate(steps=Subquery(_rows("SystemLamps").values("missing")), late_steps=Subquery(_rows("SystemLamps").values("late")))

    def with_gaps(self, on: dt.date, waived: Mapping[str, Q]) -> "ProjectQuerySet":
        """Each project with ``lacks_<gap>`` for all five gaps, as ``lacking`` finds them."""
        told = models.BooleanField()
        return self.annotate(**{f"lacks_{what}": ExpressionWrapper(asked_gap(what, on, waived), output_field=told) for what in waived})


def asked_gap(what: str, on: dt.date, waived: Mapping[str, Q]) -> Q:
    """The condition that a project lacks what its place asks of it; ``waived`` says of which it does not (``projects.queries.waived``)."""
    return (Q(wage_officer_name="") if what == "officer" else Q(gap(what, on))) & ~waived[what]


def gap(what: str, on: dt.date) -> Exists:
    """The condition that a project lacks one of the systems on a day."""
    open_on = Q(closed_on__isnull=True) | Q(closed_on__gt=on)
    in_force = (Q(released_on__isnull=True) | Q(released_on__gt=on)) & (Q(expires_on__isnull=True) | Q(expires_on__gte=on))
    hanging = Q(removed_on__isnull=True) | Q(removed_on__gt=on)
    match what:
        case "account":
            return ~Exists(_rows("SpecialWageAccount").filter(open_on, opened_on__lte=on))
        case "deposit":
            return ~Exists(_rows("WageSecurityDeposit").filter(in_force, deposited_on__lte=on))
        case "board":
            return ~Exists(_rows("RightsNoticeBoard").filter(hanging, posted_on__lte=on))
        case "agreement":
            return Exists(_rows("ProjectParty").filter(part=Part.SUBCONTRACTOR, left_on__isnull=True, entrusted_agreement_on__isnull=True))
    raise ValueError(f"unknown gap {what!r}")


def _rows(model: str) -> models.QuerySet:
    # The other models import this one; inside a subquery row security narrows them like everything else.
    return apps.get_model("projects", model).objects.filter(project=OuterRef("pk"))


class Project(TenantModel):
    """工程建设项目. Flags are independent (a state owner's PPP project is both); facts are recorded even when unlawful."""

    tenant = TenantRule(region="region", project="pk", intake="pk", intake_writes=False)
    moves = SITE_MOVES
    state_field = "state"

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField("项目编码", max_length=24, unique=True, editable=False)
    name = models.CharField("项目名称", max_length=120)
    name_key = models.CharField("名称排序键", max_length=400, default="", editable=False)
    township = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="乡镇街道")
    industry = models.CharField("行业主管", max_length=20, choices=Industry.choices)
    kind = models.CharField("项目分类", max_length=2, choices=ProjectKind.choices, default=ProjectKind.HOUSING)
    site_kind = models.CharField("工地类型", max_length=10, choices=SiteKind.choices, default=SiteKind.CLOSED)
    tags = ArrayField(models.CharField(max_length=20, choices=Tag.choices), default=list, blank=True, verbose_name="标签")

    is_government_invested = models.BooleanField("政府投资", default=False)
    is_ppp = models.BooleanField("政府与社会资本合作", default=False)
    is_state_owner = models.BooleanField("国企业主", default=False)
    is_state_contractor = models.BooleanField("国企总包", default=False)
    is_private = models.BooleanField("社会投资", default=False)

    owner = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="建设单位")
    general_contractor = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="施工总承包单位")

    programme_name = models.CharField("上级项目", max_length=120, blank=True, default="", db_default="")
    programme_code = models.CharField("投资项目代码", max_length=40, blank=True, default="", db_default="")
    approval_number = models.CharField("立项文号", max_length=80, blank=True, default="", db_default="")
    approval_level = models.CharField("立项级别", max_length=3, choices=ApprovalLevel.choices, blank=True, default="", db_default="")
    scale = models.CharField("建设规模", max_length=2, choices=Scale.choices, blank=True, default="", db_default="")
    purpose = models.CharField("工程用途", max_length=3, choices=Purpose.choices, blank=True, default="", db_default="")
    total_investment = models.DecimalField("总投资（元）", max_digits=16, decimal_places=2, null=True, blank=True)
    floor_area = models.DecimalField("建筑面积（平方米）", max_digits=12, decimal_places=2, null=True, blank=True)
    length = models.DecimalField("长度（米）", max_digits=12, decimal_places=2, null=True, blank=True)

    contract_amount = models.DecimalField("施工合同额（元）", max_digits=16, decimal_places=2, null=True, blank=True)
    annual_contract_amount = models.DecimalField("年度合同额（元）", max_digits=16, decimal_places=2, null=True, blank=True)
    labour_cost_share = models.DecimalField("人工费占比", max_digits=5, decimal_places=4, null=True, blank=True)
    labour_cost_amount = models.DecimalField("人工费数额（元）", max_digits=16, decimal_places=2, null=True, blank=True)
    labour_cost_cycle_months = models.PositiveSmallIntegerField("人工费拨付周期（月）", null=True, blank=True)
    contract_signed_on = models.DateField("施工合同签订日期", null=True, blank=True)
    needs_permit = models.BooleanField("须办施工许可", default=True)
    permit_number = models.CharField("施工许可证号", max_length=60, blank=True)
    permit_issued_on = models.DateField("施工许可日期", null=True, blank=True)
    started_on = models.DateField("实际开工日期", null=True, blank=True)
    planned_end_on = models.DateField("计划竣工日期", null=True, blank=True)
    completed_on = models.DateField("实际完工日期", null=True, blank=True)
    pay_day = models.PositiveSmallIntegerField("发薪日", null=True, blank=True)
    pay_month_offset = models.PositiveSmallIntegerField("发薪月", choices=[(0, "当月"), (1, "次月")], default=1)

    wage_officer_name = models.CharField("劳资专管员", max_length=60, blank=True)
    wage_officer_phone = EncryptedField("劳资专管员电话", kind="phone", null=True, blank=True)
    inspector = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任监察员")
    grid_officer = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="网格员")
    address = models.CharField("地址", max_length=200, blank=True)
    longitude = models.DecimalField("经度", max_digits=9, decimal_places=6, null=True, blank=True)
    latitude = models.DecimalField("纬度", max_digits=8, decimal_places=6, null=True, blank=True)

    state = models.CharField("状态", max_length=20, choices=ProjectState.choices, default=ProjectState.PREPARING)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name="并入")
    uploaded_on = models.DateField("纳入平台日期", null=True, blank=True)
    registered_on = models.DateField("建档日期", editable=False)
    board_facts_changed_on = models.DateField("告示牌内容变动日期", null=True, blank=True, editable=False)
    version = models.PositiveIntegerField("版本", default=1, editable=False)
    changed_by = models.CharField("修改人", max_length=80, blank=True, editable=False)
    changed_at = models.DateTimeField("修改时间", null=True, blank=True, editable=False)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = "工程建设项目"
        verbose_name_plural = "工程建设项目"
        ordering = ["code"]
        indexes = [
            models.Index(fields=["region", "state"], name="project_region_state"),
            models.Index(fields=["region", "name_key"], name="project_region_name"),
            models.Index(fields=["general_contractor"], name="project_contractor"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "name", "general_contractor"],
                name="project_once",
                nulls_distinct=False,
                violation_error_message="本辖区已有同名、同一施工总承包单位的项目。",
            ),
            models.CheckConstraint(
                condition=Q(pay_day__isnull=True) | Q(pay_day__range=(1, 31)), name="project_pay_day", violation_error_message="发薪日应在 1 至 31 之间。"
            ),
            models.CheckConstraint(
                condition=Q(labour_cost_share__isnull=True) | Q(labour_cost_share__range=(0, 1)),
                name="project_labour_share",
                violation_error_message="人工费占比应在 0% 至 100% 之间。",
            ),
            models.CheckConstraint(
                condition=(Q(contract_amount__isnull=True) | Q(contract_amount__gte=0))
                & (Q(annual_contract_amount__isnull=True) | Q(annual_contract_amount__gte=0))
                & (Q(labour_cost_amount__isnull=True) | Q(labour_cost_amount__gte=0)),
                name="project_amounts",
                violation_error_message="金额不能是负数。",
            ),
            models.CheckConstraint(
                condition=Q(planned_end_on__isnull=True) | Q(started_on__isnull=True) | Q(planned_end_on__gte=F("started_on")),
                name="project_planned_end",
                violation_error_message="计划竣工日期不能早于开工日期。",
            ),
            models.CheckConstraint(
                condition=Q(completed_on__isnull=True) | Q(started_on__isnull=True) | Q(completed_on__gte=F("started_on")),
                name="project_completed",
                violation_error_message="完工日期不能早于开工日期。",
            ),
            models.CheckConstraint(
                condition=Q(longitude__isnull=True, latitude__isnull=True)
                | Q(longitude__isnull=False, latitude__isnull=False, longitude__range=(73, 136), latitude__range=(3, 54)),
                name="project_place",
                violation_error_message="经纬度要成对填写，并在中国境内。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        """Keep the sort key in step with the name."""
        self.name_key = sort_key(self.name)[:400]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("project", args=[self.code])

    @property
    def is_open_site(self) -> bool:
        """Whether work is expected on the site now."""
        return self.state not in (*BREAKS, *ENDED)

    @property
    def flags(self) -> list[str]:
        """The investment flags that hold, in words."""
        names = ("is_government_invested", "is_ppp", "is_state_owner", "is_state_contractor", "is_private")
        return [str(self._meta.get_field(name).verbose_name) for name in names if getattr(self, name)]

    @property
    def tag_words(self) -> list[str]:
        return [Tag(tag).label for tag in self.tags]

    @property
    def pay_day_words(self) -> str:
        """“次月 20 日”; a day the month lacks means its last."""
        return f"{self.get_pay_month_offset_display()} {self.pay_day} 日" if self.pay_day else "未约定"


class ProjectCounter(TenantModel):
    """The last number given out per region and year; locked while a project is registered, hence no gaps."""

    year = models.PositiveSmallIntegerField("年度")
    last = models.PositiveIntegerField("末号", default=0)

    class Meta:
        verbose_name = "项目编码计数"
        verbose_name_plural = "项目编码计数"
        constraints = [models.UniqueConstraint(fields=["region", "year"], name="project_counter_once")]

    def __str__(self) -> str:
        return f"{self.region_id} {self.year}: {self.last}"


class ProjectToken(TenantModel):
    """Pairs of neighbouring signs of a name and of its pinyin initials: search by equality, because LIKE cannot use an index here."""

    tenant = TenantRule(region="region", project="project")

    project = models.ForeignKey(Project, models.CASCADE, related_name="+", verbose_name="项目")
    token = models.CharField("词元", max_length=4)

    objects = ProjectRowQuerySet.as_manager()

    class Meta:
        verbose_name = "项目检索词元"
        verbose_name_plural = "项目检索词元"
        constraints = [models.UniqueConstraint(fields=["project", "token"], name="project_token_once")]
        indexes = [models.Index(fields=["token", "project"], name="project_token_find")]

    def __str__(self) -> str:
        return self.token
