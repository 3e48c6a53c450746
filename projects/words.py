"""Search by equality: a name as pairs of neighbouring signs, of its characters and of its pinyin initials."""

import re

from portal.lib.names import initials
from portal.lib.text import compact

_BREAKS = re.compile(r"[\s()（）\[\]【】·、，,。.\-—_/\"'“”]+")
LONGEST = 12  # readings of a long name multiply; the first ones are enough to be found by


def plain(text: str) -> str:
    """Without spaces and signs, lower case."""
    return _BREAKS.sub("", compact(text)).lower()


def title(text: str) -> str:
    """A name as it is written on paper: single spaces, full-width brackets kept."""
    return " ".join(text.split())


def same_name(one: str, other: str) -> bool:
    """Whether two spellings are one name: brackets and spaces differ from ledger to ledger."""
    return plain(one) == plain(other)


def pairs(text: str) -> set[str]:
    """``青禾家园`` → 青禾, 禾家, 家园."""
    return {text[i : i + 2] for i in range(len(text) - 1)}


def tokens_of(name: str) -> set[str]:
    """Everything a project of this name is found by."""
    found = pairs(plain(name))
    for reading in initials(plain(name)).split()[:LONGEST]:
        found |= pairs(reading.lower())
    return found


def wanted(text: str) -> set[str]:
    """The pairs a search asks for; none when a single sign was typed."""
    return pairs(plain(text))
