"""A new version of a tenant's own words for a kind, and the end of one."""

import datetime as dt

from django.db.models import Max

from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents import placeholders
from portal.documents.kinds import instrument_kind
from portal.documents.models import InstrumentTemplate
from portal.lib.errors import Refused
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor


def make_template(*, actor: Actor, kind: str, heading: str, body: str, source: str, valid_from: dt.date, at: dt.datetime) -> InstrumentTemplate:
    """Checked for unknown fields first; what was drafted with an earlier version keeps that version."""
    require(actor, "documents.templates")
    spec = instrument_kind(kind)
    for text in (heading, body):
        placeholders.check(text, spec)
    if not source.strip():
        raise Refused("请写明依据文件（文号或“领导小组会议纪要”等）。", "source")
    # The node is locked: two people who save at once get two numbers.
    region = Region.objects.select_for_update().get(pk=actor.region_id)
    own = InstrumentTemplate.objects.visible_to(actor).filter(region=region, kind=kind)
    template = InstrumentTemplate(
        region=region,
        kind=kind,
        number=(own.aggregate(n=Max("number"))["n"] or 0) + 1,
        heading="\n".join(line.strip() for line in heading.splitlines() if line.strip()),
        body="\n".join(line.strip() for line in body.splitlines() if line.strip()),
        source=source.strip(),
        valid_from=valid_from,
        made_by=actor.name,
        made_at=at,
    )
    template.full_clean()
    template.save(force_insert=True)
    record(actor, "documents.template.make", template, detail={"kind": kind, "number": template.number, "valid_from": valid_from.isoformat()})
    return template


def withdraw_template(template: InstrumentTemplate, *, actor: Actor, on: dt.date) -> InstrumentTemplate:
    """From now on the version before it is used, or the built-in words; papers made with it keep naming it."""
    require(actor, "documents.templates")
    fresh = InstrumentTemplate._base_manager.select_for_update(of=("self",)).filter(pk=template.pk).first()
    if fresh is None or fresh.region_id not in actor.scope.write_regions:
        raise Refused("这个模板由其他辖区制定，您不能停用。", "not_yours")
    if fresh.withdrawn_on is not None:
        raise Refused(f"这个模板已于 {fresh.withdrawn_on} 停用。", "withdrawn")
    fresh.withdrawn_on = on
    fresh.save(update_fields=["withdrawn_on"])
    record(actor, "documents.template.withdraw", fresh, detail={"kind": fresh.kind, "number": fresh.number})
    return fresh
