"""The words of an instrument: title and body from the facts, as plain text that an officer may still change."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template import Context, Engine

from portal.documents.kinds import Fact, InstrumentKind
from portal.lib.errors import Refused
from portal.lib.forms import DateField, MoneyField

# Only variables, conditions and our filters: the texts are ours, and a fact is a value that is never parsed. Plain text
# comes out; it is escaped when it is laid out.
_ENGINE = Engine(builtins=["portal.documents.templatetags.gongwen"], autoescape=False)


def heading(kind: InstrumentKind, facts: dict[str, Any]) -> str:
    """The title with its facts; only names of the kind's own facts stand between braces."""
    title = kind.heading
    for fact in kind.facts:
        title = title.replace("{" + fact.key + "}", str(facts.get(fact.key, "")))
    return title


def body(kind: InstrumentKind, facts: dict[str, Any], part: str) -> str:
    """The text of the kind's template filled with the facts; ``part`` is what the addressee is (ADDRESSEES)."""
    source = (settings.BASE_DIR / "templates" / "documents" / "bodies" / kind.template).read_text("utf-8")
    text = _ENGINE.from_string(source).render(Context({**{f.key: "" for f in kind.facts}, **facts, "part": part}))
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def clean_facts(kind: InstrumentKind, given: dict[str, Any]) -> dict[str, Any]:
    """Facts as they are stored: text, ISO dates, amounts with two decimals. What is missing or wrong is named, all at once."""
    facts, faults = {}, []
    for fact in kind.facts:
        value = given.get(fact.key)
        if value in (None, ""):
            if fact.required:
                faults.append(f"“{fact.label}”没有填")
            continue
        try:
            facts[fact.key] = _clean(fact, value)
        except (ValueError, ValidationError):
            faults.append(f"“{fact.label}”的内容“{str(value)[:20]}”不对")
    if faults:
        raise Refused(f"{kind.title}还不能生成：{'；'.join(faults)}。", "facts_missing")
    return facts


def _clean(fact: Fact, value: Any) -> Any:
    match fact.kind:
        case "date":
            return value.isoformat() if isinstance(value, dt.date) else DateField().clean(str(value)).isoformat()
        case "money":
            return str(value.quantize(Decimal("0.01")) if isinstance(value, Decimal) else MoneyField().clean(str(value)).quantize(Decimal("0.01")))
        case "int":
            return int(str(value).strip())
    return str(value).strip()
