"""Plain text as the paragraphs of an official document."""

import re

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_HAN, _LATIN = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”", "0-9A-Za-z%×="
_APART = re.compile(f"(?<=[{_HAN}]) (?=[{_LATIN}])|(?<=[{_LATIN}]) (?=[{_HAN}])")
_FIRST = re.compile(r"[一二三四五六七八九十]+、")
PEN, BLANK = "签字：", "\u3000"
_SECOND = re.compile(r"（[一二三四五六七八九十]+）")


def tight(value: str) -> str:
    """A sentence of the screen as paper has it: no blank between Chinese signs and figures or Latin letters."""
    return _APART.sub("", value)


def paragraphs(text: str) -> SafeString:
    """Plain lines as paragraphs in the standard's order of heads: 一、 in Hei, （一） in Kai up to the first full stop, 1. in Fang."""
    return format_html_join("\n", "{}", ((_paragraph(tight(line.strip())),) for line in text.splitlines() if line.strip()))


def _paragraph(line: str) -> SafeString:
    if _FIRST.match(line):
        return format_html('<p class="l1">{}</p>', line)
    who, pen, day = line.partition(PEN)
    if pen and who.endswith(BLANK) and day.lstrip(BLANK).startswith("年"):  # names of any length, and the places for pen and date all under one another
        parts = (who.rstrip(BLANK), pen, day.lstrip(BLANK))
        return format_html('<div class="pen"><span class="who">{}</span><span>{}</span><span class="day">{}</span></div>', *parts)
    if _SECOND.match(line):
        head, stop, rest = line.partition("。")
        return format_html('<p><span class="l2">{}{}</span>{}</p>', head, stop, rest)
    return format_html("<p>{}</p>", line)
