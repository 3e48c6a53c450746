"""统一社会信用代码 (GB 32100): eighteen signs, the last a check sign.

Real codes that fail the check exist, so a wrong check sign is a warning for a person to confirm; only length and
alphabet refuse.
"""

from dataclasses import dataclass

from portal.lib.text import compact

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = tuple(3**place % 31 for place in range(17))


@dataclass(frozen=True)
class UsccCheck:
    code: str
    reason: str = ""
    warning: str = ""

    @property
    def ok(self) -> bool:
        return not self.reason


def normalise(raw: object) -> str:
    """Half-width capitals without spaces and hyphens."""
    return compact("" if raw is None else str(raw)).upper().replace("-", "")


def check(raw: object) -> UsccCheck:
    """Refuse what cannot be a code, warn where the check sign does not fit."""
    code = normalise(raw)
    if not code:
        return UsccCheck(code, "统一社会信用代码没有填写。")
    if len(code) != 18:
        few = f"少 {18 - len(code)} 位" if len(code) < 18 else f"多 {len(code) - 18} 位"
        return UsccCheck(code, f"统一社会信用代码{few}，应为 18 位。")
    for place, sign in enumerate(code, 1):
        if sign not in ALPHABET:
            return UsccCheck(code, f"统一社会信用代码第 {place} 位“{sign}”不对：只用数字和大写字母，不用 I、O、Z、S、V。")
    if check_sign(code) != code[17]:
        return UsccCheck(code, warning="统一社会信用代码的校验位不符，请对照营业执照核对；核对无误可以继续。")
    return UsccCheck(code)


def check_sign(code: str) -> str:
    """The eighteenth sign that belongs to the first seventeen."""
    rest = sum(ALPHABET.index(sign) * weight for sign, weight in zip(code[:17], WEIGHTS, strict=True)) % 31
    return ALPHABET[(31 - rest) % 31]
