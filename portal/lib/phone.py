"""Mobile numbers of mainland China."""

import re
from dataclasses import dataclass

from portal.lib.text import compact

_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_PREFIX = re.compile(r"^(\+|00)?86(?=1\d{10}$)", re.ASCII)


@dataclass(frozen=True)
class PhoneCheck:
    number: str
    reason: str = ""

    @property
    def ok(self) -> bool:
        return not self.reason


def normalise(raw: object) -> str:
    """Eleven digits: without spaces, hyphens, country code or a cell's decimal part."""
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    text = compact("" if raw is None else str(raw)).lstrip("'").replace("-", "")
    return _PREFIX.sub("", text)


def check(raw: object) -> PhoneCheck:
    """A mobile number has eleven digits and starts with 13 to 19."""
    number = normalise(raw)
    if not number:
        return PhoneCheck(number, "手机号没有填写。")
    if not (number.isascii() and number.isdigit()):
        return PhoneCheck(number, "手机号只能是数字。")
    if len(number) != 11:
        few = f"少 {11 - len(number)} 位" if len(number) < 11 else f"多 {len(number) - 11} 位"
        return PhoneCheck(number, f"手机号{few}，应为 11 位。")
    if not _MOBILE.fullmatch(number):
        return PhoneCheck(number, "手机号应以 13 至 19 开头。")
    return PhoneCheck(number)
