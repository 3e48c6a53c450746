"""扣款 by kind: what was taken off a wage, and on what ground (工资支付暂行规定第十五条、第十六条).

A sheet may have one column of all deductions, columns by kind, or both; where both are there, the net says whether the one column
is their sum or what is left besides them.
"""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from portal.lib.text import chinese_signs
from wagepay.payroll.rows import decimal_of

NAMED = ("tax", "insurance", "court", "damage")
OTHER, GROUND = "other", "ground"
LABELS = {"tax": "个人所得税", "insurance": "社会保险", "court": "法院判决", "damage": "赔偿", OTHER: "其他扣款"}


def gather(columns: dict[str, list[Any]], mapped: Mapping[str, int]) -> None:
    """Turn ``deduction`` into the sum of all kinds; ``deduction_stated`` is what stands in its own column, ``deductions`` the kinds as text."""
    named = [name for name in NAMED if name in mapped]
    stated = columns["deduction"]
    columns["deduction_stated"], columns["deductions"] = stated, [None] * len(stated)
    if not named and "deduction_ground" not in mapped:
        return
    columns["deduction"] = list(stated)
    parts = zip(*(columns[name] for name in named), strict=True) if named else ((),) * len(stated)
    rows = zip(stated, parts, columns["gross"], columns["advance"], columns["net"], columns["deduction_ground"], strict=True)
    for place, (whole, amounts, gross, advance, net, ground) in enumerate(rows):
        by_kind = {name: amount for name, amount in zip(named, amounts, strict=True) if amount}
        known = sum(by_kind.values())
        is_sum = whole is not None and whole >= known and (gross or 0) - (advance or 0) - whole == net
        total = (whole or 0) if is_sum else (whole or 0) + known
        if total != known:
            by_kind[OTHER] = total - known
        if by_kind or whole is not None:
            columns["deduction"][place] = total
        columns["deductions"][place] = _text(by_kind, ground) if by_kind else None


def _text(by_kind: Mapping[str, int], ground: str | None) -> str:
    found = {name: f"{decimal_of(fen):.2f}" for name, fen in by_kind.items()} | ({GROUND: chinese_signs(ground)} if ground else {})
    return json.dumps(found, ensure_ascii=False)


def kinds_of(text: str | None) -> dict[str, Decimal]:
    """The amounts by kind, without the ground."""
    return {name: Decimal(value) for name, value in json.loads(text or "{}").items() if name != GROUND}


def words_of(deductions: Mapping[str, str] | None, deduction: Decimal) -> Sequence[str]:
    """“个人所得税 12.00” …: every kind with its amount; one sum where nobody said what it is."""
    if not deductions:
        return [f"扣款 {deduction:.2f}"] if deduction else []
    ground = deductions.get(GROUND, "")
    found = [f"{LABELS[name]} {deductions[name]}" for name in LABELS if name in deductions]
    return [*found[:-1], f"{found[-1]}（{ground}）"] if found and ground else found
