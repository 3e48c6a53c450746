"""The functions that do the work, by kind of job."""

from collections.abc import Callable
from typing import Any

Handler = Callable[..., dict | None]

_HANDLERS: dict[str, Handler] = {}


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Declare ``run(job, actor) -> dict``: idempotent, opens its own scopes, returns what the page shows."""

    def declare(function: Handler) -> Handler:
        if _HANDLERS.setdefault(kind, function) is not function:
            raise ValueError(f"job kind {kind} is declared twice")
        return function

    return declare


def handler_of(kind: str) -> Handler:
    return _HANDLERS[kind]


def kinds() -> dict[str, Any]:
    return dict(_HANDLERS)
