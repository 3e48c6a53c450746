"""What the acts are called where their history is shown: a room that has the words of all rooms posts them here, for the pages of the floors below it."""

from collections.abc import Mapping

OTHER = "其他办理"
_SPOKEN: dict[str, str] = {}


def speak(words: Mapping[str, str]) -> None:
    _SPOKEN.update(words)


def title_of(verb: str, own: Mapping[str, str]) -> str:
    """The page's own word first: it may be shorter than the one that has to be clear without the page."""
    return own.get(verb) or _SPOKEN.get(verb, OTHER)
