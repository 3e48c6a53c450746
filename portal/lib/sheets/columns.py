"""Which column is which: fields with the words people put above them, and the match between the two."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from portal.lib.errors import Refused
from portal.lib.sheets.addresses import column_index, letters
from portal.lib.sheets.model import Cell
from portal.lib.text import compact

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|<[^<>]*>")
_SIGNS = re.compile(r"[\s:：,，、;；.。/\\|*#_\-—·'\"“”]+")
_AFFIXES = re.compile(r"^(?:本月|当月|本期|当期|本次|实际|个人|工人|农民工|民工|员工|人员|职工)|(?:小计|合计|总额|总计|金额|数额|数|额|元|情况|信息)$")


@dataclass(frozen=True)
class Field:
    """One thing a row may tell. ``parse`` turns a cell into its value or raises ``CellFault``; a field without it is recognised and not read.
    ``quick`` is the fast lane for whole columns."""

    name: str
    label: str
    synonyms: tuple[str, ...]
    required: bool = False
    parse: Callable[[Cell], Any] | None = None
    quick: Callable[[Sequence[Cell]], list] | None = None
    weight: int = 1  # for finding the heading


@dataclass(frozen=True)
class Form:
    """A kind of table: its fields, what makes a row a record, what is summed.

    ``keys`` say who or what a row is about: a row without any of them is no record. ``figures`` are its numbers, ``serial`` its running number.
    """

    name: str
    fields: tuple[Field, ...]
    keys: tuple[str, ...]
    figures: tuple[str, ...] = ()
    serial: str = ""
    ignored: tuple[str, ...] = ()  # headings that resemble a field's and are another thing

    @cached_property
    def by_name(self) -> dict[str, Field]:
        return {field.name: field for field in self.fields}

    @cached_property
    def words(self) -> dict[str, str]:
        """Every normalised word and the field it stands for."""
        return {normal_label(word): field.name for field in self.fields for word in (field.label, *field.synonyms)}

    @cached_property
    def other_words(self) -> frozenset[str]:
        return frozenset(map(normal_label, self.ignored))

    @cached_property
    def required(self) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.required)


def normal_label(cell: Cell) -> str:
    """A heading without spaces, units in brackets and signs: ``日工资标准（元/天）`` is ``日工资标准``."""
    if not isinstance(cell, str):
        return ""
    text = compact(cell).lower()
    bare = _SIGNS.sub("", _BRACKETS.sub("", text))
    return bare or _SIGNS.sub("", text)


def match_label(form: Form, label: str) -> tuple[str, int]:
    """(field, rank) of a normalised heading; rank 3 is the very word, 2 the word with a usual addition, 1 the word inside a longer one."""
    if not label or len(label) > 20 or label in form.other_words:
        return "", 0
    if field := form.words.get(label):
        return field, 3
    bare = label
    while (shorter := _AFFIXES.sub("", bare, count=1)) != bare and len(shorter) > 1:
        bare = shorter
        if field := form.words.get(bare):
            return field, 2
    inside = [word for word in form.words if len(word) > 2 and word in label]
    return (form.words[max(inside, key=len)], 1) if inside else ("", 0)


def assign(form: Form, labels: Iterable[tuple[str, ...]]) -> dict[str, int]:
    """{field: column} for one header; ``labels`` gives each column's readings, the likeliest first.

    Every field takes the column that names it best, the leftmost of equals; a column serves one field only.
    """
    claims = []
    for column, readings in enumerate(labels):
        matches = [(match_label(form, reading), order) for order, reading in enumerate(readings)]
        found = [(-rank, order, column, field) for (field, rank), order in matches if rank]
        claims += [min(found)] if found else []
    mapping: dict[str, int] = {}
    for _, _, column, field in sorted(claims):
        mapping.setdefault(field, column)
    return mapping


def as_letters(mapping: Mapping[str, int]) -> dict[str, str]:
    """The mapping as it is shown and remembered: ``{"name": "B"}``."""
    return {field: letters(column) for field, column in mapping.items()}


def corrected(form: Form, found: Mapping[str, int], wishes: Mapping[str, str]) -> dict[str, int]:
    """The mapping after the user's corrections; an empty letter takes a field away, a letter already in use changes hands."""
    mapping = dict(found)
    for field, letter in wishes.items():
        if field not in form.by_name:
            raise Refused(f"列对应里的“{field}”不是{form.name}的栏目。", "mapping")
        mapping.pop(field, None)
        if not letter:
            continue
        try:
            column = column_index(letter)
        except ValueError as error:
            raise Refused(f"列对应里“{form.by_name[field].label}”写的“{letter}”不是列号，请写 A、B、C 这样的字母。", "mapping") from error
        mapping = {other: place for other, place in mapping.items() if place != column or other in wishes}
        mapping[field] = column
    if len(set(mapping.values())) != len(mapping):
        raise Refused("列对应里有两个栏目指向同一列，请改正。", "mapping")
    return mapping
