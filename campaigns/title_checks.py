"""The six conditions of a 安薪项目, answered from data; what data cannot answer says so."""

import datetime as dt
from dataclasses import asdict, dataclass
from decimal import Decimal

from campaigns.policies import FUNDS, LABOUR_COST
from earlywarning.models import EarlyWarning
from portal.lib.show import money
from portal.tenancy.policies import PolicySet, PolicyValue
from portal.tenancy.scope import Actor
from projects.enums import ProjectState
from projects.models import Fact, Project
from projects.systems import matrix

MONEY = (("funds", "建设资金到位情况良好", FUNDS), ("labour_cost", "人工费用拨付充足", LABOUR_COST))


@dataclass(frozen=True)
class TitleCheck:
    """One condition: ``ok`` None means there is no data to answer it."""

    code: str
    name: str
    ok: bool | None
    words: str


def title_checks(project: Project, *, actor: Actor, on: dt.date) -> list[dict]:
    """在建, 制度落实, 建设资金到位, 人工费充足, 已上监控平台, 无欠薪."""
    facts = {f.item: f.value for f in Fact.objects.visible_to(actor).filter(project=project)}
    checks = [
        _running(project),
        _systems(project, actor, on),
        *_money(facts, PolicySet(project.region, on)),
        _uploaded(project),
        _no_arrears(project, actor, facts),
    ]
    return [asdict(check) for check in checks]


def _running(project: Project) -> TitleCheck:
    ok = project.state == ProjectState.UNDER_CONSTRUCTION
    return TitleCheck("running", "在建工程项目", ok, project.get_state_display())


def _systems(project: Project, actor: Actor, on: dt.date) -> TitleCheck:
    missing = [row.title for row in matrix(project, on) if row.established.missing]
    return TitleCheck("systems", "工资支付保障制度落实", not missing, "五项制度均已建立" if not missing else "未建立：" + "、".join(missing))


def _money(facts: dict, policies: PolicySet) -> list[TitleCheck]:
    month = facts.get("account_month")
    return [_in_place(code, name, month, policies[key]) for code, name, key in MONEY]


def _in_place(code: str, name: str, month: dict | None, least: PolicyValue) -> TitleCheck:
    """What has arrived of what is due, against the share the tenant asks for; the notice names none."""
    if not month or month.get("due") is None:
        return TitleCheck(code, name, None, "专户没有可计算的拨付期")
    transferred, due = Decimal(month["transferred"]), Decimal(month["due"])
    words = f"{month['month']} 应拨 {money(due)} 元，已拨 {money(transferred)} 元"
    if least.value is None:
        return TitleCheck(code, name, None, f"{words}；租户未录入“{least.key.label}”，没有比对")
    return TitleCheck(code, name, is_enough(transferred, due, least.value), words)


def is_enough(transferred: Decimal, due: Decimal, least: Decimal | None) -> bool | None:
    """Whether the share asked for has arrived; ``None`` where the tenant has entered none."""
    return None if least is None else transferred >= due * least


def _uploaded(project: Project) -> TitleCheck:
    ok = project.uploaded_on is not None
    return TitleCheck("uploaded", "已纳入监控预警平台", ok, f"{project.uploaded_on} 纳入" if ok else "没有纳入平台的日期")


def _no_arrears(project: Project, actor: Actor, facts: dict) -> TitleCheck:
    owed = (facts.get("arrears") or {}).get("people", 0)
    red = EarlyWarning.objects.visible_to(actor).open().under_clock().filter(project=project, level="red").count()
    ok = owed == 0 and red == 0
    return TitleCheck("no_arrears", "无欠薪", ok, "没有欠薪人员和未结红色预警" if ok else f"欠薪 {owed} 人，未结红色预警 {red} 条")
