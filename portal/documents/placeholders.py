"""The language of tenants' templates: {{字段}} and nothing else. A value is put in once and never read again as language.

{{项目名称}}            the fact of that label
{{涉及金额|万元}}        an amount in ten thousands; without it in 元
{{涉及金额|大写}}        the same in capital figures, as banks ask for it
a line whose fields are all empty is left out, so an optional paragraph needs no condition
"""

import re
from collections.abc import Mapping
from typing import Any

from portal.documents.kinds import Fact, InstrumentKind
from portal.documents.templatetags.gongwen import capital, chinese_date, wan, yuan
from portal.lib.errors import Refused

FIELD = re.compile(r"\{\{\s*([^{}|]{1,40}?)\s*(?:\|\s*([^{}|]{1,8}?)\s*)?\}\}")
WAN, CAPITAL = "万元", "大写"
# Known of every instrument, whatever its kind.
COMMON = ("发文机关", "主送单位")


def name_of(fact: Fact) -> str:
    """A field's name is the label of its fact without the unit."""
    return fact.label.split("（")[0]


def fields_of(kind: InstrumentKind) -> list[tuple[str, str]]:
    """Every field a template of the kind may use, with what it is."""
    known = [(name_of(fact), MEANINGS[fact.kind] + _optional(fact)) for fact in kind.facts]
    return [*known, *((name, "文字") for name in COMMON)]


def _optional(fact: Fact) -> str:
    return "" if fact.required else f"；不填印“{fact.default}”" if fact.default else "；可以不填"


MEANINGS = {
    "text": "文字",
    "long": "可分行的文字",
    "date": "日期，印成 2026年1月13日",
    "money": "金额（元）；加 |万元 印成万元，加 |大写 印成大写",
    "int": "整数",
}


def check(text: str, kind: InstrumentKind) -> None:
    """Refuse a field nobody declared and braces that do not close; every fault is named at once."""
    kinds = {name_of(fact): fact.kind for fact in kind.facts} | dict.fromkeys(COMMON, "text")
    faults = []
    for name, unit in dict.fromkeys(FIELD.findall(text)):
        if name not in kinds:
            faults.append(f"没有“{name}”这个字段")
        elif unit and not (unit in (WAN, CAPITAL) and kinds[name] == "money"):
            faults.append(f"“{name}”后面不能写“|{unit}”")
    if re.search(r"\{\{|\}\}|\{%|%\}", FIELD.sub("", text)):
        faults.append("花括号不配对，字段要写成 {{字段名}}")
    if faults:
        raise Refused(f"模板里{'；'.join(faults)}。可用的字段：{'、'.join(kinds)}。", "template")


def fill(text: str, kind: InstrumentKind, facts: Mapping[str, Any], common: Mapping[str, str]) -> str:
    """The text with its facts; ``facts`` by key as an instrument stores them."""
    check(text, kind)
    values = {name_of(fact): (fact.kind, facts.get(fact.key) or fact.default) for fact in kind.facts} | {
        name: ("text", common.get(name, "")) for name in COMMON
    }
    lines = (_line(line, values) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _line(line: str, values: Mapping[str, tuple[str, Any]]) -> str:
    named = FIELD.findall(line)
    if named and all(values[name][1] in (None, "") for name, _ in named):
        return ""
    return FIELD.sub(lambda found: _shown(*values[found[1]], found[2]), line).strip()


def _shown(kind: str, value: Any, unit: str | None) -> str:
    if value in (None, ""):
        return ""
    if kind == "date":
        return chinese_date(value)
    if kind == "money":
        return f"{wan(value)}万元" if unit == WAN else capital(value) if unit == CAPITAL else yuan(value)
    return str(value)
