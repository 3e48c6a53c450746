"""Say that a project's rows have been handed to a platform above."""

import datetime as dt

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.models import Project
from wagepay.enums import ExchangeStanding
from wagepay.exchange.codes import PLATFORMS
from wagepay.exchange.objects import OBJECTS
from wagepay.exchange.standing import standings
from wagepay.models import ExchangeRow

CHANGED = ["standing", "digest", "sent_at", "sent_by", "answered_at", "reason"]


@transaction.atomic
def mark_sent(*, actor: Actor, project: Project, platform: str, month: dt.date, kind: str, at: dt.datetime) -> int:
    """Of one object all rows that were never sent, were sent back or have changed since; what stands there unchanged is left alone."""
    require(actor, "wagepay.exchange")
    if not Project.objects.writable_by(actor).filter(pk=project.pk).exists():
        raise Refused("这个项目由其他辖区负责，您只能查看。", "not_yours")
    found, _ = standings(actor, project, platform, month)
    due = [row for one in found if one.object.kind == kind for row in one.rows if row.is_due]
    if not due:
        raise Refused("没有要上报的行：都已上报，而且没有变化。", "nothing")
    ExchangeRow.objects.bulk_create(
        [
            ExchangeRow(
                region_id=project.region_id, project=project, platform=platform, kind=kind, row_key=row.unit.key, standing=ExchangeStanding.SENT,
                digest=row.unit.digest, sent_at=at, sent_by=actor.name,
            )
            for row in due
        ],
        update_conflicts=True, unique_fields=["project", "platform", "kind", "row_key"], update_fields=CHANGED,
    )  # fmt: skip
    record(actor, "wagepay.mark_sent", project, detail={"kind": OBJECTS[kind].label, "rows": len(due), "name": PLATFORMS[platform], "month": f"{month:%Y-%m}"})
    return len(due)
