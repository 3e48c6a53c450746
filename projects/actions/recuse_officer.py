"""回避: an officer with an interest in the firm does not inspect it (劳动保障监察条例 第十六条、国办发〔2024〕54号).

On a drawn team the next of the published order takes his place, so that anybody can repeat it; on another team the one who assigns names a successor.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents.models.instrument import NUMBERED
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.actions.apply_inspection import check_officers
from projects.actions.issue_inspection_notice import papers_of
from projects.actions.locked_inspection import locked_inspection
from projects.inspections import drawing
from projects.inspections.enums import DrawState, InspectionState
from projects.inspections.papers import NOTICE
from projects.models import DoubleRandomDraw, Employer, EnforcementCertificate, InspectionOfficer, SiteInspection


@dataclass(frozen=True)
class Interest:
    """Whose idea it was (the officer's own, the firm's, the organ's) and why."""

    declared_by: str
    reason: str


def recuse_officer(
    *, actor: Actor, inspection: SiteInspection, officer: EnforcementCertificate, instead: EnforcementCertificate, interest: Interest, at: dt.datetime
) -> SiteInspection:
    """Before the notice names the team; a drawn team is changed on the page of its draw."""
    require(actor, "projects.inspect")
    with transaction.atomic():
        row = locked_inspection(actor, inspection)
        if row.draw_id is not None:
            raise Refused("这次检查的人员是随机抽取的，请在抽取页登记回避，由公布顺序的下一名替换。", "drawn")
        _swap(row, actor, officer, instead, interest, at)
    return row


def recuse_drawn(*, actor: Actor, draw: DoubleRandomDraw, target: str, officer: str, interest: Interest, at: dt.datetime) -> DoubleRandomDraw:
    """The next of the published order goes instead; an inspection that was applied for already changes with it."""
    require(actor, "projects.draw")
    with transaction.atomic():
        row = DoubleRandomDraw.objects.writable_by(actor).select_for_update(of=("self",)).filter(pk=draw.pk).first()
        if row is None:
            raise Refused("这次抽取由其他辖区办理。", "not_yours")
        team = _team(row, target)
        if officer not in team:
            raise Refused("他不在这个检查组里。", "not_in_team")
        entry = {
            "target": target,
            "officer": officer,
            "declared_by": interest.declared_by,
            "reason": interest.reason.strip(),
            "by": actor.name,
            "at": at.isoformat(),
        }
        successor = _next(row, entry, team)
        row.recusals = [*row.recusals, entry]
        row.result = [{**one, "team": [successor if key == officer else key for key in one["team"]]} if one["key"] == target else one for one in row.result]
        row.save(update_fields=["recusals", "result"])
        _follow(row, actor, entry, successor, interest, at)
        names = {one["key"]: one["name"] for one in (*row.targets, *row.officers)}
        detail = {"name": row.name, "target": names[target], "officer": names[officer], "instead": names[successor], "reason": entry["reason"]}
        record(actor, "projects.recuse_drawn", row, detail=detail)
    return row


def _team(row: DoubleRandomDraw, target: str) -> list[str]:
    if row.state != DrawState.DRAWN:
        raise Refused("还没有抽取，先抽取再登记回避。", "not_drawn")
    return next((one["team"] for one in row.result if one["key"] == target), [])


def _next(row: DoubleRandomDraw, entry: Mapping[str, str], team: list[str]) -> str:
    gone = {past["officer"] for past in row.recusals if past["target"] == entry["target"]}
    try:
        return drawing.next_in_order(drawing.ranking(row.officers, row.seed), entry["officer"], {*team, *gone, entry["officer"]})
    except LookupError as error:
        raise Refused("名单上没有可以替换的执法人员了，请增加人员后重新固定名单、重新抽取。", "nobody_left") from error


def _follow(row: DoubleRandomDraw, actor: Actor, entry: Mapping[str, str], successor: str, interest: Interest, at: dt.datetime) -> None:
    employer = Employer.objects.visible_to(actor).filter(uid=entry["target"]).first()
    made = SiteInspection.objects.writable_by(actor).filter(draw=row, employer=employer).exclude(state=InspectionState.CANCELLED).first()
    if made is None:
        return
    found = {str(one.uid): one for one in EnforcementCertificate.objects.visible_to(actor).filter(uid__in=[entry["officer"], successor])}
    _swap(locked_inspection(actor, made), actor, found[entry["officer"]], found[successor], interest, at)


def _swap(
    row: SiteInspection, actor: Actor, officer: EnforcementCertificate, instead: EnforcementCertificate, interest: Interest, at: dt.datetime
) -> None:  # fmt: skip
    """One officer for another; who inspects must have been approved, so an approved check is not changed after its notice is out."""
    notice = papers_of(row, actor).get(NOTICE)
    if row.state not in (InspectionState.DRAFTED, InspectionState.APPROVED) or (notice is not None and notice.state in NUMBERED):
        raise Refused("检查通知书已经签发或者已经到场，请取消检查后重新申请。", "too_late")
    team = InspectionOfficer.objects.writable_by(actor).filter(inspection=row).select_related("certificate__organisation")
    place = next((member for member in team if member.certificate_id == officer.pk), None)
    if place is None:
        raise Refused(f"{officer}不在检查组里。", "not_in_team")
    if any(member.certificate_id == instead.pk for member in team) or instead.pk == officer.pk:
        raise Refused(f"{instead}已经在检查组里，请换一人。", "in_team")
    check_officers([instead, *(member.certificate for member in team if member.pk != place.pk)], row.planned_on)
    place.certificate = instead
    place.save(update_fields=["certificate"])
    said = {"declared_by": interest.declared_by, "reason": interest.reason.strip()}
    row.recusals = [*row.recusals, said | {"officer": str(officer), "instead": str(instead), "by": actor.name, "at": at.isoformat()}]
    row.save(update_fields=["recusals"])
    record(actor, "projects.recuse_officer", row, detail={"officer": str(officer), "instead": str(instead), "reason": said["reason"]})
