"""Template tags of the shell and the parts: ``{% load interface %}``."""

import datetime as dt
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.assets import ICONS, SPRITE
from portal.interface import menu
from portal.lib import clock, marks, show

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite; with ``label`` it speaks for itself, without it stands beside its words."""
    if name not in ICONS:
        raise template.TemplateSyntaxError(f"icon {name!r} is not in portal.assets.ICONS")
    href = f"{static(SPRITE)}#{name}"
    if label:
        return format_html('<svg class="i" role="img" aria-label="{}"><use href="{}"></use></svg>', label, href)
    return format_html('<svg class="i" aria-hidden="true"><use href="{}"></use></svg>', href)


@register.simple_tag
def level(name: Any, words: str = "", large: bool = False) -> SafeString:
    return marks.level_tag(name, words, large=large)


@register.simple_tag
def mark(kind: Any, words: str = "") -> SafeString:
    return marks.mark(kind, words)


@register.simple_tag
def state(words: str, kind: str = "") -> SafeString:
    return marks.state_tag(words, kind)


@register.simple_tag
def time_left(due: dt.datetime | None, start: dt.datetime | dt.date | None = None, at: dt.datetime | None = None) -> SafeString:
    return marks.three_days(due, at=at or clock.now(), start=start)


@register.simple_tag
def bar(value: Any, maximum: Any = 100, kind: str = "", label: str = "") -> SafeString:
    """A thin bar; kind: "" | amber | red | ok."""
    share = percent(value, maximum)
    return format_html(
        '<span class="p-bar {}" role="progressbar" aria-valuemin="0" aria-valuemax="100" aria-valuenow="{}" aria-label="{}"><i class="w-{}"></i></span>',
        kind,
        share,
        label or "进度",
        share,
    )


@register.simple_tag
def squares(reached: int, goal: int) -> SafeString:
    """Progress towards a small number: a square for each, filled up to what is reached, then the figure and 差 n or 超额."""
    full = min(reached, goal)
    more = f"差 {goal - reached}" if reached < goal else "超额" if reached > goal else ""
    return format_html(
        '<span class="p-squares" aria-hidden="true">{}<i>{}</i></span> <span class="num">{}</span>{}',
        "■" * full,
        "□" * (goal - full),
        reached,
        format_html(' <span class="sub{}">{}</span>', " short" if reached < goal else "", more) if more else "",
    )


@register.simple_tag
def rate_bar(reached: int, asked: int) -> SafeString:
    """A rate as bar and figure: ordinary from 95 %, amber from 90 %, red below; the figure stands beside it in every case."""
    share = Decimal(reached) / asked
    kind = "" if share >= Decimal("0.95") else "amber" if share >= Decimal("0.9") else "red"
    return format_html("{} {}", bar(reached, asked, kind), show.rate(share))


@register.simple_tag
def percent(value: Any, maximum: Any = 100) -> int:
    """Whole per cent between 0 and 100, for the classes ``w-N`` and ``f-N``."""
    if not maximum:
        return 0
    return min(100, max(0, round(Decimal(str(value or 0)) * 100 / Decimal(str(maximum)))))


@register.simple_tag(takes_context=True)
def url_with(context: template.Context, **changes: Any) -> str:
    """The present address with some query parameters changed; ``None`` or "" removes one."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return "?" + urlencode(list(query.lists()), doseq=True)


@register.filter
def may(actor: Any, verb: str) -> bool:
    """Whether the person has the verb: for links to pages of rooms above."""
    return menu.allows(actor, verb)


@register.filter
def opens(actor: Any, url: str) -> bool:
    """Whether the page at the address is open to the person."""
    return menu.opens(actor, url)


@register.filter
def money(value: Decimal | int | None) -> str:
    return show.short_money(value)


@register.filter
def money2(value: Decimal | int | None) -> str:
    return show.money(value)


@register.filter
def wan(value: Decimal | int | None) -> str:
    return show.ten_thousand(value)


@register.filter
def number(value: int | Decimal | None, places: int = 0) -> str:
    return show.number(value, places)


@register.filter
def rate(value: Decimal | float | None, places: int = 1) -> str:
    return show.rate(value, places)


@register.filter
def day(value: dt.date | dt.datetime | None) -> str:
    """List style: the year only when it is not the present one."""
    return show.day(value, clock.today())


@register.filter
def iso(value: dt.date | dt.datetime | None) -> str:
    return show.iso_day(value)


@register.filter
def month(value: dt.date | None) -> str:
    return show.month(value)


@register.filter
def instant(value: dt.datetime | None) -> str:
    return show.instant(value, clock.today())


@register.filter
def weekday(value: dt.date) -> str:
    return show.weekday(value)


@register.filter
def chart_rows(chart: dict) -> list[tuple[str, list]]:
    """The figures of a chart, row by row, for the table that stands under it."""
    return [(label, [show.NOTHING if s["values"][i] is None else s["values"][i] for s in chart["series"]]) for i, label in enumerate(chart["labels"])]
