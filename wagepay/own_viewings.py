"""谁看过我的号码: the trail of views in words, by unit and time, for the worker himself."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal.accounts.enums import Role
from portal.accounts.models import Membership
from portal.audit.models import Entry
from portal.tenancy.scope import Actor
from wagepay.queries.viewings import viewings_of_worker

SHOWN = 100
# Rows of rooms above that carry the person's numbers: each gets the county and the person and names its uids.
Further = Callable[[int, bytes], dict[str, list[Any]]]
_further: list[Further] = []


def also_in(provider: Further) -> None:
    """Told in ``AppConfig.ready`` by a room above."""
    _further.append(provider)


@dataclass(frozen=True)
class Viewing:
    """One look at the person's numbers."""

    at: dt.datetime
    unit: str
    role: str
    what: str
    reason: str


def own_viewings(actor: Actor, person: bytes) -> list[Viewing]:
    """The newest first. The unit is told, not the name of the clerk: the worker asks the unit."""
    further: dict[str, list[Any]] = {}
    for provider in _further:
        further |= provider(actor.region_id, person)
    entries = list(viewings_of_worker(person, actor=actor, further=further)[:SHOWN])
    units = _units(entries)
    return [_viewing(entry, units) for entry in entries]


def _viewing(entry: Entry, units: dict[tuple[Any, str], str]) -> Viewing:
    role = Role(entry.actor_role).label if entry.actor_role in Role.values else ""
    return Viewing(entry.at, units.get((entry.actor_uid, entry.actor_role), "本平台用户"), role, _what(entry), entry.detail.get("reason", ""))


def _what(entry: Entry) -> str:
    if entry.verb == "accounts.reveal":
        return f"看了您的{entry.detail.get('field', '号码')}"
    if entry.verb == "wagepay.open_person_paper":
        return f"打开了您的{entry.detail.get('name', '材料')}扫描件"
    if entry.verb == "wagepay.ask_elsewhere":
        return "查了您在几个其他县区登记过"
    if entry.verb == "wagepay.template":
        return "下载了工地的工资表样表，上面有全部工友的号码"
    if entry.verb == "wagepay.ledger":
        return "导出了工资支付台账，上面有您的号码"
    if entry.verb == "wagepay.bank_file":
        return "下载了银行代发文件，上面有您的卡号"
    return "导出了名单，上面有您的号码"


def _units(entries: list[Entry]) -> dict[tuple[Any, str], str]:
    """Organisation by person and role."""
    found = Membership.objects.filter(user__uid__in={entry.actor_uid for entry in entries if entry.actor_uid}).select_related("organisation", "user")
    return {(one.user.uid, one.role): one.organisation.name for one in found.order_by("pk")}
