"""A tenant's own checklist; a new version ends the one of the same name."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.lib.show import local_date
from portal.tenancy.models import Region
from portal.tenancy.policies import policy
from portal.tenancy.scope import Actor
from projects.actions.storing import insert
from projects.models import Checklist
from projects.policies import JOINT_ITEMS

MOST = 40


def make_checklist(
    *, actor: Actor, region: Region, title: str, source: str, items: Sequence[dict[str, str]], valid_from: dt.date, at: dt.datetime
) -> Checklist:
    """Inspections that have begun keep the items they began with."""
    require(actor, "projects.plan_inspections")
    if region.pk not in actor.scope.write_regions:
        raise Refused(f"您不制定“{region.name}”的检查表。", "region")
    _check(items, policy(region, JOINT_ITEMS, on=local_date(at)).require(), title)
    row = Checklist(region=region, title=title.strip(), source=source.strip(), items=list(items), valid_from=valid_from, made_by=actor.name, made_at=at)
    with transaction.atomic():
        for old in Checklist.objects.writable_by(actor).select_for_update().filter(region=region, title=row.title, valid_until__isnull=True):
            if valid_from < old.valid_from:
                raise Refused(f"现行“{old.title}”自 {old.valid_from} 启用，新版不能更早。", "dates")
            old.valid_until = valid_from
            old.save(update_fields=["valid_until"])
        insert(row)
        record(actor, "projects.make_checklist", row, detail={"title": row.title, "items": len(row.items), "from": valid_from.isoformat()})
    return row


def _check(items: Sequence[dict[str, str]], joint: int, title: str) -> None:
    if not 1 <= len(items) <= MOST:
        raise Refused(f"检查表要有 1 至 {MOST} 项，每行一项。", "items")
    if any(not item["title"] for item in items):
        raise Refused("每行先写检查项目，再写怎么查、依据，用“｜”隔开。", "items")
    if joint and "联合" in title and len(items) != joint:
        raise Refused(f"本地规定联合检查表为 {joint} 项，现在是 {len(items)} 项。", "joint_items")
