"""Draft a letter about a case or a lead: what the file knows becomes its facts."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction

from cases.actions.number_lead import number_lead
from cases.models import Case, CaseWorkerLine, Lead
from cases.queries.arrears import totals
from earlywarning.actions.draft_letter import addressees_of
from portal.documents.actions.draft_instrument import Occasion, draft_instrument
from portal.documents.models import Instrument
from portal.lib import show
from portal.lib.errors import Refused
from portal.tenancy.models import Organisation
from portal.tenancy.scope import Actor
from projects.models import Project

CASE, LEAD = "cases.Case", "cases.Lead"
NOT_YET = "拟稿时编号"


def letter_facts(about: Case | Lead, *, actor: Actor) -> dict[str, Any]:
    """What is known; the officer adds the rest. No worker is named: the employer gets the letter."""
    project = about.project
    enterprise = about.employer or (project.general_contractor if project else None)
    known = {
        "project": project.name if project else "",
        "enterprise": enterprise.name if enterprise else about.employer_text,
        "owner": project.owner.name if project and project.owner else "",
        "industry": project.get_industry_display() if project else "",
    }
    return known | (_of_case(about, actor) if isinstance(about, Case) else _of_lead(about))


def _of_case(case: Case, actor: Actor) -> dict[str, Any]:
    lines = CaseWorkerLine.objects.visible_to(actor).of(case)
    sums, people, unpaid = totals(lines), lines.count(), lines.unpaid().count()
    return {"case": case.number, "workers": people, "amount": sums["owed"], "findings": _found(case, sums, people, unpaid)}


def _found(case: Case, sums: dict[str, Decimal], people: int, unpaid: int) -> str:
    """The ledger in one sentence, as a letter says it (figures and signs without spaces)."""
    day = f"{case.opened_on.year}年{case.opened_on.month}月{case.opened_on.day}日"
    if not people:
        return f"{day}受理拖欠工资的反映，正在核实。"
    verified = f"，查实拖欠{show.short_money(sums['verified'])}元" if sums["verified"] else ""
    paid = f"，已付{show.short_money(sums['paid'])}元" if sums["paid"] else ""
    return f"{day}受理，涉及{people}人{verified}{paid}，还有{unpaid}人{show.short_money(sums['owed'])}元没有付清。"


def _of_lead(lead: Lead) -> dict[str, Any]:
    period = f"欠薪月份：{lead.period_text}。" if lead.period_text else ""
    return {
        "lead": lead.reference or NOT_YET,
        "source": lead.get_channel_display(),
        "received_on": lead.received_on,
        "workers": lead.people,
        "amount": lead.amount,
        "findings": f"{period}{lead.text}" or "反映拖欠工资，请核实处理。",
    }


@transaction.atomic
def draft_letter(
    about: Case | Lead, *, actor: Actor, kind: str, facts: dict, at: dt.datetime, chosen: dict[str, Organisation] | None = None, **texts: str
) -> Instrument:
    """The draft of a letter; who receives it is the tenant's policy, what the officer chose, or where nobody is registered what he writes."""
    if isinstance(about, Case) and about.settled_on is not None and not about.is_open:
        raise Refused("案件已办结、已销账，不再发函。", "settled")
    occasion = Occasion(
        CASE if isinstance(about, Case) else LEAD,
        str(about.uid),
        str(about),
        about.project_id,
        about.project.name if about.project_id else "",
    )
    to = addressees(about) | (chosen or {})
    if facts.get("lead") == NOT_YET:
        facts = facts | {"lead": number_lead(about)}
    return draft_instrument(actor=actor, kind=kind, addressees=to, facts=facts, at=at, region_id=region_of(about, actor), occasion=occasion, **texts)


def region_of(about: Case | Lead, actor: Actor) -> int | None:
    """The file's own node; a city that urges a county's case writes a letter of its own."""
    return about.region_id if about.region_id in actor.scope.write_regions else actor.region_id


def addressees(about: Case | Lead) -> dict[str, Organisation | None]:
    """The organisation of each part a letter may go to."""
    if about.project_id is None:
        return {"enterprise": about.employer}
    project: Project = about.project
    return addressees_of(project) | ({"enterprise": about.employer} if about.employer_id else {})
