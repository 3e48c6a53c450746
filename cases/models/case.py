"""A case: its procedure, and the owed-and-paid ledger of each worker."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.enums import CaseState, CaseTrack, ClosingKind, LineKind, LineState, PaymentSource
from cases.models.lead import Lead
from cases.workflow import CASE_MOVES
from portal.accounts.enums import Role
from portal.lib.fields import BlindIndexField, EncryptedField
from portal.tenancy.models import Organisation, TenantModel
from portal.tenancy.querysets import TenantQuerySet, TenantRule
from portal.tenancy.scope import Actor


class CaseQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "CaseQuerySet":
        found = super().visible_to(actor)
        if actor.role == Role.DEPARTMENT:
            found = found.filter(project__industry__in=actor.industries)
        return found

    def open(self) -> "CaseQuerySet":
        return self.filter(state=CaseState.OPEN)

    def in_arrears(self) -> "CaseQuerySet":
        """Cases with money still owed, whether their procedure has ended or not."""
        return self.filter(settled_on__isnull=True)


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
    investigate_due_on = models.DateField("调查期限", null=True, blank=True)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承办人")
    closed_on = models.DateField("办结日期", null=True, blank=True)
    closing_kind = models.CharField("办结方式", max_length=20, choices=ClosingKind.choices, blank=True)
    closing_note = models.TextField("办结说明", blank=True)
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
        ]
        indexes = [
            models.Index(fields=["region", "state"], name="case_desk"),
            models.Index(fields=["project"], name="case_project"),
            models.Index(fields=["region", "settled_on"], name="case_debt"),
        ]

    def __str__(self) -> str:
        return self.number


class CaseLead(TenantModel):
    """Which leads a case answers; duplicates of one matter join one case."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="+", verbose_name="案件")
    lead = models.OneToOneField(Lead, models.PROTECT, related_name="+", verbose_name="线索")

    class Meta:
        verbose_name = "案件线索"
        verbose_name_plural = "案件线索"

    def __str__(self) -> str:
        return f"{self.case_id}-{self.lead_id}"


class CaseWorkerLine(TenantModel):
    """What one worker claims, what was verified and what he has received, of one kind of money."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+", verbose_name="案件")
    kind = models.CharField("款项", max_length=12, choices=LineKind.choices, default=LineKind.WAGE)
    name = models.CharField("姓名", max_length=40)
    id_number = EncryptedField(kind="id_number", null=True, blank=True, verbose_name="身份证号")
    id_index = BlindIndexField(source="id_number", null=True, verbose_name="身份证号索引")
    is_migrant = models.BooleanField("农民工", default=True)
    owed_from = models.DateField("欠薪起", null=True, blank=True)
    owed_to = models.DateField("欠薪止", null=True, blank=True)
    claimed = models.DecimalField("反映金额（元）", max_digits=14, decimal_places=2)
    verified = models.DecimalField("核实金额（元）", max_digits=14, decimal_places=2, null=True, blank=True)
    verified_on = models.DateField("核实日期", null=True, blank=True)
    verified_note = models.TextField("核实依据", blank=True)
    paid = models.DecimalField("已付金额（元）", max_digits=14, decimal_places=2, default=0)
    paid_on = models.DateField("付清日期", null=True, blank=True)
    state = models.CharField("状态", max_length=12, choices=LineState.choices, default=LineState.DUE)

    class Meta:
        verbose_name = "欠薪人员"
        verbose_name_plural = "欠薪人员"
        ordering = ["case", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(claimed__gt=0), name="line_claimed", violation_error_message="反映金额要大于零。"),
            models.CheckConstraint(
                condition=Q(verified__isnull=True) | Q(verified__gte=0), name="line_verified", violation_error_message="核实金额不能为负。"
            ),
            models.CheckConstraint(condition=Q(paid__gte=0), name="line_paid", violation_error_message="已付金额不能为负。"),
            models.UniqueConstraint(fields=["case", "id_index", "kind"], name="line_person_once", violation_error_message="这个人已在本案中。"),
        ]
        indexes = [models.Index(fields=["region", "state"], name="line_arrears")]

    def __str__(self) -> str:
        return self.name

    @property
    def owed(self):
        """What is still owed: verified, or claimed until it is verified, less what was paid."""
        base = self.claimed if self.verified is None else self.verified
        return max(base - self.paid, 0)


class CasePayment(TenantModel):
    """Money that reached one worker, with its source and receipt."""

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    line = models.ForeignKey(CaseWorkerLine, models.PROTECT, related_name="+", verbose_name="人员")
    amount = models.DecimalField("金额（元）", max_digits=14, decimal_places=2)
    paid_on = models.DateField("到账日期")
    source = models.CharField("款项来源", max_length=12, choices=PaymentSource.choices)
    receipt = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+", verbose_name="凭证")
    note = models.CharField("说明", max_length=200, blank=True)
    recorded_by = models.CharField("登记人", max_length=80)
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = "清偿记录"
        verbose_name_plural = "清偿记录"
        ordering = ["-paid_on", "-id"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="case_payment_amount", violation_error_message="付款金额要大于零。")]

    def __str__(self) -> str:
        return f"{self.amount}"


class WorkerAnswer(TenantModel):
    """What the worker himself says on the progress page: paid or not. Evidence, never overwritten."""

    lead = models.ForeignKey(Lead, models.PROTECT, related_name="+", verbose_name="线索")
    project = models.ForeignKey("projects.Project", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="项目")
    at = models.DateTimeField("时间")
    is_paid = models.BooleanField("钱已收到")
    note = models.CharField("说明", max_length=300, blank=True)

    tenant = TenantRule(region="region", intake="project")

    class Meta:
        verbose_name = "工友确认"
        verbose_name_plural = "工友确认"
        ordering = ["-at"]

    def __str__(self) -> str:
        return "已收到" if self.is_paid else "没收到"
