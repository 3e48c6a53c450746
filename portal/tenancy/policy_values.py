"""A policy value in its three forms: typed for code, JSON for the table, words for people."""

from decimal import Decimal, InvalidOperation
from typing import Any

from portal.lib.errors import Refused
from portal.tenancy.policy_keys import PolicyKey

KINDS = {int: "整数", Decimal: "数字", bool: "是或否", str: "文字", list: "列表", dict: "名称和值的表"}
OPEN = "未录入"
NONE = "无"


def typed(key: PolicyKey, value: Any) -> Any:
    """The stored value as code reads it."""
    if value is None:
        return None
    return Decimal(str(value)) if key.kind is Decimal else key.kind(value)


def stored(key: PolicyKey, value: Any) -> Any:
    """The JSON form of a value of the key's kind and within its bounds; ``None`` is a question still open."""
    if value is None:
        return None
    found = _of_kind(key, value)
    _check_bounds(key, found)
    _check_choices(key, found)
    return found


def _of_kind(key: PolicyKey, value: Any) -> Any:
    if key.kind in (bool, list, dict, str) and isinstance(value, key.kind):
        return value
    try:
        if key.kind is int and not isinstance(value, bool) and Decimal(str(value)) == int(value):
            return int(value)
        if key.kind is Decimal and not isinstance(value, bool) and Decimal(str(value)).is_finite():
            return str(value)
    except (InvalidOperation, ValueError, TypeError):
        pass
    raise Refused(f"“{key.label}”的值“{value}”不对，应为{KINDS[key.kind]}。", "policy_kind")


def _check_bounds(key: PolicyKey, value: Any) -> None:
    if key.kind not in (int, Decimal):
        return
    number = Decimal(value)
    if (key.least is not None and number < key.least) or (key.most is not None and number > key.most):
        raise Refused(f"“{key.label}”应在 {_limit(key.least)} 至 {_limit(key.most)} 之间，现在是 {value}。", "policy_bounds")


def _limit(bound: Any) -> str:
    return "不限" if bound is None else str(bound)


def _check_choices(key: PolicyKey, value: Any) -> None:
    """Only what the key knows; an unknown word would be a rule nobody runs."""
    if key.choices and key.kind in (str, list, dict):
        chosen = [value] if key.kind is str else list(value.values()) if key.kind is dict else value
        _refuse_strangers(key, [item for item in chosen if item not in dict(key.choices)], key.choices)
    if key.names and key.kind is dict:
        _refuse_strangers(key, [name for name in value if name not in dict(key.names)], key.names)


def _refuse_strangers(key: PolicyKey, strangers: list[Any], known: tuple[tuple[str, str], ...]) -> None:
    if strangers:
        shown = "、".join(label for _, label in known[:12])
        raise Refused(f"“{key.label}”没有“{strangers[0]}”这一项，可选的有：{shown}{'……' if len(known) > 12 else ''}。", "policy_choice")


def shown(key: PolicyKey, value: Any) -> str:
    """The value in words: choices by their labels, shares with their percentage, lists on one line."""
    if value is None:
        return OPEN
    labels = dict(key.choices)
    match value:
        case bool():
            return "是" if value else "否"
        case list():
            if key.columns:
                return "；".join(_row(key, item) for item in value) or NONE
            return "、".join(str(labels.get(item, item)) for item in value) or NONE
        case dict():
            names = dict(key.names)
            return "；".join(f"{names.get(name, name)}：{labels.get(item, item)}" for name, item in value.items()) or NONE
        case str():
            return str(labels.get(value, value)) or NONE
    if key.unit == "比例":
        return f"{value}（{_percent(value)}%）"
    return f"{value:,} {key.unit}".strip()


def _percent(value: Decimal) -> str:
    return format((Decimal(value) * 100).normalize(), "f")


def _row(key: PolicyKey, item: dict) -> str:
    """One row of a list of rows."""
    filled = [(label, kind, item[name]) for name, label, kind in key.columns if item.get(name) not in (None, "")]
    return "，".join(f"{label} {part if isinstance(kind, type) else dict(kind).get(part, part)}" for label, kind, part in filled)
