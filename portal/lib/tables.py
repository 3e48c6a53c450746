"""One declaration of columns serves the list on screen, its phone cards and its export.

    COLUMNS = (
        Column("due_at", "时限", kind="d3", sort="due_at"),
        Column("title", "事项", link=lambda row: row.get_absolute_url(), sub=lambda row: row.source_label, wide=True),
        Column("amount", "金额", unit="元", kind="money", sort="amount"),
    )
    table = Table(request, Clearance.objects.visible_to(actor), COLUMNS, ClearanceFilter, order=("due_at",))
    return part_or_page(request, "earlywarning/clearance_list.html", "parts/_table.html", {"table": table})

A list costs two queries (count and page) whatever its length, plus what the filter form's own choices cost.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.safestring import SafeString
from django_filters import FilterSet

from portal.lib import clock, show
from portal.lib.columns import Column, draw, export_value, places_of
from portal.lib.filters import humane

PER_PAGE = (25, 50, 100)
RESERVED = ("sort", "page", "per", "cols")
__all__ = ["Bulk", "Column", "Empty", "Table"]


@dataclass(frozen=True)
class Cell:
    html: SafeString
    label: str
    classes: str


@dataclass(frozen=True)
class Row:
    cells: tuple[Cell, ...]
    key: str
    classes: str


@dataclass(frozen=True)
class Heading:
    label: str
    classes: str
    width: int
    sort_url: str
    direction: str  # "" | ascending | descending


@dataclass(frozen=True)
class Chip:
    """A filter in force, with the address that takes it away."""

    label: str
    value: str
    url: str


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    is_on: bool
    url: str = ""


@dataclass(frozen=True)
class Bulk:
    """A button over the list that acts on the ticked rows: POST ``pick`` = keys."""

    label: str
    url: str
    kind: str = "outline"


@dataclass(frozen=True)
class Empty:
    """What an empty list says: why, and where to go."""

    title: str = "没有符合条件的记录"
    text: str = ""
    url: str = ""
    action: str = ""


@dataclass
class Table:
    """A list page's table; everything is read from ``request.GET``, nothing is remembered."""

    request: HttpRequest
    queryset: QuerySet
    columns: Sequence[Column]
    filterset_class: type[FilterSet] | None = None
    order: Sequence[str] = ()
    title: str = ""
    note: str = ""
    name: str = "list"
    empty: Empty = field(default_factory=Empty)
    row_key: Callable[[Any], str] = lambda row: str(row.pk)
    row_classes: Callable[[Any], str] = lambda row: ""
    bulk: Sequence[Bulk] = ()
    exports: Sequence[tuple[str, str]] = ()  # (label, url); the present filter is appended
    per_page: int = PER_PAGE[0]
    at: dt.datetime | None = None

    @property
    def query(self) -> QueryDict:
        return self.request.GET

    @cached_property
    def filterset(self) -> FilterSet | None:
        if self.filterset_class is None:
            return None
        filterset = self.filterset_class(self.query or None, queryset=self.queryset, request=self.request)
        humane(filterset.form)
        return filterset

    # -- rows -------------------------------------------------------------------------------
    @cached_property
    def filtered(self) -> QuerySet:
        """All rows the filter leaves, in order; the primary key settles ties so that pages never overlap."""
        rows = self.queryset if self.filterset is None else self.filterset.qs
        return rows.order_by(*self._ordering(), "pk")

    @cached_property
    def page(self) -> Page:
        return Paginator(self.filtered, self.per).get_page(self.query.get("page"))

    @cached_property
    def total(self) -> int:
        return self.page.paginator.count

    @cached_property
    def rows(self) -> list[Row]:
        found = list(self.page.object_list)
        places = {c.name: places_of(c, found) for c in self.shown if c.kind == "money"}
        instant = self.at or clock.now()
        return [
            Row(
                tuple(self._cell(i, c, row, instant, places) for i, c in enumerate(self.shown)),
                self.row_key(row),
                self.row_classes(row),
            )
            for row in found
        ]

    @staticmethod
    def _cell(position: int, column: Column, row: Any, at: dt.datetime, places: dict[str, int]) -> Cell:
        """On a phone the first, the wide and the corner cell speak for themselves; the others carry their label."""
        label = "" if position == 0 or column.wide or column.corner else column.label
        return Cell(draw(column, row, at=at, places=places.get(column.name)), label, f"c1 {column.classes}".strip() if position == 0 else column.classes)

    # -- head -------------------------------------------------------------------------------
    @cached_property
    def shown(self) -> list[Column]:
        """The columns of this page: the chosen ones, else those not hidden."""
        on_screen = [c for c in self.columns if c.on_screen]
        chosen = set(self.query.getlist("cols"))
        picked = [c for c in on_screen if c.name in chosen] if chosen else []
        return picked or [c for c in on_screen if not c.hidden]

    @cached_property
    def headings(self) -> list[Heading]:
        return [self._heading(c) for c in self.shown]

    def _heading(self, column: Column) -> Heading:
        if not column.sort:
            return Heading(column.heading, column.classes, column.width, "", "")
        name, descending = self._sort
        direction = "" if name != column.name else "descending" if descending else "ascending"
        following = f"-{column.name}" if direction == "ascending" else column.name
        return Heading(column.heading, column.classes, column.width, self.url(sort=following, page=None), direction)

    @cached_property
    def _sort(self) -> tuple[str, bool]:
        asked = self.query.get("sort", "")
        return asked.removeprefix("-"), asked.startswith("-")

    def _ordering(self) -> tuple[str, ...]:
        name, descending = self._sort
        column = next((c for c in self.columns if c.name == name and c.sort), None)
        if column is None:
            return tuple(self.order)
        fields = (column.sort,) if isinstance(column.sort, str) else column.sort
        return tuple(_turned(f) for f in fields) if descending else fields

    # -- controls ---------------------------------------------------------------------------
    @property
    def per(self) -> int:
        asked = self.query.get("per", "")
        return int(asked) if asked.isdecimal() and int(asked) in PER_PAGE else self.per_page

    @property
    def per_choices(self) -> list[Choice]:
        return [Choice(str(n), str(n), n == self.per, self.url(per=n, page=None)) for n in PER_PAGE]

    @property
    def column_choices(self) -> list[Choice]:
        """Offered only when some column is hidden at first."""
        on_screen = [c for c in self.columns if c.on_screen]
        if not any(c.hidden for c in on_screen):
            return []
        return [Choice(c.name, c.label, c in self.shown) for c in on_screen]

    @cached_property
    def chips(self) -> list[Chip]:
        """The filters in force, in words."""
        if self.filterset is None or not self.filterset.is_bound:
            return []
        form = self.filterset.form
        return [
            Chip(str(form[name].label), _in_words(form.fields[name], value), self.url(page=None, **dict.fromkeys(_keys(self.query, name))))
            for name, value in getattr(form, "cleaned_data", {}).items()
            if _keys(self.query, name) and value not in (None, "", [], ()) and not _is_empty_queryset(value)
        ]

    @property
    def clear_url(self) -> str:
        """The address without any filter."""
        return self.url(page=None, **{k: None for k in self.query if k not in RESERVED}) or "?"

    @property
    def empty_clear_url(self) -> str:
        """Offered by the empty list when a filter may be the reason."""
        return self.clear_url if self.chips else ""

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the filter form must carry along: order, page length and chosen columns."""
        return [(k, v) for k in ("sort", "per", "cols") for v in self.query.getlist(k)]

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What the column form must carry along: everything but columns and page."""
        return [(k, v) for k in self.query if k not in ("cols", "page") for v in self.query.getlist(k)]

    @property
    def links(self) -> list[tuple[str, str]]:
        """The export buttons, with the present filter and order."""
        asked = self.url(page=None, per=None)
        return [(label, url + (asked.replace("?", "&", 1) if "?" in url else asked) if asked != "?" else url) for label, url in self.exports]

    def url(self, **changes: Any) -> str:
        query = {k: v for k, v in self.query.lists() if k not in changes}
        query |= {k: [str(v)] for k, v in changes.items() if v is not None}
        return "?" + urlencode(query, doseq=True)

    @property
    def previous_url(self) -> str:
        return self.url(page=self.page.previous_page_number()) if self.page.has_previous() else ""

    @property
    def next_url(self) -> str:
        return self.url(page=self.page.next_page_number()) if self.page.has_next() else ""

    @property
    def pages(self) -> list[Choice]:
        """Page numbers around the present one, with gaps as empty addresses."""
        numbers = self.page.paginator.get_elided_page_range(self.page.number, on_each_side=2, on_ends=1)
        return [Choice(str(n), str(n), n == self.page.number, self.url(page=n) if isinstance(n, int) else "") for n in numbers]

    # -- export -----------------------------------------------------------------------------
    @property
    def export_columns(self) -> list[Column]:
        return [c for c in self.columns if c.exported]

    def export_rows(self, *, plain: bool = False) -> Iterator[list[Any]]:
        """All filtered rows as values, for ``portal.lib.exports``; read in chunks. ``plain``: numbers of persons in full."""
        for row in self.filtered.iterator(chunk_size=2000):
            yield [export_value(c, row, plain=plain) for c in self.export_columns]

    @property
    def question(self) -> str:
        """The filters in force, in words."""
        return "；".join(f"{chip.label}：{chip.value}" for chip in self.chips)


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _keys(query: QueryDict, name: str) -> list[str]:
    """The query parameters of one filter: its own, or those of its two ends (``_min``/``_max``, ``_after``/``_before``)."""
    ends = (name, *(f"{name}_{end}" for end in ("min", "max", "after", "before")))
    return [k for k in ends if any(query.getlist(k))]


def _in_words(form_field: Any, value: Any) -> str:
    if isinstance(value, slice):
        return f"{_in_words(form_field, value.start)} 至 {_in_words(form_field, value.stop)}"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.datetime):
        return show.iso_day(value)
    if isinstance(value, (list, tuple, QuerySet)):
        return "、".join(_in_words(form_field, v) for v in value)
    if value is None:
        return "不限"
    choices = dict(_flat(getattr(form_field, "choices", ()))) if not hasattr(value, "pk") else {}
    return str(choices.get(str(value), value))


def _flat(choices: Any) -> Iterator[tuple[str, str]]:
    for value, label in choices:
        if isinstance(label, (list, tuple)):
            yield from _flat(label)
        else:
            yield str(value), str(label)


def _is_empty_queryset(value: Any) -> bool:
    return isinstance(value, QuerySet) and not value
