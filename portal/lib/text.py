"""Bringing typed text into one form before it is compared or checked."""

import re
import unicodedata
from collections.abc import Iterable

# Invisible passengers of copied cells: zero-width signs, byte-order mark, soft hyphen, direction marks.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202f\u2060\ufeff]")
_SPACES = re.compile(r"\s+")
_ALL_BUT_SIGNS = re.compile("[^，；：？！（）～…]+")  # what a sentence keeps as it was written
_HAN = "\u3400-\u9fff\u3001-\u3011\uff01-\uff5e"
_GAP = re.compile(rf"(?<=[{_HAN}]) +(?=\S)|(?<=\S) +(?=[{_HAN}])")
_DAY = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_MONTH = re.compile(r"(?<![\d-])(\d{4})-(0[1-9]|1[0-2])(?![\d-])")
_FULL_SIGNS = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_HALF_SIGN = re.compile(r"(?<=[\u4e00-\u9fff”’》）])[,;:?!](?!\d)")


def compact(text: str) -> str:
    """Without any space, tab or invisible sign, full-width characters made half-width."""
    if text.isascii() and text.isalnum():
        return text
    return _SPACES.sub("", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)))


def tidy(text: str) -> str:
    """One line with single spaces, without invisible signs; for names, which are found whichever signs are typed."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))).strip()


def sentence(text: str) -> str:
    """The same for reasons, notes and titles of papers: letters and digits made plain, Chinese punctuation kept."""
    plain = _ALL_BUT_SIGNS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return _SPACES.sub(" ", _INVISIBLE.sub("", plain)).strip()


def chinese_signs(text: str) -> str:
    """Marks after Chinese words as Chinese writes them: where a reader made everything half-width, “两块,本人认可” becomes “两块，本人认可”."""
    return _HALF_SIGN.sub(lambda found: _FULL_SIGNS[found[0]], text)


def official(text: str) -> str:
    """A sentence of the screen as an official paper writes it: 2026年8月 for 2026-08, no spaces beside Chinese signs."""
    text = _DAY.sub(lambda found: f"{found[1]}年{int(found[2])}月{int(found[3])}日", text)
    text = _MONTH.sub(lambda found: f"{found[1]}年{int(found[2])}月", text)
    return _GAP.sub("", text)


def cited(articles: Iterable[str]) -> str:
    """《条例》第十条、第三十八条: the name of a law once, its articles behind it."""
    found: list[str] = []
    name = ""
    for article in articles:
        law, closed, rest = article.partition("》")
        found.append(rest if closed and law == name and rest else article)
        name = law
    return "、".join(found)
