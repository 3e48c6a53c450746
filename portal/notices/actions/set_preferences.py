"""Choose which messages come by which way, and when."""

from collections.abc import Mapping

from django.db import transaction

from portal.audit.log import record
from portal.lib.errors import Refused
from portal.notices.enums import When
from portal.notices.kinds import kind_of
from portal.notices.models import Preference
from portal.tenancy.scope import Actor


@transaction.atomic
def set_preferences(*, actor: Actor, chosen: Mapping[tuple[str, str], str]) -> int:
    """Keep what differs from the kinds' own rule, by (kind, channel); returns how many choices differ."""
    rows = []
    for (key, channel), when in chosen.items():
        kind = kind_of(key)
        if when == When.NEVER and not kind.may_be_silenced(channel):
            raise Refused(f"“{kind.label}”必须接收，不能关闭。", "mandatory")
        if when != kind.usual(channel):
            rows.append(Preference(user_id=actor.user_id, kind=key, channel=channel, when=when))
    Preference.objects.filter(user_id=actor.user_id, kind__in={key for key, _ in chosen}).delete()
    Preference.objects.bulk_create(rows)
    record(actor, "notices.set_preferences", region_id=actor.region_id, detail={f"{row.kind}/{row.channel}": row.when for row in rows})
    return len(rows)
