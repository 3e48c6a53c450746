"""Columns of the deposit lists, shared by screen, phone cards and export."""

from django.urls import reverse

from portal.lib import show
from portal.lib.tables import Column
from projects.deposits import statements
from projects.deposits.standing import TONES, words

DEPOSITS = (
    Column("project.name", "项目", sort="project__name_key", link=lambda d: d.get_absolute_url(), sub=lambda d: d.project.code, wide=True),
    Column("region.name", "辖区", sort=("region__code", "project__name_key"), width=96),
    Column("form", "方式", sort="form", width=128),
    Column("standing", "情况", kind="state", words=lambda d: words(d.standing), tone=lambda d: TONES.get(d.standing, ""), corner=True, width=128),
    Column("amount", "金额", unit="元", kind="money", sort="amount", width=144),
    Column("required_amount", "应存", unit="元", kind="money", sort="required_amount", width=144),
    Column("institution", "存款或出具机构", sort="institution", words=lambda d: d.institution or show.NOTHING, wide=True),
    Column("expires_on", "有效期至", kind="date", sort="expires_on", width=112),
    Column("deposited_on", "存储日期", kind="date", sort="deposited_on", width=112, hidden=True),
    Column("document_number", "存单、保函或保单号", hidden=True),
    Column("contractor", "施工总承包", value=lambda d: _contractor(d), words=lambda d: _contractor(d) or show.NOTHING, hidden=True),
    Column("beneficiary", "受益人", hidden=True),
    Column("drawn_amount", "已动用未补足", unit="元", kind="money", hidden=True),
    Column("state", "状态", on_screen=False),
    Column("exempt_basis", "免存依据", on_screen=False),
)


def _contractor(deposit) -> str:
    return deposit.project.general_contractor.name if deposit.project.general_contractor_id else ""


def _sum(is_exempt: bool, required: object) -> str:
    return "免存" if is_exempt else show.short_money(required)


ANEW = (
    Column("project.name", "项目", sort="project.name_key", link=lambda c: reverse("deposit_assess", args=[c.project.code]), sub=lambda c: c.project.region.name, wide=True),
    Column("last.required", "上次核定", unit="元", kind="money", sort="last.required", words=lambda c: _sum(c.last.is_exempt, c.last.required), sub=lambda c: c.last.on.isoformat(), width=136),
    Column("now.required", "现在应存", unit="元", kind="money", sort="now.required", words=lambda c: _sum(c.now.exempt, c.now.required), width=136, corner=True),
    Column("difference", "相差", unit="元", kind="money", sort="difference", width=128),
    Column("gap", "还差", unit="元", kind="money", sort="gap", width=128),
    Column("why", "变在哪里", wide=True),
    Column("project.code", "项目编码", on_screen=False),
    Column("last.on", "上次核定日期", kind="date", on_screen=False),
)  # fmt: skip

STATEMENTS = (
    Column("project.name", "项目", sort="project__name_key", link=lambda d: f"{d.get_absolute_url()}#statements", sub=lambda d: d.institution, wide=True),
    Column("region.name", "辖区", sort=("region__code", "project__name_key"), width=96),
    Column("finding", "情况", kind="state", sort="finding", words=lambda d: statements.words(d.finding), tone=lambda d: statements.TONES[d.finding], corner=True, width=144),
    Column("expected", "应有本金", unit="元", kind="money", sort="expected", width=136),
    Column("principal", "对账本金", unit="元", kind="money", sort="principal", width=136),
    Column("interest", "利息", unit="元", kind="money", sort="interest", width=112),
    Column("interest_taken", "本季提取", unit="元", kind="money", sort="interest_taken", width=112),
    Column("provided_on", "提供日期", kind="date", sort="provided_on", width=112),
    Column("project.code", "项目编码", on_screen=False),
    Column("institution", "存款银行", on_screen=False),
    Column("document_number", "存单号", on_screen=False),
)  # fmt: skip

GUARANTORS = (
    Column("institution", "机构", sort="institution", wide=True),
    Column("held", "在保", unit="笔", kind="int", sort="held", width=96),
    Column("held_amount", "在保金额", unit="元", kind="money", sort="held_amount", width=160),
    Column("claims", "被通知支付", unit="次", kind="int", sort="claims", width=120),
    Column("in_time", "按时付清", unit="次", kind="int", sort="in_time", width=112),
    Column("late", "逾期付清", unit="次", kind="int", sort="late", width=112),
    Column("unpaid", "到期未付", unit="次", kind="int", sort="unpaid", width=112),
    Column("in_time_rate", "按时率", kind="rate", value=lambda row: row.in_time / row.claims if row.claims else None, width=96, corner=True),
)
