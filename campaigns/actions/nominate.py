"""A county nominates a project for a title; the city awards, refuses or revokes."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from campaigns.actions.own_campaign import lock_campaign, own_campaign
from campaigns.enums import DecisionKind, NominationState, TitleKind
from campaigns.models import Campaign, TitleDecision, TitleNomination
from campaigns.title_checks import title_checks
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import Actor, acting
from projects.actions.post_fact import post_fact
from projects.facts import TITLE, title
from projects.models import Project


@transaction.atomic
def nominate(*, actor: Actor, campaign: Campaign, project: Project, on: dt.date, note: str = "") -> TitleNomination:
    """Nominate a project of one's own county; a condition that the data deny stops the nomination.

    The checks are frozen as they stand that day. What no data can answer is left to the city's judgement and says so.
    One that was withdrawn may be nominated again.
    """
    require(actor, "campaigns.nominate")
    if not campaign.starts_on <= on <= campaign.ends_on:
        raise Refused(f"行动期是 {campaign.starts_on} 至 {campaign.ends_on}，期外不能申报。", "not_running")
    row = TitleNomination.objects.visible_to(actor).filter(campaign=campaign, project=project, kind=TitleKind.SAFE_WAGE).first()
    if row is not None and row.state != NominationState.WITHDRAWN:
        raise Refused("这个项目已申报过。", "nominated")
    checks = title_checks(project, actor=actor, on=on)
    failed = [check for check in checks if check["ok"] is False]
    if failed:
        raise Refused("还不符合条件：" + "；".join(f"{check['name']}（{check['words']}）" for check in failed) + "。", "not_met")
    row = row or TitleNomination(region_id=project.region_id, campaign=campaign, project=project)
    row.state, row.checks, row.note, row.nominated_on, row.nominated_by = NominationState.NOMINATED, checks, note.strip(), on, actor.name
    row.save()
    record(actor, "campaigns.nominate", row, detail={"project": project.code})
    return row


@transaction.atomic
def withdraw_nomination(row: TitleNomination, *, actor: Actor, reason: str) -> TitleNomination:
    """Take a nomination back before the city has decided."""
    require(actor, "campaigns.nominate")
    if not reason.strip():
        raise Refused("请写明为什么撤回。", "no_reason")
    if row.state == NominationState.WITHDRAWN:
        raise Refused("申报已撤回。", "withdrawn")
    if newest_decision(row, actor) is not None:
        raise Refused("市里已作出决定，不能撤回。", "decided")
    row.state, row.note = NominationState.WITHDRAWN, reason.strip()
    row.save(update_fields=["state", "note"])
    record(actor, "campaigns.withdraw_nomination", row, detail={"reason": reason.strip()})
    return row


@transaction.atomic
def decide(row: TitleNomination, *, actor: Actor, kind: DecisionKind, on: dt.date, score: Decimal | None = None, reason: str = "") -> TitleDecision:
    """Award, refuse or revoke; the project's file learns of its titles in the same transaction."""
    require(actor, "campaigns.decide")
    own_campaign(row.campaign, actor)
    lock_campaign(row.campaign)
    if row.state != NominationState.NOMINATED:
        raise Refused("申报已撤回。", "withdrawn")
    if kind not in open_decisions(newest_decision(row, actor)):
        raise Refused(_REFUSALS[kind], "not_now")
    if kind != DecisionKind.AWARDED and not reason.strip():
        raise Refused("请写明理由。", "no_reason")
    decision = TitleDecision.objects.create(
        region_id=row.campaign.region_id,
        campaign=row.campaign,
        nomination_uid=row.uid,
        project_id=row.project_id,
        kind=kind,
        score=score,
        on=on,
        by=actor.name,
        reason=reason.strip(),
    )
    _post(row, kind, on)
    record(actor, "campaigns.decide", decision, detail={"project_id": row.project_id, "kind": str(kind), "score": str(score or "")})
    return decision


_REFUSALS = {
    DecisionKind.AWARDED: "已经认定。",
    DecisionKind.REFUSED: "已经认定，要取消请选“取消称号”。",
    DecisionKind.REVOKED: "没有认定过，不能取消称号。",
}


def open_decisions(current: TitleDecision | None) -> tuple[DecisionKind, ...]:
    """What may be decided after the newest decision: an awarded title can only be revoked."""
    if current is not None and current.kind == DecisionKind.AWARDED:
        return (DecisionKind.REVOKED,)
    return (DecisionKind.AWARDED, DecisionKind.REFUSED)


def newest_decision(row: TitleNomination, actor: Actor) -> TitleDecision | None:
    return TitleDecision.objects.visible_to(actor).filter(nomination_uid=row.uid).first()


def _post(row: TitleNomination, kind: str, on: dt.date) -> None:
    # The fact is the county's row; the city decides on rows of its own and the portal carries the result down.
    with acting(system_actor(row.region)):
        kinds = [row.kind] if kind == DecisionKind.AWARDED else []
        post_fact(project_id=row.project_id, region_id=row.region_id, item=TITLE, value=title(kinds=kinds), on=on, source="campaigns")
