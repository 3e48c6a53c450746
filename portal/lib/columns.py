"""What one column of a list is: how its value is read, drawn on screen and written to an export."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from portal.lib import clock, marks, show
from portal.lib.mask import Masked

Kind = Literal["text", "money", "wan", "int", "number", "rate", "date", "day", "month", "instant", "level", "d3", "state", "html"]
NUMERIC = ("money", "wan", "int", "number", "rate")


@dataclass(frozen=True)
class Column:
    """``name`` is an attribute path of the row (``project.name``) or of a mapping; ``value`` overrides how it is read.

    ``words`` gives the text of a level, mark or state (else the field's own display); ``html`` draws the whole cell on screen,
    while the export takes ``value``.
    """

    name: str
    label: str
    kind: Kind = "text"
    unit: str = ""
    sort: str | tuple[str, ...] = ""
    value: Callable[[Any], Any] | None = None
    words: Callable[[Any], str] | None = None
    tone: Callable[[Any], str] | None = None  # of a state: "" | do | ok | bad
    link: Callable[[Any], str] | None = None
    sub: Callable[[Any], str] | None = None
    html: Callable[[Any], SafeString] | None = None
    width: int = 0  # pixels, a multiple of 8 up to 320; 0 = what is left
    places: int | None = None
    wide: bool = False  # takes a whole line of the phone card
    corner: bool = False  # stands at the right end of the card's first line
    ellipsis: bool = False
    hidden: bool = False  # shown only when chosen
    on_phone: bool = True
    on_screen: bool = True
    exported: bool = True

    @property
    def heading(self) -> str:
        return f"{self.label}（{self.unit}）" if self.unit else self.label

    def read(self, row: Any) -> Any:
        """The value as data: for the export and for drawing."""
        if self.value is not None:
            return self.value(row)
        found = row
        for part in self.name.split("."):
            if found is None:
                return None
            found = found[part] if isinstance(found, dict) else getattr(found, part)
        return found

    def text(self, row: Any) -> str:
        """The words of a choice field or of ``words``."""
        if self.words is not None:
            return self.words(row)
        display = getattr(row, f"get_{self.name}_display", None)
        value = display() if display else self.read(row)
        return show.NOTHING if value in (None, "") else str(value)

    @property
    def classes(self) -> str:
        flags = {
            "n": self.kind in NUMERIC,
            "w": self.wide,
            "o1": self.corner,
            "ell": self.ellipsis,
            "hide-m": not self.on_phone,
            "num": self.kind in ("date", "instant"),
        }
        return " ".join(name for name, on in flags.items() if on)


def draw(column: Column, row: Any, *, at: dt.datetime, places: int | None = None) -> SafeString:
    """One cell as escaped HTML: the value, linked if the column links, and the second line under it."""
    if column.html is not None:
        return column.html(row)
    shown = _draw_value(column, row, at, places)
    url = column.link(row) if column.link else ""
    if url:
        shown = format_html('<a href="{}">{}</a>', url, shown)
    second = column.sub(row) if column.sub else ""
    return format_html('{}<span class="sub">{}</span>', shown, second) if second else format_html("{}", shown)


def _draw_value(column: Column, row: Any, at: dt.datetime, places: int | None) -> str | SafeString:
    value = column.read(row)
    match column.kind:
        case "text" | "html":
            return column.text(row)
        case "level":
            return marks.level_tag(value, column.words(row) if column.words else "")
        case "state":
            return marks.state_tag(column.text(row), column.tone(row) if column.tone else "")
        case "d3":
            return marks.three_days(value, at=at)
    if value is None:
        return format_html('<span class="dim">{}</span>', show.NOTHING)
    on = at.date()
    number_places = column.places if column.places is not None else places
    shown = {
        "money": lambda: show.money(value, 2 if number_places is None else number_places),
        "wan": lambda: show.ten_thousand(value, 2 if number_places is None else number_places),
        "int": lambda: show.number(value),
        "number": lambda: show.number(value, number_places or 0),
        "rate": lambda: show.rate(value, 1 if number_places is None else number_places),
        "date": lambda: show.iso_day(value),
        "day": lambda: show.day(value, on),
        "month": lambda: show.month(value),
        "instant": lambda: show.instant(value, on),
    }
    return shown[column.kind]()


def export_value(column: Column, row: Any, *, plain: bool = False) -> Any:
    """Data for a spreadsheet cell: numbers and dates as such, choices in words.

    ``plain``: numbers of persons in full, of columns that read the masked value itself; a recorded and approved act.
    """
    if plain and isinstance(found := column.read(row), Masked):
        return found.plain()
    if column.kind in ("text", "html", "level", "state"):
        if column.value is not None and column.words is None:
            return column.value(row)
        text = column.text(row)
        return "" if text == show.NOTHING else text
    value = column.read(row)
    if column.kind == "wan" and value is not None:
        return Decimal(value) / show.TEN_THOUSAND
    if isinstance(value, dt.datetime):
        return value.astimezone(clock.SHANGHAI).replace(tzinfo=None)
    return value


def places_of(column: Column, rows: list[Any]) -> int:
    """One column, one number of decimals: none when every amount of the page is a whole 元."""
    if column.places is not None:
        return column.places
    values = [v for v in (column.read(row) for row in rows) if v is not None]
    return 0 if all(Decimal(v) == Decimal(v).to_integral_value() for v in values) else 2


def join_lines(lines: Sequence[str]) -> SafeString:
    """Several lines in one cell."""
    return format_html_join("", "<div>{}</div>", ((line,) for line in lines))
