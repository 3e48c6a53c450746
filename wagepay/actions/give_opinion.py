"""The supervisor says what he thinks of a month's attendance or wages (53号文 第二十二条)."""

import datetime as dt

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.jobs import outbox
from portal.lib.errors import Refused
from portal.lib.text import sentence
from portal.tenancy.scope import Actor
from projects.actions.guard import check_writable
from projects.actions.storing import insert
from projects.models import Project
from wagepay.enums import OpinionVerdict
from wagepay.models import SupervisorOpinion

SHORTEST = 5


def give_opinion(
    *, actor: Actor, project: Project, month: dt.date, matter: str, verdict: str, text: str = "", on: dt.date, at: dt.datetime
) -> SupervisorOpinion:
    """A further one never changes what was said before; an objection is told to the inspectors and the general contractor."""
    require(actor, "wagepay.give_opinion")
    check_writable(actor, project)
    if month > on:
        raise Refused("这个月还没有到。", "future")
    text = sentence(text)
    if verdict == OpinionVerdict.OBJECTS and len(text) < SHORTEST:
        raise Refused("有异议的要写明是哪里不对（至少 5 个字）。", "reason")
    opinion = SupervisorOpinion(
        region_id=project.region_id, project=project, organisation_id=actor.organisation_id, month=month.replace(day=1),
        matter=matter, verdict=verdict, text=text, made_by=f"{actor.organisation_name} {actor.name}".strip()[:80], made_at=at,
    )  # fmt: skip
    with transaction.atomic():
        insert(opinion)
        detail = {"month": f"{month:%Y-%m}", "kind": opinion.get_matter_display(), "to": opinion.get_verdict_display(), "note": text}
        record(actor, "wagepay.give_opinion", project, detail=detail)
        if verdict == OpinionVerdict.OBJECTS:
            payload = {"code": project.code, "project": project.name, "firm": project.general_contractor_id, "month": f"{month:%Y-%m}"}
            payload |= {"matter": opinion.get_matter_display(), "text": text}
            outbox.post("wagepay.opinion.objected", str(opinion.uid), payload, project.region_id)
    return opinion
