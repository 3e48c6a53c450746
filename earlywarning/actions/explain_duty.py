"""说明督办事项: an organ says why a deadline of the government's own passed; the leading group's office decides, and may end the reminder."""

import datetime as dt

from django.db import transaction

from earlywarning.actions.events import tell
from earlywarning.enums import EventKind, JustificationState, WarningLane
from earlywarning.models import EarlyWarning, Justification
from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents.models import StoredFile
from portal.jobs import outbox
from portal.lib.errors import Refused
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor, acting
from portal.workflow.door import move


@transaction.atomic
def explain_duty(warning: EarlyWarning, *, actor: Actor, at: dt.datetime, text: str, file: StoredFile | None = None) -> Justification:
    """By an organ of the county itself; one word at a time waits for its decision."""
    require(actor, "earlywarning.explain_duty")
    if warning.lane != WarningLane.DUTY:
        raise Refused("这条不是督办提醒；企业对预警申辩，监察员核实处置。", "no_duty")
    if warning.region_id not in actor.scope.write_regions:
        raise Refused("由督办事项所在县（区）的机关说明。", "not_own")
    if actor.organisation_id is None:
        raise Refused("说明要以机关名义提交，当前身份没有所在机关。", "no_organ")
    if not warning.is_open:
        raise Refused("这条督办提醒已结，不用说明。", "closed")
    if len(text.strip()) < 10:
        raise Refused("请写清原因和办到哪一步，不少于 10 个字。", "no_text")
    if Justification.objects.visible_to(actor).filter(warning=warning, state=JustificationState.SUBMITTED).exists():
        raise Refused("上一次说明还在复核，请等结果。", "pending")
    said = Justification.objects.create(
        region_id=warning.region_id, warning=warning, project_id=warning.project_id, organisation_id=actor.organisation_id, text=text.strip(),
        file=file, at=at, by=actor.name, is_late=warning.due_at is not None and at > warning.due_at,
    )  # fmt: skip
    tell(warning, actor=actor, at=at, title=f"{actor.organisation_name}说明情况", note=text, kind=EventKind.ANSWERED)
    record(actor, "earlywarning.explain_duty", warning, detail={"file": str(file.uid) if file else ""})
    outbox.post("earlywarning.duty_explained", str(said.uid), {"warning": str(warning.uid), "who": actor.organisation_name}, warning.region_id)
    return said


@transaction.atomic
def decide_duty(said: Justification, *, actor: Actor, at: dt.datetime, accept: bool, opinion: str, end: bool = False) -> Justification:
    """Nobody decides his own word; the office above decides for its counties. ``end``: an accepted reason ends the reminder, worse figures open it again."""
    require(actor, "earlywarning.decide_duty")
    if not opinion.strip():
        raise Refused("请写明复核意见。", "no_reason")
    # The reminder is the county's row: an office above decides and the portal carries it down.
    with acting(actor if said.region_id in actor.scope.write_regions else system_actor(Region.objects.get(pk=said.region_id))):
        said = Justification._base_manager.select_for_update(of=("self",)).get(pk=said.pk)
        warning = EarlyWarning._base_manager.select_for_update(of=("self",)).get(pk=said.warning_id)
        _check(said, warning, actor)
        said.state = JustificationState.ACCEPTED if accept else JustificationState.REJECTED
        said.decided_at, said.decided_by, said.opinion = at, actor.name, opinion.strip()
        said.save(update_fields=["state", "decided_at", "decided_by", "opinion"])
        tell(warning, actor=actor, at=at, title=f"说明{said.get_state_display()}", note=opinion, kind=EventKind.ANSWERED)
        record(actor, "earlywarning.decide_duty", warning, detail={"accept": accept, "end": end, "opinion": opinion.strip()})
        outbox.post("earlywarning.duty_decided", str(said.uid), {"justification": str(said.uid)}, said.region_id)
        if accept and end:
            move(warning, "end_duty", actor=actor, at=at, note=opinion, closed_on=at.date(), closing_note=f"说明经复核成立：{opinion.strip()}")
    return said


def _check(said: Justification, warning: EarlyWarning, actor: Actor) -> None:
    if warning.lane != WarningLane.DUTY:
        raise Refused("这是企业的申辩，由监察员复核。", "no_duty")
    if said.state != JustificationState.SUBMITTED:
        raise Refused(f"这份说明已经复核：{said.get_state_display()}。", "decided")
    if said.organisation_id == actor.organisation_id:
        raise Refused("自己机关的说明要由别的机关复核：本级领导小组办公室的，报上一级办公室。", "same_organ")
