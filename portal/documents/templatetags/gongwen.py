"""Tags and filters of printed documents."""

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.utils.safestring import SafeString

from portal.documents.charts import Chart
from portal.documents.paragraphs import paragraphs, tight
from portal.documents.titles import title_lines
from portal.lib import money

register = template.Library()
register.filter("paragraphs", paragraphs)
register.filter("tight", tight)
_PLACE = re.compile(r"（[^（）]*）$")
_PARAGRAPH = re.compile(r"(<p\b[^>]*>)(.*?)(</p>)", re.DOTALL)


class GridNode(template.Node):
    """Puts the text of every paragraph into an inline box lower than the line.

    A line that mixes faces would otherwise grow by 0.9 pt and push the 22nd line off the page. The paragraph
    tags come from templates only: values are escaped before they get here.
    """

    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        return SafeString(_PARAGRAPH.sub(r'\1<span class="g">\2</span>\3', self.nodelist.render(context)))


@register.tag
def grid(parser: template.base.Parser, token: template.base.Token) -> GridNode:
    """``{% grid %}<p>…</p>{% endgrid %}``: body text on the grid of 22 lines."""
    nodelist = parser.parse(("endgrid",))
    parser.delete_first_token()
    return GridNode(nodelist)


@register.simple_tag
def chart(drawing: Chart) -> SafeString:
    """The drawing as inline SVG."""
    return drawing.svg()


@register.filter
def chinese_date(value: dt.date | dt.datetime | str | None) -> str:
    """2026年1月13日: Arabic figures, no padding zeros (GB/T 9704 7.3.5.1). ISO text is understood too."""
    day = _date(value)
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


@register.filter
def chinese_month(value: dt.date | str | None) -> str:
    """2026年1月; accepts a date or ``2026-01``."""
    if isinstance(value, str) and len(value) == 7:
        value += "-01"
    day = _date(value)
    return f"{day.year}年{day.month}月" if day else ""


@register.filter
def wan(value: Decimal | int | str | None, places: int = 2) -> str:
    """元 or 人 as 万: 1046300 → 104.63, rounded half up, from exact sums only."""
    if value in (None, ""):
        return "—"
    return f"{(Decimal(value) / 10000).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,}"


@register.filter
def yuan(value: Decimal | int | str | None) -> str:
    """An amount in 元 with two decimals and thousands marks."""
    if value in (None, ""):
        return "—"
    return f"{Decimal(value).quantize(Decimal('0.01'), ROUND_HALF_UP):,}"


@register.filter
def capital(value: Decimal | int | str | None) -> str:
    """An amount in the capital figures that banks ask for beside the plain ones."""
    return "—" if value in (None, "") else money.capital(value)


@register.filter
def signer(value: str) -> str:
    """Who signs, of a line of a list of people: post and name without the place in brackets behind them."""
    return _PLACE.sub("", value.rstrip("。"))


def _date(value: dt.date | dt.datetime | str | None) -> dt.date | None:
    if isinstance(value, str) and value:
        return dt.date.fromisoformat(value[:10])
    return value.date() if isinstance(value, dt.datetime) else value or None


@register.filter(name="title_lines")
def lines_of_title(value: str) -> list[str]:
    """The title divided as the standard wants it."""
    return title_lines(str(value))
