"""Sums of money: kept and added in yuan to the fen, half a fen up. How they look on pages is in ``show``."""

import re
from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal, InvalidOperation

from portal.lib.errors import Refused
from portal.lib.text import compact

FEN = Decimal("0.01")
WAN = Decimal(10000)
MINUS = "−"
DIGITS, TENS, GROUPS = "零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟"), ("", "万", "亿", "万亿")
_AMOUNT = re.compile(r"(?P<sign>[-+−]?)(?P<number>(\d{1,3}(,\d{3})+|\d+)(\.\d+)?|\.\d+)(?P<wan>万?)")
_ORNAMENT = re.compile(r"^(人民币|RMB|CNY)|[¥￥]|(元整|元|圆)$", re.IGNORECASE)


def exact(value: Decimal | int | float | str) -> Decimal:
    """The number as written; a float (a spreadsheet's number) counts by its shortest text."""
    return value if isinstance(value, Decimal) else Decimal(str(value))


def fen(value: Decimal | int | float | str) -> Decimal:
    """Rounded to the fen, half up."""
    return exact(value).quantize(FEN, ROUND_HALF_UP)


def fen_up(value: Decimal | int | float | str) -> Decimal:
    """Rounded up to the next fen: deposits never fall short."""
    return exact(value).quantize(FEN, ROUND_CEILING)


def total(values: Iterable[Decimal | int | str]) -> Decimal:
    """The sum of lines, each rounded to the fen first; nothing gives 0.00."""
    return sum((fen(value) for value in values), Decimal("0.00"))


def parse(raw: object) -> Decimal:
    """An amount as people type it (¥5,600.00, 5600元, 1.2万, (300) for minus), to the fen.

    What is no amount is refused; a missing one too, because nothing is not zero.
    """
    if isinstance(raw, Decimal | int | float) and not isinstance(raw, bool):
        return _number(raw, raw)
    text = compact("" if raw is None else str(raw))
    if not text:
        raise Refused("金额没有填写。没有金额请填 0。", "amount")
    bracketed = text.startswith("(") and text.endswith(")")
    match = _AMOUNT.fullmatch(_ORNAMENT.sub("", _ORNAMENT.sub("", text.strip("()") if bracketed else text)))
    if not match:
        raise Refused(f"“{raw}”不是金额，请只填数字，如 5600.00。", "amount")
    number = Decimal(match["number"].replace(",", "")) * (WAN if match["wan"] else 1)
    return _number(-number if bracketed or match["sign"] in ("-", MINUS) else number, raw)


def _number(number: Decimal | int | float, raw: object) -> Decimal:
    try:
        value = fen(number)
    except InvalidOperation:
        value = None
    if value is None or not value.is_finite() or abs(value) >= Decimal(10) ** 14:
        raise Refused(f"“{raw}”不是可用的金额。", "amount")
    return value


def text(value: Decimal | int) -> str:
    """For machines: two decimals, no separators, an ASCII minus."""
    return format(fen(value), "f")


def capital(value: Decimal | int | float | str) -> str:
    """In the capital figures of cheques: 902600.05 → 玖拾万零贰仟陆佰元零伍分. A sum on a bank's paper stands in both forms."""
    amount = fen(value)
    whole, cents = divmod(int(abs(amount) * 100), 100)
    words = f"{_whole(whole)}元" if whole or not cents else ""
    if not cents:
        return f"{'负' if amount < 0 else ''}{words}整"
    tens, ones = divmod(cents, 10)
    words += f"{DIGITS[tens]}角" if tens else "零" if words else ""
    words += f"{DIGITS[ones]}分" if ones else ""
    return f"{'负' if amount < 0 else ''}{words}"


def _whole(number: int) -> str:
    """Groups of four digits; a gap of any length between two figures is one 零."""
    words, is_gap = "", False
    for place, digit in zip(range(len(str(number)) - 1, -1, -1), map(int, str(number)), strict=True):
        if digit:
            words += ("零" if is_gap and words else "") + DIGITS[digit] + TENS[place % 4]
        is_gap = not digit
        if place and place % 4 == 0 and number // 10**place % 10**4:
            words += GROUPS[place // 4]
    return words or DIGITS[0]
