"""What may be taken off a wage: what law or court orders, and damages within their bounds."""

import json

from wagepay.payroll.deductions import OTHER, kinds_of
from wagepay.payroll.reading import Reading, yuan

MOST_DAMAGE = 20  # per cent of the month's wage (工资支付暂行规定第十六条)


def check_deductions(reading: Reading) -> None:
    """Damages up to a fifth of the wage, what is left not below the minimum; anything else needs a ground."""
    told = reading.columns["deductions"]
    if told.count(None) == len(told):
        return
    for place, text in enumerate(told):
        if text is None:
            continue
        kinds = kinds_of(text)
        if (damage := int(kinds.get("damage", 0) * 100)) > 0:
            _check_damage(reading, place, damage)
        if kinds.get(OTHER, 0) > 0 and "ground" not in json.loads(text):
            reading.flag("deduction_ground", place, "deduction", amount=f"{kinds[OTHER]:,.2f}")


def _check_damage(reading: Reading, place: int, damage: int) -> None:
    gross, days, limit = reading.columns["gross"][place], reading.columns["days"][place], reading.facts.minimum_daily_fen
    if gross is None:
        return
    if damage * 100 > gross * MOST_DAMAGE:
        reading.flag("damage_over", place, "damage", amount=yuan(damage), most=yuan(gross * MOST_DAMAGE // 100))
    if limit is not None and days and (gross - damage) * 100 < limit * days:
        reading.flag("damage_minimum", place, "damage", left=yuan((gross - damage) * 100 // days), limit=yuan(limit))
