"""The draft of a letter that a rung of the ladder asks for; a person completes, reviews and sends it."""

import datetime as dt
import uuid

from django.db import transaction

from earlywarning.actions.draft_letter import addressees_of, draft_letter, letter_facts, project_of
from earlywarning.actions.events import tell
from earlywarning.enums import EventKind
from earlywarning.models import EarlyWarning
from portal.documents.actions.draft_instrument import policies_in_use
from portal.documents.kinds import instrument_kind
from portal.lib.errors import Refused
from portal.tenancy.calendars import work_calendar
from portal.tenancy.models import Jurisdiction, Organisation
from portal.tenancy.scope import Actor
from projects.models import Project

SETTLE_DAYS = 3  # working days until the matter is to be settled, unless the person who completes the draft says otherwise
PLACE = "（地点由经办人填写）"


def draft_ladder_letter(warning: EarlyWarning, *, kind: str, actor: Actor, at: dt.datetime) -> uuid.UUID | None:
    """In the office's name. What the tenant's settings do not allow is told in the history; the ladder climbs on all the same."""
    try:
        policies_in_use(instrument_kind(kind), warning.region_id, at.date())  # before anything is read: most tenants use few kinds
        with transaction.atomic():
            letter = _draft(warning, kind, actor, at)
    except Refused as refusal:
        tell(warning, actor=actor, at=at, title="没有自动草拟文书", note=refusal.reason, kind=EventKind.ESCALATED)
        return None
    tell(warning, actor=actor, at=at, title=f"逾期，草拟{letter.title.splitlines()[0]}"[:120], kind=EventKind.ESCALATED)
    return letter.uid


def _draft(warning: EarlyWarning, kind: str, actor: Actor, at: dt.datetime):
    project = project_of(warning, actor)
    tenant = Jurisdiction.objects.of(project.region)
    if tenant is None:
        raise Refused("没有租户，不知道以哪个机关的名义发文。", "no_organ")
    spec = instrument_kind(kind)
    known = _facts(warning, project, at)
    facts = {fact.key: known[fact.key] for fact in spec.facts if known.get(fact.key) not in (None, "")}
    return draft_letter(warning, actor=actor, kind=kind, facts=facts, at=at, chosen=_unit(project), project=project, organ=tenant.office)


def _facts(warning: EarlyWarning, project: Project, at: dt.datetime) -> dict:
    calendar = work_calendar()
    return letter_facts(warning, project) | {
        "case": f"预警{warning.rule}",
        "workers": warning.people or 0,
        "amount": warning.amount or 0,
        "settle_by": calendar.add_workdays(at.date(), SETTLE_DAYS),
        "interview_on": calendar.add_workdays(at.date(), SETTLE_DAYS),
        "interview_time": "上午9时30分",
        "interview_place": PLACE,
        "period": f"{at.year}年{at.month}月",
        "suggestions": "\n".join(warning.remedy),
    }


def _unit(project: Project) -> dict[str, Organisation | None]:
    """A supervision letter goes to who must settle the matter: the industry's department, else the township."""
    found = addressees_of(project)
    return {"unit": found["industry"] or found["township"]}
