"""The further systems: permit, funds, payment guarantee, interim settlement, and the terms of the contract (条例 第二十三、二十四条)."""

import datetime as dt
from decimal import Decimal

from portal.lib import show
from portal.lib.deadlines import add_months
from projects.enums import BREAKS, ENDED
from projects.models import ProjectProof
from projects.proof_kinds import ProofKind
from projects.systems.evidence import Evidence
from projects.systems.keys import SETTLEMENT_MONTHS
from projects.systems.lamps import HALF, OFF, OK, OWNER, UNKNOWN, Lamp, Missing
from projects.systems.mechanism import BUILT, RUNS, Element, Item

REMIND = 30  # days before a payment guarantee ends
BOTH = "建设单位、施工总承包单位"


def permit(evidence: Evidence) -> Lamp:
    """施工许可 before the works begin; projects the law exempts have it by that."""
    project = evidence.project
    if not project.needs_permit:
        return Lamp(OK, "依法无需施工许可", words="不需要")
    if project.permit_number:
        return Lamp(OK, f"许可证 {project.permit_number}", project.permit_issued_on)
    return _before_works(evidence, "没有登记施工许可", Missing("取得施工许可并登记", OWNER, act="update", target="permit"))


def funds(evidence: Evidence) -> Lamp:
    """资金安排 that suffices for the works, before they begin (条例 第二十三条)."""
    papers = evidence.proofs_of(ProofKind.FUNDS)
    if not papers:
        missing = Missing("登记满足施工所需的资金安排证明", OWNER, act="record_proof", target=ProofKind.FUNDS)
        return _before_works(evidence, "没有资金安排证明", missing)
    total = sum((paper.amount or Decimal(0) for paper in papers), Decimal(0))
    return Lamp(OK, f"{papers[-1].issuer} {show.ten_thousand(total)} 万元", papers[-1].signed_on)


def _before_works(evidence: Evidence, said: str, missing: Missing) -> Lamp:
    if not evidence.begun:
        return Lamp(HALF, f"{said}，开工前应有", missing=(missing,), words="开工前补齐")
    started = evidence.project.started_on
    late = Missing(missing.text, missing.who, started, True, missing.act, missing.target)
    return Lamp(OFF, f"{said}，{f'{started} ' if started else ''}已开工", started, (late,))


def guaranteed(evidence: Evidence) -> Lamp:
    """工程款支付担保 by the owner (条例 第二十四条); the law sets no term, works without it are without cover."""
    paper = _newest(evidence)
    if paper is None:
        missing = Missing("建设单位提供工程款支付担保并登记", OWNER, act="record_proof", target=ProofKind.PAYMENT_GUARANTEE)
        return Lamp(OFF, "没有工程款支付担保", missing=(missing,))
    return Lamp(OK, f"{paper.issuer} {show.ten_thousand(paper.amount)} 万元", paper.signed_on)


def covered(evidence: Evidence) -> Lamp:
    """The guarantee lasts as long as the works."""
    paper = _newest(evidence)
    if paper is None:
        return Lamp(UNKNOWN, "还没有支付担保", words="未建立")
    if paper.expires_on is None:
        return Lamp(OK, "没有写明有效期")
    left = (paper.expires_on - evidence.on).days
    renew = Missing("续保或更换工程款支付担保", OWNER, paper.expires_on, left < 0, "record_proof", ProofKind.PAYMENT_GUARANTEE)
    if left < 0:
        return Lamp(OFF, f"{paper.expires_on} 已到期", paper.expires_on, (renew,))
    return Lamp(HALF if left <= REMIND else OK, f"有效至 {paper.expires_on}", paper.signed_on, (renew,) if left <= REMIND else ())


def _newest(evidence: Evidence) -> ProjectProof | None:
    """The guarantee that lasts longest."""
    return max(evidence.proofs_of(ProofKind.PAYMENT_GUARANTEE), key=lambda paper: paper.expires_on or dt.date.max, default=None)


def agreed_terms(evidence: Evidence) -> Lamp:
    """施工合同 says how much labour cost and how often, at most each month (条例 第二十四条)."""
    project = evidence.project
    missing = []
    if not (project.labour_cost_amount or project.labour_cost_share):
        missing.append(Missing("施工合同约定人工费用数额或比例", BOTH, act="update", target="labour_cost"))
    if project.labour_cost_cycle_months != 1:
        missing.append(Missing("施工合同约定人工费用拨付周期，不超过一个月", BOTH, act="update", target="labour_cycle"))
    if not missing:
        return Lamp(OK, "合同约定了人工费用和拨付周期", project.contract_signed_on)
    cycle = project.labour_cost_cycle_months
    said = f"拨付周期 {cycle} 个月，超过一个月" if cycle and cycle > 1 else "人工费用或拨付周期没有约定"
    return Lamp(HALF if len(missing) == 1 else OFF, said, project.contract_signed_on, tuple(missing))


def settled_once(evidence: Evidence) -> Lamp:
    """施工过程结算 has begun: a first settlement lies before the first cycle is over."""
    papers = evidence.proofs_of(ProofKind.INTERIM_SETTLEMENT)
    if papers:
        return Lamp(OK, f"已结算 {len(papers)} 期", papers[-1].signed_on)
    months, started = evidence.policies[SETTLEMENT_MONTHS].value, evidence.project.started_on
    if not evidence.begun or started is None or evidence.on <= add_months(started, months):
        return Lamp(UNKNOWN, "还不到第一个结算周期", words="未到期")
    by = add_months(started, months)
    missing = Missing("按计量周期办理施工过程结算并登记", BOTH, by, True, "record_proof", ProofKind.INTERIM_SETTLEMENT)
    return Lamp(OFF, f"开工 {months} 个月以上，没有过程结算", None, (missing,))


def settled_on_time(evidence: Evidence) -> Lamp:
    """The newest settlement is not older than one cycle; two cycles are too many."""
    papers = [paper for paper in evidence.proofs_of(ProofKind.INTERIM_SETTLEMENT) if paper.period_to]
    if not papers:
        return Lamp(UNKNOWN, "还没有过程结算", words="未建立")
    if evidence.project.state in (*BREAKS, *ENDED):
        return Lamp(UNKNOWN, evidence.project.get_state_display(), words="不要求")
    last, months = max(paper.period_to for paper in papers), evidence.policies[SETTLEMENT_MONTHS].value
    by = add_months(last, months)
    if evidence.on <= by:
        return Lamp(OK, f"结算到 {last}", last)
    missing = Missing(f"补办 {last} 以后的过程结算", BOTH, by, True, "record_proof", ProofKind.INTERIM_SETTLEMENT)
    return Lamp(HALF if evidence.on <= add_months(last, 2 * months) else OFF, f"只结算到 {last}", last, (missing,))


PERMIT = Element("permit", "施工许可", "条例第二十三条", BUILT, permit)
FUNDED = Element("funds", "资金安排", "条例第二十三条", BUILT, funds)
GUARANTEED = Element("payment_guarantee", "工程款支付担保", "条例第二十四条", BUILT, guaranteed)
COVERED = Element("guarantee_valid", "支付担保在有效期内", "条例第二十四条", RUNS, covered)
TERMS = Element("labour_terms", "合同约定人工费用和拨付周期", "条例第二十四条", BUILT, agreed_terms)
SETTLED_ONCE = Element("settlement", "施工过程结算", "条例第二十四条、财建〔2022〕183号", BUILT, settled_once)
SETTLED_ON_TIME = Element("settlement_current", "结算跟上进度", "条例第二十四条、财建〔2022〕183号", RUNS, settled_on_time)
ELEMENTS = (PERMIT, FUNDED, GUARANTEED, COVERED, TERMS, SETTLED_ONCE, SETTLED_ON_TIME)
SYSTEMS = (
    Item("permit", "施工许可", "第二十三条", (PERMIT,)),
    Item("funds", "资金安排证明", "第二十三条", (FUNDED,)),
    Item("payment_guarantee", "工程款支付担保", "第二十四条", (GUARANTEED, COVERED)),
    Item("interim_settlement", "施工过程结算", "第二十四条", (SETTLED_ONCE, SETTLED_ON_TIME)),
)
