"""Plain objects in the shape a list page asks of a queryset, for lists that come from code and not from one table."""

from collections.abc import Iterator
from typing import Any


class Rows(list):
    """A list of objects that can be ordered by attribute paths (``value.level``, ``-key.label``); empty values stand last."""

    def order_by(self, *names: str) -> "Rows":
        found = list(self)
        for name in reversed(names):
            path = name.removeprefix("-")
            if all(_reads(row, path) for row in found):
                found.sort(key=lambda row: _key(row, path), reverse=name.startswith("-"))
        return Rows(found)

    def iterator(self, chunk_size: int = 0) -> Iterator[Any]:
        return iter(self)


def _read(row: Any, path: str) -> Any:
    for part in path.split("."):
        row = getattr(row, part)
    return row


def _reads(row: Any, path: str) -> bool:
    try:
        _read(row, path)
    except AttributeError:
        return False
    return True


def _key(row: Any, path: str) -> tuple[bool, Any]:
    value = _read(row, path)
    return (value in (None, ""), "" if value is None else value)
