"""Figures of the deposit rules as plain values, and as the engine reads them."""

from decimal import Decimal
from typing import Any

from portal.tenancy.policies import PolicyValue, declared

# 22 checked cases rest on these: 2 %, several works 1 %, everything else as the nation has it.
BASE: dict[str, Any] = {
    "base_rate": Decimal("0.02"), "multi_rate": Decimal("0.01"), "combine": "lower", "use_annual": False, "small_exempt": True,
    "arrears_record": "verified", "arrears_date": "occurred",
}  # fmt: skip


def values(**changed: Any) -> dict[str, Any]:
    """Every figure by its short name."""
    found = {key.partition(".")[2]: item.default for key, item in declared().items() if key.startswith("deposit.")}
    return found | BASE | changed


def figures(**changed: Any) -> dict[str, PolicyValue]:
    keys = declared()
    return {
        f"deposit.{name}": PolicyValue(keys[f"deposit.{name}"], value, f"文件：{name}", "A", "city") for name, value in values(**changed).items()
    }  # fmt: skip
