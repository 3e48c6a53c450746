"""检查通知书, 限期改正指令书 and 检查结果告知书: drafted from what the inspection knows."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from portal.documents.actions.draft_instrument import Occasion, draft_instrument
from portal.documents.actions.issue_instrument import issue_instrument
from portal.documents.enums import InstrumentState
from portal.documents.models import Instrument
from portal.documents.models.instrument import SENT
from portal.lib.errors import Refused
from portal.lib.text import cited
from portal.tenancy.scope import Actor
from projects.inspections.enums import FindingState, InspectionState
from projects.inspections.papers import NOTICE, ORDER, RESULT
from projects.models import InspectionFinding, InspectionOfficer, SiteInspection

LABEL = "projects.SiteInspection"
DEAD = InstrumentState.WITHDRAWN


def papers_of(inspection: SiteInspection, actor: Actor) -> dict[str, Instrument]:
    """The newest living paper of each kind about the inspection."""
    rows = Instrument.objects.visible_to(actor).about(LABEL, inspection.uid).exclude(state=DEAD).order_by("pk")
    return {row.kind: row for row in rows}


def issue_notice(*, actor: Actor, inspection: SiteInspection, at: dt.datetime) -> Instrument:
    """Drafted and signed in one step, because approval and officers stand already; served on the spot when the team arrives."""
    if inspection.state != InspectionState.APPROVED:
        raise Refused(f"检查现在是“{inspection.get_state_display()}”，批准后、到场前签发检查通知书。", "wrong_state")
    if NOTICE in papers_of(inspection, actor):
        raise Refused("这次检查已有检查通知书。", "exists")
    with transaction.atomic():
        return issue_instrument(actor=actor, instrument=_draft(inspection, actor, NOTICE, _notice_facts(inspection, actor), at), at=at)


def draft_order(*, actor: Actor, inspection: SiteInspection, at: dt.datetime) -> Instrument:
    """All problems that have a day, on one paper; the earliest day is the paper's."""
    if ORDER in papers_of(inspection, actor):
        raise Refused("这次检查已有限期改正指令书。", "exists")
    rows = list(InspectionFinding.objects.visible_to(actor).filter(inspection=inspection, state=FindingState.OPEN).order_by("number", "pk"))
    if not rows:
        raise Refused("没有需要限期改正的问题。", "no_findings")
    facts = _common(inspection) | {
        "findings": "\n".join(f"{place}.{row.item}：{row.text.rstrip('。')}。" for place, row in enumerate(rows, start=1)),
        "law": in_full(row.law for row in rows if row.law),
        "reply_by": min(row.rectify_by for row in rows),
    }
    return _draft(inspection, actor, ORDER, facts, at)


def in_full(laws: Iterable[str]) -> str:
    """The articles as a paper names them: a checklist may say 条例 for the Regulation, an order says it in full, and once."""
    named = (law.replace("条例第", "《保障农民工工资支付条例》第", 1) if law.startswith("条例第") else law for law in laws)
    return cited(dict.fromkeys(named))


def issue_result(*, actor: Actor, inspection: SiteInspection, at: dt.datetime) -> Instrument:
    """What was found, drafted and signed in one step, because the conclusion stands; where something is to be put right, after the order was served."""
    if inspection.state != InspectionState.CONCLUDED:
        raise Refused(f"检查现在是“{inspection.get_state_display()}”，检查完毕后签发检查结果告知书。", "wrong_state")
    papers = papers_of(inspection, actor)
    if RESULT in papers:
        raise Refused("这次检查已有检查结果告知书。", "exists")
    rows = list(InspectionFinding.objects.visible_to(actor).filter(inspection=inspection).order_by("number", "pk"))
    order, waiting = papers.get(ORDER), sum(row.rectify_by is not None for row in rows)
    if waiting and (order is None or order.state not in SENT):
        raise Refused(f"有 {waiting} 个问题要限期改正，先签发并送达限期改正指令书，再告知结果。", "no_order")
    facts = _common(inspection) | {
        "kind": inspection.get_kind_display(),
        "result": f"{inspection.result.rstrip('。')}。",
        "findings": "\n".join(
            f"{place}.{row.item}：{row.text.rstrip('。')}{'' if row.rectify_by else '（当场改正）'}。" for place, row in enumerate(rows, start=1)
        ),
        "order": f"《限期改正指令书》（{order.number}）" if waiting else "",
        "officers": _officers(inspection, actor),
    }
    with transaction.atomic():
        return issue_instrument(actor=actor, instrument=_draft(inspection, actor, RESULT, facts, at), at=at)


def _draft(inspection: SiteInspection, actor: Actor, kind: str, facts: dict[str, Any], at: dt.datetime) -> Instrument:
    project = inspection.project
    occasion = Occasion(LABEL, str(inspection.uid), str(inspection), inspection.project_id, project.name if project else "")
    to = {"enterprise": inspection.employer.organisation}
    return draft_instrument(actor=actor, kind=kind, addressees=to, facts=facts, at=at, region_id=inspection.region_id, occasion=occasion)


def _common(inspection: SiteInspection) -> dict[str, Any]:
    return {
        "enterprise": inspection.employer_name,
        "project": inspection.project.name if inspection.project else "",
        "check_on": inspection.arrived_at.date() if inspection.arrived_at else inspection.planned_on,
    }


def _notice_facts(inspection: SiteInspection, actor: Actor) -> dict[str, Any]:
    return _common(inspection) | {
        "kind": inspection.get_kind_display(),
        "reason": inspection.reason.rstrip("。"),
        "items": "\n".join(f"{place}.{item['title']}。" for place, item in enumerate(inspection.items, start=1)),
        "officers": _officers(inspection, actor),
        "departments": inspection.departments.rstrip("。"),
        "companions": "；".join(f"{row['name']}（{row['unit']}{row['post']}）" for row in inspection.companions),
        "approved_by": inspection.approved_by,
    }


def _officers(inspection: SiteInspection, actor: Actor) -> str:
    """Each with his department and his certificate."""
    rows = InspectionOfficer.objects.visible_to(actor).filter(inspection=inspection).select_related("certificate__organisation")
    return "\n".join(
        f"{row.certificate.name}（执法证号{row.certificate.number}），{row.certificate.organisation.name_on(inspection.planned_on)}。" for row in rows
    )
