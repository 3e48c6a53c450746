"""The morning's digest: one message with all that is due today, instead of many."""

import datetime as dt

from portal.accounts.actors import actor_for
from portal.accounts.enums import ENTERPRISE
from portal.accounts.models import Membership
from portal.jobs.queue import enqueue
from portal.notices.actions.notify import Source, notify
from portal.notices.digest import HOUR, Due, due_of
from portal.notices.enums import When
from portal.notices.kinds import kind_of
from portal.notices.models import Notice, Preference
from portal.tenancy.models import Jurisdiction, Region
from portal.tenancy.policies import policy
from portal.tenancy.scope import acting

DIGEST = "notices.digest"
ENTERPRISES = "enterprises"
USUAL_HOUR = 8


def plan_digests(*, at: dt.datetime) -> int:
    """A job for each tenant whose hour has come, once a day; enterprises have no tenant and get theirs at eight."""
    on, made = at.date(), 0
    for tenant in Jurisdiction.objects.select_related("region"):
        if at.hour >= policy(tenant.region, HOUR, on=on).require():
            enqueue("notices.digest_of", key=f"{tenant.region_id}:{on}", payload={"region": tenant.region_id, "on": str(on)}, actor=None)
            made += 1
    if at.hour >= USUAL_HOUR:
        enqueue("notices.digest_of", key=f"{ENTERPRISES}:{on}", payload={"region": None, "on": str(on)}, actor=None)
    return made


def send_digests(*, region_id: int | None, on: dt.date, at: dt.datetime) -> dict[str, int]:
    """To everybody of the tenant who has something due; each person's in a transaction of its own, so a repeat goes on where it stopped."""
    told = asked = 0
    for membership in _people(region_id, on):
        asked += 1
        with acting(actor_for(membership)) as actor:
            lines = [*due_of(actor, on), *_put_off(membership, at)]
            if lines:
                told += _tell(membership, lines, on, at)
    return {"people": asked, "told": told}


def _people(region_id: int | None, on: dt.date) -> list[Membership]:
    rows = Membership.objects.valid_on(on).filter(user__is_active=True).select_related("user", "organisation", "region").order_by("pk")
    if region_id is None:
        return list(rows.filter(role__in=ENTERPRISE))
    region = Region.objects.get(pk=region_id)
    inner = Jurisdiction.objects.filter(region__path__startswith=region.path).exclude(region=region).select_related("region")
    rows = rows.filter(region__path__startswith=region.path)
    for tenant in inner:  # a county that is a tenant of its own has its own hour
        rows = rows.exclude(region__path__startswith=tenant.region.path)
    return list(rows.exclude(role__in=ENTERPRISE))


def _put_off(membership: Membership, at: dt.datetime) -> list[Due]:
    """Unread messages of the last day whose kind the person wants with the digest."""
    kinds = Preference.objects.filter(user=membership.user_id, when=When.DIGEST).values_list("kind", flat=True)
    rows = Notice.objects.filter(membership=membership, kind__in=list(kinds), read_at__isnull=True, created_at__gt=at - dt.timedelta(days=1))
    return [Due(notice.title, "未读消息", notice.url) for notice in rows.order_by("pk")]


def _tell(membership: Membership, lines: list[Due], on: dt.date, at: dt.datetime) -> int:
    over = sum(line.is_over for line in lines)
    text = "、".join(line.title for line in lines[:3]) + (" 等" if len(lines) > 3 else "")
    return notify(
        kind=kind_of(DIGEST),
        to=[membership],
        source=Source(digest_on=on),
        title=f"今天要办 {len(lines)} 件" + (f"，其中超期 {over} 件" if over else ""),
        text=text,
        lines=[{"title": line.title, "note": line.note, "url": line.url, "over": line.is_over} for line in lines],
        url="/messages/digest/" + on.isoformat() + "/",
        at=at,
    )
