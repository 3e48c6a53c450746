"""The words of an instrument: title and body from the facts, as plain text that an officer may still change."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template import Context, Engine

from portal.documents import placeholders
from portal.documents.kinds import Fact, InstrumentKind
from portal.documents.models import InstrumentTemplate
from portal.lib.errors import Refused
from portal.lib.forms import DateField, MoneyField

# Only variables, conditions and our filters: the texts are ours, and a fact is a value that is never parsed. Plain text
# comes out; it is escaped when it is laid out.
_ENGINE = Engine(builtins=["portal.documents.templatetags.gongwen"], autoescape=False)
_SKELETON = Engine(builtins=["portal.documents.templatetags.gongwen", "portal.documents.templatetags.skeleton"], autoescape=False)
BUILT_IN = "平台内置"


@dataclass(frozen=True)
class Words:
    """Title and body of a draft, with the template they come from (``None``: the built-in words)."""

    title: str
    body: str
    template: InstrumentTemplate | None
    label: str


def words_of(
    kind: InstrumentKind, facts: Mapping[str, Any], part: str, *, template: InstrumentTemplate | None = None, common: Mapping[str, str] | None = None
) -> Words:
    """The tenant's own words where it has some in force, else the built-in ones."""
    if template is None:
        return Words(heading(kind, facts), body(kind, facts, part), None, BUILT_IN)
    filled = [placeholders.fill(text, kind, facts, common or {}) for text in (template.heading, template.body)]
    return Words(filled[0], filled[1], template, f"{template.region.name} {template}")


def heading(kind: InstrumentKind, facts: Mapping[str, Any]) -> str:
    """The title with its facts; only names of the kind's own facts stand between braces."""
    title = kind.heading
    for fact in kind.facts:
        title = title.replace("{" + fact.key + "}", str(facts.get(fact.key, "")))
    return title


def body(kind: InstrumentKind, facts: Mapping[str, Any], part: str) -> str:
    """The text of the kind's template filled with the facts; ``part`` is what the addressee is (ADDRESSEES)."""
    return _rendered(_ENGINE, kind, facts, part)


def skeleton(kind: InstrumentKind, part: str) -> tuple[str, str]:
    """The built-in title and body with {{字段}} in place of facts: what a tenant starts from.

    An optional fact without a default is left out, so that the words stand as they do where nobody fills it in.
    """
    fields = {fact.key: "{{" + placeholders.name_of(fact) + "}}" for fact in kind.facts if fact.required or fact.default}
    return heading(kind, fields), _rendered(_SKELETON, kind, fields, part).replace("|万元}}万元", "|万元}}")


def _rendered(engine: Engine, kind: InstrumentKind, facts: Mapping[str, Any], part: str) -> str:
    source = (settings.BASE_DIR / "templates" / "documents" / "bodies" / kind.template).read_text("utf-8")
    text = engine.from_string(source).render(Context({**{f.key: f.default for f in kind.facts}, **facts, "part": part.split("+")[0]}))
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def clean_facts(kind: InstrumentKind, given: Mapping[str, Any]) -> dict[str, Any]:
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
