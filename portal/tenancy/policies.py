"""Policy layers: national (declared in code with its law) < province < city < county; the nearest wins."""

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from decimal import Decimal
from types import ModuleType
from typing import Any

from portal.lib.errors import Refused
from portal.lib.rules import check, policy_key
from portal.tenancy.models import PolicyRow, Region
from portal.tenancy.policy_keys import NATIONAL, PolicyKey
from portal.tenancy.policy_values import typed

__all__ = [
    "PolicyKey", "PolicySet", "PolicyValue", "declare_policies", "declare_thresholds", "declared", "groups", "open_questions", "policy", "policy_sets", "read_once",
]  # fmt: skip


@dataclass(frozen=True)
class PolicyValue:
    """The value in force with the document and level it comes from."""

    key: PolicyKey
    value: Any
    source: str
    certainty: str
    level: str

    def require(self) -> Any:
        """The value, or a refusal that names what the tenant must enter; a null is never defaulted."""
        if self.value is None:
            raise Refused(f"租户未录入“{self.key.label}”，请租户管理员在“政策参数”中录入并注明依据文件。", "policy_missing")
        return self.value


_KEYS: dict[str, PolicyKey] = {}
_GROUPS: dict[str, str] = {}
# The rows read so far inside a block of ``read_once``.
_read: ContextVar[dict[tuple, list[PolicyRow]] | None] = ContextVar("policy_rows", default=None)


def declare_policies(*keys: PolicyKey, group: str = "") -> None:
    """Called by a room's AppConfig.ready; declaring a key twice differently is a fault. ``group`` names the keys' common prefix on pages."""
    for key in keys:
        if _KEYS.setdefault(key.key, key) != key:
            raise ValueError(f"policy key {key.key} is declared twice")
        if group:
            _GROUPS.setdefault(key.prefix, group)


def declare_thresholds(*rules: ModuleType) -> None:
    """Make every threshold of these rules a policy key that tenants may set."""
    for rule in rules:
        check(rule)
        for threshold in rule.DEFAULTS:
            declare_policies(
                PolicyKey(
                    policy_key(rule, threshold),
                    f"{rule.CODE} {rule.TITLE}：{threshold.label}",
                    threshold.kind,
                    threshold.unit,
                    threshold.default,
                    threshold.source,
                    threshold.certainty,
                    needed_for=f"预警规则 {rule.CODE}",
                    choices=threshold.choices,
                    least=0 if threshold.kind in (int, Decimal) else None,
                ),
                group="预警规则",
            )


def declared() -> dict[str, PolicyKey]:
    return dict(sorted(_KEYS.items()))


def groups() -> dict[str, str]:
    """The prefixes of the keys with the names of their rooms."""
    return dict(_GROUPS)


class PolicySet:
    """All values in force for one region on one day, read with one query.

    ``proposed`` are rows nobody has saved yet: with them the set says what would be in force. ``prefix``: only the keys of one room.
    """

    def __init__(self, region: Region, on: dt.date, *, proposed: Iterable[PolicyRow] = (), known: Iterable[PolicyRow] | None = None, prefix: str = "") -> None:
        self.region, self.on = region, on
        order = {region_id: depth for depth, region_id in enumerate(region.ancestor_ids)}
        stored = _in_force(order, on, prefix) if known is None else [row for row in known if row.region_id in order]
        coming = [row for row in proposed if row.region_id in order and row.valid_from <= on]
        self._rows = {row.key: row for row in sorted((*stored, *coming), key=lambda r: (order[r.region_id], r.valid_from))}

    def thresholds(self, rule: ModuleType) -> dict[str, Any]:
        """The rule's thresholds in force here, by their short keys."""
        return {t.key: self[policy_key(rule, t)].value for t in rule.DEFAULTS}

    def __getitem__(self, key: str) -> PolicyValue:
        return value_of(_KEYS[key], self.row(key))

    def row(self, key: str) -> PolicyRow | None:
        """The row that decides, none where the national figure holds."""
        return self._rows.get(key)


def _in_force(region_ids: Iterable[int], on: dt.date, prefix: str = "") -> list[PolicyRow]:
    known, asked = _read.get(), (frozenset(region_ids), on, prefix)
    if known is not None and asked in known:
        return known[asked]
    rows = list(PolicyRow.objects.filter(region_id__in=asked[0], key__startswith=prefix).in_force(on).select_related("region"))
    if known is not None:
        known[asked] = rows
    return rows


@contextmanager
def read_once() -> Iterator[None]:
    """Many objects in one transaction that changes no figure: the rows of each place and day are read once in the block."""
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def policy_sets(regions: Iterable[Region], on: dt.date, *, proposed: Iterable[PolicyRow] = ()) -> dict[int, PolicySet]:
    """The values of many regions by their ids, with one query."""
    regions = list(regions)
    known = _in_force({pk for region in regions for pk in region.ancestor_ids}, on)
    return {region.pk: PolicySet(region, on, proposed=proposed, known=known) for region in regions}


def open_questions(policies: PolicySet) -> list[str]:
    """Keys whose figure is asked of the tenant and not entered yet."""
    return [key for key in declared() if policies[key].value is None]


def value_of(key: PolicyKey, row: PolicyRow | None) -> PolicyValue:
    """What a row says about a key; without a row the national figure."""
    if row is None:
        return PolicyValue(key, key.default, key.source, key.certainty, NATIONAL)
    return PolicyValue(key, typed(key, row.value), row.source, row.certainty, row.region.level)


def policy(region: Region | int, key: str, *, on: dt.date) -> PolicyValue:
    """The value of one key for a region on a day."""
    if not isinstance(region, Region):
        region = Region.objects.get(pk=region)
    return PolicySet(region, on)[key]
