"""企业申辩: a firm says why a warning is not so or what it has mended, with evidence; an inspector decides."""

import datetime as dt

from django.db import transaction

from earlywarning.actions.events import locked, tell
from earlywarning.actions.handle import clear_warning, verify_warning
from earlywarning.enums import EventKind, JustificationState, WarningLane, WarningState
from earlywarning.models import EarlyWarning, Justification
from earlywarning.worker_words import words_of
from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents.models import StoredFile
from portal.jobs import outbox
from portal.lib.errors import Refused
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Region
from portal.tenancy.policies import policy
from portal.tenancy.scope import Actor, acting


def justify_until(warning: EarlyWarning, on: dt.date) -> dt.date:
    """The last day to justify; the day of the warning is not counted."""
    days = policy(warning.region_id, "earlywarning.justify_days", on=on).value
    return warning.opened_on + dt.timedelta(days=days)


@transaction.atomic
def justify_warning(warning: EarlyWarning, *, actor: Actor, at: dt.datetime, text: str, file: StoredFile | None = None) -> Justification:
    """A late word is taken too and says that it is late; one that waits for its decision is not doubled."""
    require(actor, "earlywarning.justify")
    if not warning.is_open:
        raise Refused("这条预警已结，不用申辩。", "closed")
    if len(text.strip()) < 10:
        raise Refused("请写清事实和理由，不少于 10 个字。", "no_text")
    if Justification.objects.visible_to(actor).filter(warning=warning, state=JustificationState.SUBMITTED).exists():
        raise Refused("上一次申辩还在复核，请等结果。", "pending")
    said = Justification.objects.create(
        region_id=warning.region_id, warning=warning, project_id=warning.project_id, organisation_id=actor.organisation_id, text=text.strip(),
        file=file, at=at, by=actor.name, is_late=at.date() > justify_until(warning, at.date()),
    )  # fmt: skip
    record(actor, "earlywarning.justify", warning, detail={"file": str(file.uid) if file else "", "late": said.is_late})
    with acting(system_actor(Region.objects.get(pk=warning.region_id))):  # the history is the county's row
        tell(warning, actor=actor, at=at, title=f"{actor.organisation_name or '企业'}提交申辩", note=text, kind=EventKind.ANSWERED)
        outbox.post("earlywarning.justified", str(said.uid), {"warning": str(warning.uid), "who": actor.organisation_name}, warning.region_id)
    return said


@transaction.atomic
def decide_justification(said: Justification, *, actor: Actor, at: dt.datetime, accept: bool, opinion: str, clear: bool = False) -> Justification:
    """成立 or 不成立, with the reason. What workers contradict is not accepted; ``clear`` also closes the warning on the firm's evidence."""
    require(actor, "earlywarning.verify")
    if said.warning.lane == WarningLane.DUTY:
        raise Refused("督办事项的说明由领导小组办公室复核。", "duty")
    if not opinion.strip():
        raise Refused("请写明复核意见。", "no_reason")
    said = Justification.objects.writable_by(actor).select_for_update(of=("self",)).get(pk=said.pk)
    if said.state != JustificationState.SUBMITTED:
        raise Refused(f"这份申辩已经复核：{said.get_state_display()}。", "decided")
    warning = locked(said.warning, actor)
    denied = words_of(warning, actor, at.date()).denied
    if accept and denied:
        raise Refused(f"有 {denied} 名工友说没收到或不够，不能认定成立。请先逐人核实。", "contradicted")
    said.state = JustificationState.ACCEPTED if accept else JustificationState.REJECTED
    said.decided_at, said.decided_by, said.opinion = at, actor.name, opinion.strip()
    said.save(update_fields=["state", "decided_at", "decided_by", "opinion"])
    tell(warning, actor=actor, at=at, title=f"申辩{said.get_state_display()}", note=opinion, kind=EventKind.ANSWERED)
    record(actor, "earlywarning.decide_justification", warning, detail={"accept": accept, "opinion": opinion.strip()})
    outbox.post("earlywarning.justification_decided", str(said.uid), {"justification": str(said.uid)}, said.region_id)
    if accept and clear:
        _clear(warning, said, actor, at, opinion)
    return said


def _clear(warning: EarlyWarning, said: Justification, actor: Actor, at: dt.datetime, opinion: str) -> None:
    if said.file is None:
        raise Refused("申辩没有附证据，不能据此销号。", "no_proof")
    if warning.state == WarningState.OPEN:
        warning = verify_warning(warning, actor=actor, at=at, note=opinion)
    clear_warning(warning, actor=actor, at=at, note=f"企业申辩经复核成立：{opinion.strip()}", proof=said.file)
