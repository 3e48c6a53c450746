"""Bulk rows on their way into tables with row security: COPY is refused there, so they go through a temporary table."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db import IntegrityError, connection, models

from portal.lib.errors import Refused

LINES_AT_ONCE = 250
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def _escaped(value: str) -> str:
    return value if value.isprintable() and "\\" not in value else value.translate(_ESCAPES)


def _hex(value: bytes | memoryview) -> str:
    return "\\\\x" + value.hex()


_TEXTS: dict[type, Callable[[Any], str]] = {
    type(None): lambda value: "\\N",
    str: _escaped,
    bytes: _hex,
    memoryview: _hex,
    bool: lambda value: "t" if value else "f",
    **{kind: str for kind in (int, Decimal, dt.date, dt.datetime, uuid.UUID)},
}


# -- whole columns --------------------------------------------------------------------------------
def words(values: Sequence[str | None]) -> Sequence[str]:
    """Texts in the text format of COPY; nothing said is an empty one."""
    if None in values:
        values = [value or "" for value in values]
    text = "".join(values)
    return values if text.isprintable() and "\\" not in text else list(map(_escaped, values))


def blobs(values: Iterable[bytes | None]) -> list[str]:
    return ["\\N" if value is None else "\\\\x" + value.hex() for value in values]


def hundredths(values: Sequence[int | None], empty: str = "\\N") -> list[str]:
    """Whole hundredths (fen, hundredths of a day) as numbers with two decimals; few of them are different."""
    texts = {value: f"{'-' if value < 0 else ''}{abs(value) // 100}.{abs(value) % 100:02}" for value in set(values) - {None}}
    texts[None] = empty
    return list(map(texts.__getitem__, values))


def kinds_of(model: type[models.Model], names: Iterable[str]) -> dict[str, str]:
    """Column -> type, as in the model's own table: staged so, no value is converted once more on its way in."""
    kinds = {field.column: field.db_type(connection) for field in model._meta.local_concrete_fields}
    return {name: kinds[name] for name in names}


# -- rows of values -------------------------------------------------------------------------------
def text_of(value: Any) -> str:
    """One value in the text format of COPY."""
    for kind in type(value).__mro__:
        if kind in _TEXTS:
            return _TEXTS[kind](value)
    raise TypeError(f"no COPY form for {type(value).__name__}")


def line_of(row: Sequence[Any]) -> str:
    """One row in the text format of COPY; a load has a hundred thousand values, and nearly all are of the plain types."""
    return "\t".join([_TEXTS[value.__class__](value) if value.__class__ in _TEXTS else text_of(value) for value in row]) + "\n"


def encoded(lines: Iterable[str]) -> Iterator[bytes]:
    """Lines in the text format of COPY, in which no value has a line's end of its own, encoded many at once and ended."""
    lines = iter(lines)
    while part := list(islice(lines, LINES_AT_ONCE)):
        yield from "\n".join([*part, ""]).encode().splitlines(keepends=True)


class Stream:
    """Lines as the file that COPY reads from: the server takes in the first while the later ones are still being made."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines = iter(lines)

    def read(self, size: int = -1) -> bytes:
        return b"".join(islice(self._lines, LINES_AT_ONCE))


def staged(name: str, columns: dict[str, str], rows: Iterable[Sequence[Any]], *, joined: bool = False) -> str:
    """Fill the temporary table ``name`` (column -> type) with the rows; it goes with the transaction.

    ``joined``: the rows will be joined with others, so the planner should know how many there are.
    """
    return staged_lines(name, columns, map(str.encode, map(line_of, rows)), joined=joined)


def staged_lines(name: str, columns: dict[str, str], lines: Iterable[bytes], *, joined: bool = False) -> str:
    """The same for lines that are in the text format of COPY already."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"DROP TABLE IF EXISTS pg_temp.{name};"
            f" CREATE TEMPORARY TABLE {name} ({', '.join(f'{column} {kind}' for column, kind in columns.items())}) ON COMMIT DROP"
        )
        cursor.cursor.copy_expert(f"COPY {name} ({', '.join(columns)}) FROM STDIN", Stream(lines))
    if joined:
        glance_at(name)
    return name


@contextmanager
def planned_with(cursor: Any, settings: Mapping[str, str]) -> Iterator[None]:
    """The statements of the block are planned with these settings of the database, those after it with the usual ones."""
    cursor.execute("".join(f"SET LOCAL {name} = {value};" for name, value in settings.items()))
    yield
    cursor.execute("".join(f"SET LOCAL {name} TO DEFAULT;" for name in settings))


def glance_at(name: str, *columns: str) -> None:
    """Tell the planner how many rows a temporary table has and what they (or these columns) are like.

    A sample of three thousand says so; the usual thirty thousand cost as much as filling it.
    """
    those = f" ({', '.join(columns)})" if columns else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL default_statistics_target = 10; ANALYZE {name}{those}; SET LOCAL default_statistics_target TO DEFAULT")


def insert(table: str, source: str, columns: Sequence[str], *, by: str, same: Mapping[str, Any]) -> int:
    """INSERT … SELECT of staged rows none of which can be there yet, each with the values that are the ``same`` for all; returns the rows written.

    ``by`` is what the table's key varies in: in its order each entry of the key stands beside the one before, at less than half the price of a search.
    """
    names, values = ", ".join([*same, *columns]), ", ".join([*["%s"] * len(same), *columns])
    return _written(f"INSERT INTO {table} ({names}) SELECT {values} FROM {source} ORDER BY {by}", list(same.values()))


def upsert(table: str, source: str, columns: Sequence[str], keys: Sequence[str], *, keep: Sequence[str] = ()) -> int:
    """INSERT … SELECT from the staged rows; a row that is there is updated only where it differs. Returns the rows written.

    ``keep`` names columns of an existing row that stay as they are (its uid, the sealed numbers bound to it).
    """
    names = ", ".join(columns)
    changing = [column for column in columns if column not in keys and column not in keep]
    if changing:
        sets = ", ".join(f"{column} = EXCLUDED.{column}" for column in changing)
        old, new = (", ".join(f"{which}.{column}" for column in changing) for which in ("t", "EXCLUDED"))
        action = f"DO UPDATE SET {sets} WHERE ({old}) IS DISTINCT FROM ({new})"
    else:
        action = "DO NOTHING"
    return _written(f"INSERT INTO {table} AS t ({names}) SELECT {names} FROM {source} ON CONFLICT ({', '.join(keys)}) {action}")


def _written(sql: str, values: Sequence[Any] = ()) -> int:
    with connection.cursor() as cursor:
        try:
            cursor.execute(sql, values)
        except IntegrityError as error:
            if "no partition of relation" not in str(error):
                raise
            raise Refused(
                "表里有系统还没有开账的月份（账期从 2024 年 1 月到一年以后）。请核对日期；确要补录更早的，请管理员先执行 add_months。", "month_closed"
            ) from None
        return cursor.rowcount
