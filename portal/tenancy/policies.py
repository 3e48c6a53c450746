"""Policy layers: national (declared in code with its law) < province < city < county; the nearest wins."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from types import ModuleType
from typing import Any

from portal.lib.errors import Refused
from portal.lib.rules import check, policy_key
from portal.tenancy.models import PolicyRow, Region


@dataclass(frozen=True)
class PolicyKey:
    """One figure a tenant may set. ``default`` is the national rule; ``None`` must be asked of the tenant."""

    key: str
    label: str
    kind: type = str
    unit: str = ""
    default: Any = None
    source: str = ""
    certainty: str = "A"


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


def declare_policies(*keys: PolicyKey) -> None:
    """Called by a room's AppConfig.ready; declaring a key twice differently is a fault."""
    for key in keys:
        if _KEYS.setdefault(key.key, key) != key:
            raise ValueError(f"policy key {key.key} is declared twice")


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
                )
            )


def declared() -> dict[str, PolicyKey]:
    return dict(sorted(_KEYS.items()))


class PolicySet:
    """All values in force for one region on one day, read with one query."""

    def __init__(self, region: Region, on: dt.date) -> None:
        self.region, self.on = region, on
        order = {region_id: depth for depth, region_id in enumerate(region.ancestor_ids)}
        rows = PolicyRow.objects.filter(region_id__in=order).in_force(on).select_related("region")
        self._rows = {row.key: row for row in sorted(rows, key=lambda r: (order[r.region_id], r.valid_from))}

    def thresholds(self, rule: ModuleType) -> dict[str, Any]:
        """The rule's thresholds in force here, by their short keys."""
        return {t.key: self[policy_key(rule, t)].value for t in rule.DEFAULTS}

    def __getitem__(self, key: str) -> PolicyValue:
        declared_key = _KEYS[key]
        row = self._rows.get(key)
        if row is None:
            return PolicyValue(declared_key, declared_key.default, declared_key.source, declared_key.certainty, "national")
        return PolicyValue(declared_key, _typed(declared_key, row.value), row.source, row.certainty, row.region.level)


def _typed(key: PolicyKey, value: Any) -> Any:
    if value is None:
        return None
    return Decimal(str(value)) if key.kind is Decimal else key.kind(value)


def policy(region: Region | int, key: str, *, on: dt.date) -> PolicyValue:
    """The value of one key for a region on a day."""
    if not isinstance(region, Region):
        region = Region.objects.get(pk=region)
    return PolicySet(region, on)[key]
