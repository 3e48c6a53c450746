"""One project that was registered twice becomes one file."""

import datetime as dt

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.actions.merge_regions import give_time
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import Actor, acting
from projects.actions.guard import check_writable
from projects.actions.mark_lamps import mark_lamps
from projects.enums import ProjectState
from projects.models import Project, SiteState
from projects.queries.joining import turn_all

# What the file that stays takes over where it says nothing itself.
FILLED = (
    "township", "owner", "general_contractor", "contract_amount", "annual_contract_amount", "labour_cost_share", "labour_cost_amount",
    "labour_cost_cycle_months", "contract_signed_on", "permit_number", "permit_issued_on", "started_on", "planned_end_on", "pay_day", "wage_officer_name",
    "inspector", "address", "uploaded_on", "programme_name", "programme_code", "approval_number", "approval_level", "scale", "purpose", "total_investment",
    "floor_area", "length",
)  # fmt: skip


def join_duplicate(*, actor: Actor, kept: Project, duplicate: Project, reason: str, on: dt.date, at: dt.datetime) -> tuple[Project, dict[str, int]]:
    """Every row of the duplicate is turned to the project that stays; the same month, day or account in both stops the whole, because only a person can say which is true.

    The empty file stays in the record, named by the one it became part of, and is seen in no list any more.
    """
    require(actor, "projects.join")
    check_writable(actor, kept)
    check_writable(actor, duplicate)
    if not reason.strip():
        raise Refused("请写明原因。", "reason")
    if kept.pk == duplicate.pk:
        raise Refused("不能并入自己。", "same")
    if kept.region_id != duplicate.region_id:
        raise Refused("两个项目不在同一个辖区，先移交到同一个辖区再合并。", "region")
    with transaction.atomic():
        give_time()
        with acting(system_actor()) as system:
            rows = {
                row.pk: row for row in Project.objects.visible_to(system).select_for_update(of=("self",)).filter(pk__in=[kept.pk, duplicate.pk]).order_by("pk")
            }
            kept, duplicate = rows[kept.pk], rows[duplicate.pk]
            moved, both = turn_all(duplicate, kept)
            if both:
                raise Refused(f"两个项目都有同一条“{both}”，请先核对，保留真实的一边再合并；本次没有变动任何一行。", "twins")
            _lay_down(duplicate, kept, actor, on, at, reason)
            _fill(kept, duplicate, actor, at)
            mark_lamps([kept.pk, duplicate.pk])
            record(actor, "projects.join", kept, detail={"code": duplicate.code, "name": duplicate.name, "reason": reason.strip(), "rows": sum(moved.values())})
            record(actor, "projects.joined_into", duplicate, detail={"code": kept.code, "reason": reason.strip()})
    return kept, moved


def _fill(kept: Project, duplicate: Project, actor: Actor, at: dt.datetime) -> None:
    for name in FILLED:
        if getattr(kept, name) in (None, "") and getattr(duplicate, name) not in (None, ""):
            setattr(kept, name, getattr(duplicate, name))
    kept.version += 1
    kept.changed_by, kept.changed_at = actor.name, at
    kept.save()


def _lay_down(duplicate: Project, kept: Project, actor: Actor, on: dt.date, at: dt.datetime, reason: str) -> None:
    """Settled in the eyes of every rule, and part of another."""
    for state in SiteState.objects.of(duplicate).filter(until__isnull=True):
        state.until = max(on, state.since)
        state.save(update_fields=["until"])
    SiteState(
        project=duplicate, region_id=duplicate.region_id, state=ProjectState.SETTLED, since=on, reason=f"重复建档，并入 {kept.code}：{reason.strip()}"[:200],
        recorded_by=actor.name, recorded_at=at,
    ).save(force_insert=True)  # fmt: skip
    duplicate.state, duplicate.merged_into = ProjectState.SETTLED, kept
    mark = f"（已并入 {kept.code}）"
    duplicate.name = duplicate.name[: 120 - len(mark)] + mark
    duplicate.version += 1
    duplicate.changed_by, duplicate.changed_at = actor.name, at
    duplicate.save()
