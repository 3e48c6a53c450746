"""The functions that do the work, by kind of job."""

from collections.abc import Callable
from typing import Any

Handler = Callable[..., dict | None]

_HANDLERS: dict[str, Handler] = {}
_LABELS: dict[str, str] = {}


def handler(kind: str, label: str) -> Callable[[Handler], Handler]:
    """Declare ``run(job, actor) -> dict``: idempotent, opens its own scopes, returns what the page shows. ``label`` names it on the pages.

    An effect that cannot be repeated is written in one transaction with ``job.finish(result)``.
    """

    def declare(function: Handler) -> Handler:
        if _HANDLERS.setdefault(kind, function) is not function:
            raise ValueError(f"job kind {kind} is declared twice")
        _LABELS[kind] = label
        return function

    return declare


def handler_of(kind: str) -> Handler:
    return _HANDLERS[kind]


def kinds() -> dict[str, Any]:
    return dict(_HANDLERS)


def label_of(kind: str) -> str:
    """The Chinese name of a kind of job."""
    return _LABELS.get(kind, kind)


def labels() -> list[tuple[str, str]]:
    """Every kind with its name, for a filter."""
    return sorted(_LABELS.items(), key=lambda pair: pair[1])
