"""Log lines: one JSON object each, without data of persons, and nothing in it that could forge a second line.

Every line of every process goes through ``formatter()``. Of a fault only its kind and its places are written: its text may hold
the row that caused it. Of a request only the route is written: a path may hold somebody's code.
"""

import datetime as dt
import json
import logging
import re
import traceback
import unicodedata
from typing import Any

import structlog

MOST_FRAMES = 8
LONGEST = 2000
# Eleven digits or more in a row, however they are spaced: a phone, a card, an identity number. No id of ours is that long.
_NUMBER = re.compile(r"\d(?:[\s\-_.·*]?\d){10,}[\s\-]?[Xx]?")
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def scrub(value: Any) -> Any:
    """The value without long numbers and without signs that end or hide a line."""
    match value:
        case None | bool():
            return value
        case int():
            return value if abs(value) < 10**10 else _scrubbed(str(value))
        case dict():
            return {_scrubbed(str(key)): scrub(part) for key, part in value.items()}
        case list() | tuple() | set():
            return [scrub(part) for part in value]
    return _scrubbed(str(value))


def _scrubbed(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text[:LONGEST])
    visible = "".join(" " if unicodedata.category(sign) in _INVISIBLE else sign for sign in plain)
    return _NUMBER.sub(lambda found: f"[{sum(sign.isdigit() for sign in found[0])} 位数字]", visible)


def place_lines(fault: BaseException, most: int = MOST_FRAMES) -> list[str]:
    """File, line and function of the innermost frames; no line of source and no value stands in it."""
    frames = traceback.extract_tb(fault.__traceback__)[-most:]
    return [f"{'/'.join(frame.filename.rsplit('/', 4)[-4:])}:{frame.lineno} {frame.name}" for frame in frames]


def kind_of(fault: BaseException) -> str:
    """The name of a fault's kind."""
    return f"{type(fault).__module__}.{type(fault).__qualname__}".removeprefix("builtins.")


def _facts(logger: Any, name: str, event: dict) -> dict:
    """What every line tells: when, how grave, from where; of a fault and of a request what may be told."""
    record = event.pop("_record", None)
    event.pop("_from_structlog", None)
    line = {"at": dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds"), "level": (record.levelname if record else name).lower()}
    if record is not None:
        line |= {"logger": record.name} | _request_facts(record, event)
    fault = _fault_of(event)
    if fault is not None:
        line |= {"fault": kind_of(fault), "places": place_lines(fault)}
    return line | event


def _request_facts(record: logging.LogRecord, event: dict) -> dict:
    request = getattr(record, "request", None)
    if request is None or not hasattr(request, "method"):
        return {}
    match = getattr(request, "resolver_match", None)
    event["event"] = f"http {getattr(record, 'status_code', '')}".strip()
    return {"method": request.method, "route": f"/{match.route}" if match else ""}


def _fault_of(event: dict) -> BaseException | None:
    found = event.pop("exc_info", None)
    if isinstance(found, BaseException):
        return found
    return found[1] if isinstance(found, tuple) else None


def _scrub_all(logger: Any, name: str, event: dict) -> dict:
    return scrub(event)


def _render(logger: Any, name: str, event: dict) -> str:
    return json.dumps(event, ensure_ascii=False, default=str)


class LineFormatter(structlog.stdlib.ProcessorFormatter):
    """``logging``'s formatter; the record's own traceback text is never appended."""

    def __init__(self) -> None:
        super().__init__(
            processors=[structlog.contextvars.merge_contextvars, _facts, _scrub_all, _render],
        )

    def format(self, record: logging.LogRecord) -> str:
        record = logging.makeLogRecord(record.__dict__)
        record.exc_text = record.stack_info = None
        try:
            record.getMessage()
        except (TypeError, ValueError, KeyError):  # wrong arguments: logging's own complaint would print them
            record.args = ()
        return super().format(record)


structlog.configure(
    processors=[structlog.contextvars.merge_contextvars, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
    cache_logger_on_first_use=True,
)
