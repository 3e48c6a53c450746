"""Levels as mark, words and colour together; a mark never stands without its words."""

import datetime as dt
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.lib import show

LEVELS = {"red": "红", "yellow": "黄", "blue": "蓝", "ok": "正常", "none": "未监测"}
MARKS = (*LEVELS, "half", "x")
STATES = ("", "do", "ok", "bad")


def level_tag(level: Any, words: str = "", *, large: bool = False) -> SafeString:
    """A level as a filled tag: ``level_tag("red", "红色预警")``; an unknown or empty level is “未监测”."""
    name = level_name(level)
    return format_html('<span class="lv lv-{}{}">{}</span>', name, " lv-lg" if large else "", words or LEVELS[name])


def mark(kind: Any, words: str) -> SafeString:
    """The bare mark with words, for tables and legends; besides the levels ``half`` (部分) and ``x`` (未到位)."""
    name = level_name(kind)
    return format_html('<span class="mk mk-{}">{}</span>', name, words or LEVELS.get(name, ""))


def state_tag(words: str, kind: str = "") -> SafeString:
    """The state of a process, at most four characters; ``kind``: do (in hand), ok (done), bad (late or returned)."""
    if kind not in STATES:
        raise ValueError(f"unknown kind of state {kind!r}, choose from {STATES}")
    return format_html('<span class="st{}">{}</span>', f" st-{kind}" if kind else "", words)


def three_days(due: dt.datetime | None, *, at: dt.datetime, start: dt.datetime | dt.date | None = None) -> SafeString:
    """三日格: one cell per day, all red and in words when it is over."""
    if due is None:
        return format_html('<span class="dim">{}</span>', show.NOTHING)
    left = show.time_left(due, at=at, start=start)
    return format_html('<span class="d3 d3-{}"><i class="f-{}" aria-hidden="true"></i><b>{}</b></span>', left.state, left.used, left.words)


def level_name(level: Any) -> str:
    """The name used in class names; takes a text or a TextChoices member."""
    name = str(getattr(level, "value", level) or "").lower()
    return name if name in MARKS else "none"
