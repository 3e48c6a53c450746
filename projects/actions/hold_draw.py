"""双随机: freeze the list, enter the seed, draw; make inspections of what was drawn."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.lib.show import local_date
from portal.tenancy.models import Region
from portal.tenancy.policies import PolicySet
from portal.tenancy.scope import Actor
from projects.actions.apply_inspection import FEWEST, apply_inspection
from projects.actions.storing import insert
from projects.inspections import drawing
from projects.inspections.enums import DrawKind, DrawState, InspectionKind, StepKind
from projects.inspections.policies import LOOK_BACK_DAYS, LOOK_BACK_SHARE, LOOK_BACK_TERM
from projects.models import DoubleRandomDraw, Employer, EnforcementCertificate, FindingStep, InspectionFinding, InspectionPlan, SiteInspection

SEED = re.compile(r"[0-9A-Za-z\-]{6,120}")


def freeze_draw(
    *, actor: Actor, region: Region, plan: InspectionPlan, shares: Mapping[str, Decimal], at: dt.datetime, title: str = "", team_size: int = FEWEST
) -> DoubleRandomDraw:
    """The list of employers in their table classes and of officers with a good certificate, as they are now."""
    require(actor, "projects.draw")
    if region.pk not in actor.scope.write_regions:
        raise Refused(f"您不办理“{region.name}”的抽取。", "region")
    on = local_date(at)
    employers = Employer.objects.visible_to(actor).filter(region=region, is_operating=True, table_class__in=list(shares)).select_related("organisation")
    targets = [{"key": str(row.uid), "name": row.organisation.name_on(on), "stratum": row.table_class} for row in employers.order_by("uid")]
    officers = EnforcementCertificate.objects.visible_to(actor).filter(region=region).serving().valid_on(on).order_by("uid")
    people = [{"key": str(row.uid), "name": str(row)} for row in officers]
    if not targets:
        raise Refused("名单里没有正常经营的用人单位，请先登记用人单位。", "no_targets")
    if len(people) < team_size:
        raise Refused(f"证件有效的执法人员只有 {len(people)} 人，不够编组（每组 {team_size} 人）。", "no_officers")
    return _freeze(actor, region, title or f"{plan.title}双随机抽取", DrawKind.DOUBLE_RANDOM, targets, people, shares, team_size, at, plan)


def freeze_look_back(*, actor: Actor, region: Region, at: dt.datetime) -> DoubleRandomDraw:
    """Findings cleared some time ago that nobody has looked at again; the tenant's share of them."""
    require(actor, "projects.draw")
    if region.pk not in actor.scope.write_regions:
        raise Refused(f"您不办理“{region.name}”的抽取。", "region")
    on = local_date(at)
    policies = PolicySet(region, on, prefix="inspections.")
    rows = look_back_population(actor, region.pk, on - dt.timedelta(days=policies[LOOK_BACK_DAYS].require()))
    targets = [{"key": str(row.uid), "name": f"{row.enterprise.name_on(on)}：{row.item}", "stratum": "cleared"} for row in rows]
    if not targets:
        raise Refused(f"没有销号满 {policies[LOOK_BACK_DAYS].value} 天、还没有回头看的问题。", "no_targets")
    shares = {"cleared": policies[LOOK_BACK_SHARE].require()}
    return _freeze(actor, region, f"{on.year}年{on.month}月整改回头看抽取", DrawKind.LOOK_BACK, targets, [], shares, FEWEST, at, None)


def look_back_population(actor: Actor, region_id: int, cleared_by: dt.date) -> Sequence[InspectionFinding]:
    rows = InspectionFinding.objects.visible_to(actor).filter(region=region_id, state="cleared", cleared_on__lte=cleared_by, look_back_by__isnull=True)
    return rows.select_related("enterprise").order_by("uid")


def _freeze(
    actor: Actor, region: Region, title: str, kind: str, targets: list, officers: list, shares: Mapping[str, Decimal], team_size: int, at: dt.datetime,
    plan: InspectionPlan | None,
) -> DoubleRandomDraw:  # fmt: skip
    written = {stratum: str(Decimal(share).normalize()) if share else "0" for stratum, share in shares.items()}
    if not any(Decimal(share) > 0 for share in written.values()) or any(not 0 <= Decimal(share) <= 1 for share in written.values()):
        raise Refused("抽取比例应在 0% 至 100% 之间，至少一层大于 0。", "shares")
    row = DoubleRandomDraw(
        region=region, title=title.strip(), kind=kind, plan=plan, targets=targets, officers=officers, shares=written, team_size=team_size,
        algorithm=drawing.VERSION, digest=drawing.digest(targets, officers, written, team_size), frozen_by=actor.name, frozen_at=at,
    )  # fmt: skip
    row.name = f"SC-{region.code}-{at:%Y%m%d}-{row.uid.hex[:6]}"
    with transaction.atomic():
        insert(row)
        record(actor, "projects.freeze_draw", row, detail={"name": row.name, "targets": len(targets), "officers": len(officers), "sha256": row.digest})
    return row


def hold_draw(*, actor: Actor, draw: DoubleRandomDraw, seed: str, seed_source: str, at: dt.datetime) -> DoubleRandomDraw:
    """Once, by a seed whose source everybody can look up and nobody knew when the list was frozen."""
    require(actor, "projects.draw")
    if not SEED.fullmatch(seed.strip()):
        raise Refused("种子用 6 位以上的数字、字母或短横线，例如当天公开发布的一组开奖号码。", "seed")
    with transaction.atomic():
        row = DoubleRandomDraw.objects.writable_by(actor).select_for_update(of=("self",)).select_related("region").filter(pk=draw.pk).first()
        if row is None:
            raise Refused("这次抽取由其他辖区办理。", "not_yours")
        if row.state != DrawState.FROZEN:
            raise Refused("已经抽取过。一个名单只抽一次，重抽要重新固定名单。", "drawn")
        row.seed, row.seed_source, row.drawn_by, row.drawn_at, row.state = seed.strip(), seed_source.strip(), actor.name, at, DrawState.DRAWN
        row.result = drawing.draw(row.targets, row.officers, row.shares, row.team_size, row.seed)
        row.save()
        record(actor, "projects.hold_draw", row, detail={"name": row.name, "seed": row.seed, "source": row.seed_source, "drawn": len(row.result)})
        if row.kind == DrawKind.LOOK_BACK:
            _order_look_backs(row, actor, at)
    return row


def _order_look_backs(row: DoubleRandomDraw, actor: Actor, at: dt.datetime) -> None:
    on = local_date(at)
    by = on + dt.timedelta(days=PolicySet(row.region, on, prefix="inspections.")[LOOK_BACK_TERM].require())
    drawn = InspectionFinding.objects.writable_by(actor).filter(uid__in=[one["key"] for one in row.result], state="cleared")
    for finding in drawn.select_for_update(of=("self",)):
        finding.look_back_by = by
        finding.save(update_fields=["look_back_by"])
        text = f"抽取 {row.name}，{by} 前回头看"
        FindingStep(region_id=row.region_id, finding=finding, enterprise_id=finding.enterprise_id, kind=StepKind.DRAWN, text=text, by=actor.name, at=at).save(
            force_insert=True
        )


def inspect_drawn(*, actor: Actor, draw: DoubleRandomDraw, planned_on: dt.date, at: dt.datetime) -> list[SiteInspection]:
    """An application for each drawn employer, with the team the draw gave it; a repeat makes none twice."""
    require(actor, "projects.inspect")
    if draw.state != DrawState.DRAWN or draw.kind != DrawKind.DOUBLE_RANDOM:
        raise Refused("还没有抽取结果。", "not_drawn")
    made = []
    with transaction.atomic():
        draw = DoubleRandomDraw.objects.writable_by(actor).select_for_update(of=("self",)).filter(pk=draw.pk).first()
        if draw is None:
            raise Refused("这次抽取由其他辖区办理。", "not_yours")
        done = set(SiteInspection.objects.visible_to(actor).filter(draw=draw).values_list("employer__uid", flat=True))
        employers = {str(row.uid): row for row in Employer.objects.visible_to(actor).filter(uid__in=[one["key"] for one in draw.result])}
        certificates = EnforcementCertificate.objects.visible_to(actor).filter(uid__in=[one["key"] for one in draw.officers])
        officers = {str(row.uid): row for row in certificates.select_related("organisation")}
        for one in draw.result:
            employer = employers[one["key"]]
            if employer.uid in done:
                continue
            made.append(
                apply_inspection(
                    actor=actor,
                    employer=employer,
                    kind=InspectionKind.DOUBLE_RANDOM,
                    reason=f"双随机抽取 {draw.name} 抽中",
                    planned_on=planned_on,
                    officers=[officers[key] for key in one["team"]],
                    at=at,
                    plan=draw.plan,
                    draw=draw,
                    unannounced=True,
                )  # fmt: skip
            )
    return made
