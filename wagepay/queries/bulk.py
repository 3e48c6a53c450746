"""Bulk rows on their way into tables with row security: COPY is refused there, so they go through a temporary table."""

import datetime as dt
import io
import uuid
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, connection

from portal.lib.errors import Refused

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


def text_of(value: Any) -> str:
    """One value in the text format of COPY."""
    for kind in type(value).__mro__:
        if kind in _TEXTS:
            return _TEXTS[kind](value)
    raise TypeError(f"no COPY form for {type(value).__name__}")


def line_of(row: Sequence[Any]) -> str:
    """One row in the text format of COPY; a load has a hundred thousand values, and nearly all are of the plain types."""
    return "\t".join([_TEXTS[value.__class__](value) if value.__class__ in _TEXTS else text_of(value) for value in row]) + "\n"


def staged(name: str, columns: dict[str, str], rows: Iterable[Sequence[Any]]) -> str:
    """Fill the temporary table ``name`` (column -> type) with the rows; it goes with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{name}")
        cursor.execute(f"CREATE TEMPORARY TABLE {name} ({', '.join(f'{column} {kind}' for column, kind in columns.items())}) ON COMMIT DROP")
        lines = "".join(map(line_of, rows))
        cursor.cursor.copy_expert(f"COPY {name} ({', '.join(columns)}) FROM STDIN", io.StringIO(lines))
        cursor.execute(f"ANALYZE {name}")
    return name


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
    with connection.cursor() as cursor:
        try:
            cursor.execute(f"INSERT INTO {table} AS t ({names}) SELECT {names} FROM {source} ON CONFLICT ({', '.join(keys)}) {action}")
        except IntegrityError as error:
            if "no partition of relation" not in str(error):
                raise
            raise Refused(
                "表里有系统还没有开账的月份（账期从 2024 年 1 月到一年以后）。请核对日期；确要补录更早的，请管理员先执行 add_months。", "month_closed"
            ) from None
        return cursor.rowcount
