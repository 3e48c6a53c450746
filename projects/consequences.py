"""What a changed figure of the deposits would ask of the projects, told before it is saved."""

from collections.abc import Sequence

from portal.lib.errors import Refused
from portal.lib.show import money
from portal.tenancy.consequences import SHOWN, Change, Consequence
from portal.tenancy.scope import Actor
from projects.deposits.reckoning import Answer
from projects.deposits.trial import compare, total_of
from projects.models import Project

HEADS = ("项目", "合同额（元）", "原应存（元）", "新应存（元）", "已存")


def of_deposits(actor: Actor, change: Change) -> Sequence[Consequence]:
    """Every unfinished project is reckoned twice by the engine itself; what is stored keeps its sum until it is assessed anew."""
    regions = [region.pk for region in change.touched]
    projects = Project.objects.visible_to(actor).filter(region__in=regions).unfinished()
    lines = compare(actor, projects, change.on, change.before, change.after)
    moved = [line for line in lines if line.changes]
    new = [line for line in moved if not line.is_stored]
    text = (
        f"在建项目 {len(lines)} 个，应存额有 {len(moved)} 个会变，其中还没有存的 {len(new)} 个；"
        f"合计由 {money(total_of(lines, 'before'))} 元变为 {money(total_of(lines, 'after'))} 元。已存的在重新核定以前不变。"
    )  # fmt: skip
    rows = [
        (line.project.name, money(line.project.contract_amount), _words(line.before), _words(line.after), "已存" if line.is_stored else "未存")
        for line in moved[:SHOWN]
    ]
    return [Consequence("工资保证金", text, HEADS, rows)]


def _words(found: Answer) -> str:
    if isinstance(found, Refused):
        return "未录入" if found.code == "policy_missing" else found.reason
    return "免存" if found.exempt else money(found.required)
