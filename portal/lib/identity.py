"""Identity documents: the resident identity number of GB 11643 and the other documents of the workers' platform.

A wrong number is told with what is wrong, so that the person can mend it against the card. The area code is never a
reason to refuse, because cards keep the code of the day they were issued.
"""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from portal.lib.text import compact

RESIDENT_CARD = "01"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
_EARLIEST = dt.date(1900, 1, 1)
_PROVINCES = frozenset("11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split())
# Signs that people type for the last X: multiplication signs, Cyrillic, a check mark's cross.
_LOOKALIKES = str.maketrans({"×": "X", "✕": "X", "✖": "X", "Х": "X", "х": "X", "╳": "X"})
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+?\d+", re.IGNORECASE)
# Usual forms of the other documents; a deviation is a warning, because issuers change them.
_FORMS = {
    "08": re.compile(r"[A-Z0-9]{5,17}"),
    "10": re.compile(r"[HM]\d{8}(\d{2})?"),
    "12": re.compile(r"\d{8}|\d{10}[A-Z]?"),
    "17": re.compile(r"[A-Z]{1,2}\d{6}\(?[0-9A]\)?"),
}


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"


class Fault(StrEnum):
    EMPTY = "empty"
    PRECISION = "precision"
    LENGTH = "length"
    OLD = "old"
    CHARACTER = "character"
    BIRTH = "birth"
    CHECK_DIGIT = "check_digit"


@dataclass(frozen=True)
class IdCheck:
    """What the check found; ``reason`` refuses the number, ``warning`` only asks to look again."""

    number: str
    fault: Fault | None = None
    reason: str = ""
    warning: str = ""
    born_on: dt.date | None = None
    sex: Sex | None = None

    @property
    def ok(self) -> bool:
        return self.fault is None


def normalise(raw: object) -> str:
    """The number as it is stored and compared: half-width, without spaces, capital X."""
    if isinstance(raw, str) and raw.isascii() and raw.isalnum():
        return raw.upper()
    if isinstance(raw, float) and raw.is_integer():
        raw = format(Decimal(raw), "f")
    return compact("" if raw is None else str(raw)).translate(_LOOKALIKES).upper().lstrip("'")


def check(raw: object, kind: str = RESIDENT_CARD, *, on: dt.date | None = None) -> IdCheck:
    """Check a document number as it came from a form or a cell; ``on`` is the day that a birth date must not exceed."""
    number = normalise(raw)
    if not number:
        return IdCheck(number, Fault.EMPTY, "证件号码没有填写。")
    if kind != RESIDENT_CARD:
        return _check_other(number, kind)
    return _precision(raw, number) or _shape(number) or _content(number, on)


def _precision(raw: object, number: str) -> IdCheck | None:
    """Spreadsheets keep 15 digits of a number: the rest of an 18-digit identity number is lost for good."""
    numeric = isinstance(raw, int | float | Decimal) and not isinstance(raw, bool) and len(number) > 15
    if not numeric and not _SCIENTIFIC.fullmatch(number):
        return None
    reason = "身份证号在表格里存成了数字，第 16 位以后的数字已经丢失。请把单元格格式改为“文本”，对照证件重新填写。"
    return IdCheck(number, Fault.PRECISION, reason)


def _shape(number: str) -> IdCheck | None:
    if len(number) == 15 and number.isdigit():
        return IdCheck(number, Fault.OLD, "15 位身份证号已停止使用，请填写现在的 18 位号码。")
    if len(number) != 18:
        few = f"少 {18 - len(number)} 位" if len(number) < 18 else f"多 {len(number) - 18} 位"
        return IdCheck(number, Fault.LENGTH, f"身份证号{few}，应为 18 位。")
    for place, sign in enumerate(number, 1):
        if not (sign.isascii() and sign.isdigit()) and not (place == 18 and sign == "X"):
            rule = "最后一位只能是数字或 X" if place == 18 else "前 17 位只能是数字"
            return IdCheck(number, Fault.CHARACTER, f"身份证号第 {place} 位“{sign}”不对，{rule}。")
    return None


def _content(number: str, on: dt.date | None) -> IdCheck:
    born_on = _birth(number)
    if born_on is None:
        return IdCheck(number, Fault.BIRTH, f"身份证号里的出生日期“{number[6:14]}”不存在，请核对第 7 至 14 位。")
    if born_on < _EARLIEST or (on is not None and born_on > on):
        return IdCheck(number, Fault.BIRTH, f"身份证号里的出生日期是 {born_on}，不可能，请核对第 7 至 14 位。")
    if check_digit(number) != number[17]:
        return IdCheck(number, Fault.CHECK_DIGIT, "身份证号校验位不对，至少有一位写错了，请对照证件逐位核对。")
    sex = Sex.MALE if int(number[16]) % 2 else Sex.FEMALE
    known = number[:2] in _PROVINCES or number[0] == "9"
    warning = "" if known else f"身份证号开头的地区码“{number[:2]}”没有见过，请核对。"
    return IdCheck(number, warning=warning, born_on=born_on, sex=sex)


def _birth(number: str) -> dt.date | None:
    try:
        return dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def check_digit(number: str) -> str:
    """The eighteenth digit that belongs to the first seventeen (GB 11643-1999, MOD 11-2)."""
    return CHECK_DIGITS[sum(int(digit) * weight for digit, weight in zip(number[:17], WEIGHTS, strict=True)) % 11]


def _check_other(number: str, kind: str) -> IdCheck:
    if not 4 <= len(number) <= 30:
        return IdCheck(number, Fault.LENGTH, f"证件号码有 {len(number)} 位，应为 4 至 30 位。")
    form = _FORMS.get(kind)
    warning = "证件号码的格式与这种证件常见的不同，请核对。" if form and not form.fullmatch(number) else ""
    return IdCheck(number, warning=warning)


def age_on(born_on: dt.date, day: dt.date) -> int:
    """Completed years of life on a day; the birthday itself counts, a leap-day child's is 1 March in common years."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))
