"""Bank card and account numbers of workers.

The Luhn sum is only a warning: old cards, passbooks and social-security accounts do not follow it.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from portal.lib.text import compact

_JOINTS = re.compile(r"[-_.·]")
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+?\d+", re.IGNORECASE)


@dataclass(frozen=True)
class CardCheck:
    number: str
    reason: str = ""
    warning: str = ""

    @property
    def ok(self) -> bool:
        return not self.reason


def normalise(raw: object) -> str:
    """Digits as printed on the card, without the gaps between groups."""
    if isinstance(raw, float) and raw.is_integer():
        raw = format(Decimal(raw), "f")
    text = compact("" if raw is None else str(raw)).upper().lstrip("'")
    return text if _SCIENTIFIC.fullmatch(text) else _JOINTS.sub("", text)


def check(raw: object) -> CardCheck:
    """Refuse what no bank can pay to; warn where the number looks mistyped."""
    number = normalise(raw)
    if not number:
        return CardCheck(number, "银行卡号没有填写。")
    numeric = isinstance(raw, int | float | Decimal) and len(number) > 15
    if numeric or _SCIENTIFIC.fullmatch(number):
        return CardCheck(number, "银行卡号在表格里存成了数字，第 16 位以后的数字已经丢失。请把单元格格式改为“文本”，对照银行卡重新填写。")
    if not (number.isascii() and number.isdigit()):
        return CardCheck(number, "银行卡号只能是数字。")
    if not 13 <= len(number) <= 19:
        return CardCheck(number, f"银行卡号有 {len(number)} 位，应为 13 至 19 位。")
    if not luhn(number):
        return CardCheck(number, warning="银行卡号没有通过校验，可能写错一位；老卡、存折除外，请核对。")
    return CardCheck(number)


def luhn(number: str) -> bool:
    """From the right every second digit doubled, nines cast out, the sum a multiple of ten."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
