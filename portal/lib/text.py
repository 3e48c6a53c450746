"""Bringing typed text into one form before it is compared or checked."""

import re
import unicodedata

# Invisible passengers of copied cells: zero-width signs, byte-order mark, soft hyphen, direction marks.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202f\u2060\ufeff]")
_SPACES = re.compile(r"\s+")


def compact(text: str) -> str:
    """Without any space, tab or invisible sign, full-width characters made half-width."""
    if text.isascii() and text.isalnum():
        return text
    return _SPACES.sub("", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)))


def tidy(text: str) -> str:
    """One line with single spaces, without invisible signs; for names and titles."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))).strip()
