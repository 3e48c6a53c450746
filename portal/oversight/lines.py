"""A change of a row in words: which field, what it was, what it became; numbers and names of people masked."""

import datetime as dt
import functools
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.timezone import localtime

from earlywarning.facts_shown import change_told, words_told
from earlywarning.models import EarlyWarning
from portal.audit.models import Change, ChangeKind
from portal.lib import mask
from portal.lib.fields import BlindIndexField, EncryptedField
from portal.lib.names import mask_name
from portal.lib.show import NOTHING

LONGEST = 200
# Names of persons among the fields of business tables; names of firms and sites are no secret.
PEOPLE = {("wagepay_engagement", "name"), ("wagepay_worker", "name"), ("cases_lead", "name"), ("cases_caseworkerline", "name")}
# What follows from other fields or tells nothing, and figures that have no words of their own.
UNSAID = {"name_key", "name_initials", "changed_at", "search_key", "evidence"}
WARNINGS = EarlyWarning._meta.db_table


@dataclass(frozen=True)
class Line:
    """One field of a change."""

    label: str
    before: str
    after: str


@functools.cache
def TABLES() -> dict[str, type[models.Model]]:  # noqa: N802  (a table, read once the models are loaded)
    """Our own models by their tables; those of libraries keep no history."""
    models_of_ours = (model for model in apps.get_models(include_auto_created=True) if model.__module__.split(".")[0] not in ("django", "axes"))
    return {model._meta.db_table: model for model in models_of_ours if model._meta.managed}


def name_of(model: type[models.Model]) -> str:
    """What a table is called; one that only joins two others is named by the field it serves: 网格的网格员."""
    whole = model._meta.auto_created
    if not whole:
        return str(model._meta.verbose_name)
    field = next(field for field in whole._meta.many_to_many if field.remote_field.through is model)
    return f"{whole._meta.verbose_name}的{field.verbose_name}"


def lines_of(change: Change, related: dict[tuple[str, Any], str] | None = None) -> list[Line]:
    """The fields of a change in the order of the model."""
    model = TABLES().get(change.table_name)
    if model is None or change.kind == ChangeKind.CREATED:
        return []
    before, after = change.before or {}, change.after or {}
    touched = before.keys() | after.keys()
    found = _figures(change, before, after, related or {}) if change.table_name == WARNINGS else []
    for field in model._meta.concrete_fields:
        if field.column in touched and _tells(field, touched):
            words = functools.partial(_words, field, change.table_name, related or {})
            found.append(Line(_label(field), words(before.get(field.column)), words(after.get(field.column)) if after else NOTHING))
    return found


def _figures(change: Change, before: dict, after: dict, related: dict[tuple[str, Any], Any]) -> list[Line]:
    """The evidence of a warning in the words that the warning itself has for it."""
    was, became = change_told(related.get((WARNINGS, change.row_id), {}), before.get("evidence") or {}, after.get("evidence") or {})
    return [Line("依据的数字", *(_masked(words) or NOTHING for words in (was, became)))] if was or became else []


def related_names(changes: Iterable[Change]) -> dict[tuple[str, Any], Any]:
    """The names of rows that changed fields point to: (label, id) -> name, one query a model; and of warnings whose figures changed their frozen words."""
    changes = list(changes)
    wanted: dict[type[models.Model], set] = {}
    for change in changes:
        model = TABLES().get(change.table_name)
        for field in model._meta.concrete_fields if model else ():
            if field.is_relation:
                wanted.setdefault(field.related_model, set()).update(v for side in (change.before, change.after) if side and (v := side.get(field.column)))
    names = {(model._meta.label, row.pk): str(row) for model, ids in wanted.items() if ids for row in model._base_manager.filter(pk__in=ids)}
    told = {change.row_id for change in changes if change.table_name == WARNINGS and "evidence" in (change.after or {})}
    words = EarlyWarning._base_manager.filter(pk__in=told).values_list("pk", "shown") if told else ()
    return names | {(WARNINGS, pk): shown for pk, shown in words}


def _label(field: models.Field) -> str:
    """The field's name; in a table that only joins two others what it points to."""
    return str(field.related_model._meta.verbose_name if field.is_relation and field.model._meta.auto_created else field.verbose_name)


def _tells(field: models.Field, touched: set[str]) -> bool:
    """Every save seals a number anew: it has changed only if its index has."""
    if field.name in UNSAID or isinstance(field, BlindIndexField):
        return False
    if isinstance(field, EncryptedField):
        indexes = [other.column for other in field.model._meta.concrete_fields if isinstance(other, BlindIndexField) and other.source == field.name]
        return any(column in touched for column in indexes)
    return True


def _plain(value: Any) -> str:
    """A structure on one line, without its brackets; a key stands before a single value, a list speaks for itself."""
    match value:
        case bool():
            return "是" if value else "否"
        case dict():
            return "；".join(_plain(part) if isinstance(part, list | dict) else f"{key} {_plain(part)}" for key, part in value.items())
        case list():
            pairs = all(isinstance(part, list) for part in value)
            return "、".join(" ".join(map(_plain, part)) if pairs else _plain(part) for part in value)
    return NOTHING if value in (None, "") else str(value)


def _words(field: models.Field, table: str, related: dict[tuple[str, Any], str], value: Any) -> str:
    if value in (None, "", [], {}):
        return NOTHING
    if isinstance(field, EncryptedField):
        return "（加密号码）"
    if isinstance(field, models.BinaryField):
        return "（二进制内容）"
    if field.is_relation:
        return related.get((field.related_model._meta.label, value), f"编号 {value}")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.DecimalField):
        return f"{Decimal(str(value)):,.{field.decimal_places}f}"
    if isinstance(value, bool):
        return "是" if value else "否"
    if (table, field.name) in PEOPLE:
        return mask_name(value)
    if (table, field.name) == (WARNINGS, "shown"):
        value = words_told(value)
    text = value if isinstance(value, str) else _plain(value)
    if isinstance(field, models.DateTimeField):
        return f"{localtime(dt.datetime.fromisoformat(text)):%Y-%m-%d %H:%M:%S}"
    return _masked(text)


def _masked(text: str) -> str:
    text = mask.in_text(text)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
