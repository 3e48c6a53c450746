"""Texts with named places: ``新增预警 {合计} 条``. A place is a name and nothing else: no code, no attribute, no format runs."""

import re
from collections.abc import Iterable, Mapping

from portal.lib.errors import Refused

_PLACE = re.compile(r"\{([^{}]*)\}")


def places(text: str) -> list[str]:
    """The names the text uses, in order."""
    return [name.strip() for name in _PLACE.findall(text)]


def check(text: str, known: Iterable[str]) -> None:
    """Refuse a name nobody fills and a brace that opens or closes nothing."""
    names = list(known)
    unknown = [name for name in places(text) if name not in names]
    if unknown:
        raise Refused(f"没有“{{{unknown[0]}}}”这个字段，可以用的是：{'、'.join(f'{{{name}}}' for name in names)}。", "unknown_place")
    if set("{}") & set(_PLACE.sub("", text)):
        raise Refused("大括号没有成对：字段写成 {名称} 的样子，正文里不要单独用大括号。", "stray_brace")


def fill(text: str, values: Mapping[str, object]) -> str:
    """The text with its places filled; a value is put in as it is, whatever braces it holds."""
    return _PLACE.sub(lambda found: str(values.get(found[1].strip(), "")), text)
