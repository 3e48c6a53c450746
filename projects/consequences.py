"""What a changed base rate would ask of the projects, told before it is saved."""

from collections.abc import Sequence
from decimal import Decimal

from portal.lib.money import fen
from portal.lib.show import money
from portal.tenancy.consequences import SHOWN, Change, Consequence
from portal.tenancy.scope import Actor
from projects.models import Project, WageSecurityDeposit
from projects.policies import BASE_RATE

HEADS = ("项目", "合同额（元）", "原应存（元）", "新应存（元）", "已存")


def of_base_rate(actor: Actor, change: Change) -> Sequence[Consequence]:
    """By the base rate alone: reductions, increases and exemptions are settled when a deposit is assessed."""
    regions = [region.pk for region in change.touched]
    projects = Project.objects.visible_to(actor).filter(region__in=regions, contract_amount__isnull=False).unfinished().order_by("-contract_amount", "pk")
    stored = set(WageSecurityDeposit.objects.visible_to(actor).in_force(change.on).filter(region__in=regions).values_list("project_id", flat=True))
    lines = [(project, _sum(project, change.before), _sum(project, change.after)) for project in projects]
    moved = [line for line in lines if line[1] != line[2]]
    new = [line for line in moved if line[0].pk not in stored]
    text = (
        f"在建项目 {len(lines)} 个，只按基准比例算，应存额有 {len(moved)} 个会变，其中还没有存的 {len(new)} 个。"
        "已存的不重算；浮动、免存和上限在核定时另算。"
    )  # fmt: skip
    rows = [(p.name, money(p.contract_amount), _words(old), _words(then), "已存" if p.pk in stored else "未存") for p, old, then in moved[:SHOWN]]
    return [Consequence("工资保证金", text, HEADS, rows)]


def _sum(project: Project, sets: dict) -> Decimal | None:
    rate = sets[project.region_id][BASE_RATE]
    return None if rate.value is None else fen(project.contract_amount * rate.require())


def _words(amount: Decimal | None) -> str:
    return "未录入" if amount is None else money(amount)
