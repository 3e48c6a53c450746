"""Who stands behind a phone, and how often codes were asked for; asked before any scope of a person exists."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from portal.lib.mask import Masked
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Region
from portal.tenancy.scope import acting
from wagepay.models import Engagement, OwnCode, PayrollSheet
from wagepay.queries.locks import lock_text


@dataclass(frozen=True)
class Holder:
    """One person of one county whose engagement has the phone."""

    region_id: int
    person: bytes
    name: str
    id_number: Masked
    phone: Masked


def holders_of(phone_index: bytes) -> list[Holder]:
    """Asked as the system: nobody knows yet in which county a person worked; nothing of it is shown before the code."""
    found: dict[tuple[int, bytes], Holder] = {}
    with acting(system_actor()) as actor:
        rows = Engagement.objects.visible_to(actor).filter(phone_index=phone_index).order_by("changed_at", "pk")
        for row in rows:
            found.pop((row.region_id, bytes(row.id_index)), None)  # the newest comes last
            found[row.region_id, bytes(row.id_index)] = Holder(row.region_id, bytes(row.id_index), row.name, row.id_number, row.phone)
    return list(found.values())


def asked_since(code: OwnCode, *, field: str, since: dt.datetime) -> int:
    """Requests of the same phone or address, this one included; two at once wait for each other."""
    value = bytes(getattr(code, field))
    lock_text(f"own code {field} {value.hex()}")
    return OwnCode.objects.filter(**{field: value}, asked_at__gt=since).count()


def sheet_facts(region_id: int, sheets: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Version, state and receipt of the sheets a person's own lines stand on; never their sums, which are everybody's."""
    with acting(system_actor(Region.objects.get(pk=region_id))) as actor:
        rows = PayrollSheet.objects.visible_to(actor).filter(pk__in=list(sheets))
        return {
            row.pk: {"uid": row.uid, "version": row.version, "receipt": row.receipt_number, "is_current": row.is_current, "state": row.get_state_display()}
            for row in rows
        }


def place_of_sheet(region_id: int, uid: UUID) -> tuple[int, dt.date, int] | None:
    """Key, month and project of the sheet a link names, inside the county of the visit."""
    with acting(system_actor(Region.objects.get(pk=region_id))) as actor:
        return PayrollSheet.objects.visible_to(actor).filter(uid=uid).values_list("pk", "month", "project_id").first()
