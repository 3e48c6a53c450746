"""What a scan writes, thousands of rows in one statement each: a column goes as one JSON array, and PostgreSQL sets the columns side by side.

COPY is refused where row security is, and a temporary table has to be made, filled and looked at for every statement.
"""

import json
from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from django.db import connection, models


def add_rows(rows: Sequence[models.Model]) -> None:
    """Insert new rows of one model; each learns its key, which is drawn before."""
    _insert(rows, "")


def put_rows(rows: Sequence[models.Model], keys: Sequence[str], fields: Sequence[str]) -> None:
    """Insert new rows of one model; of one that is there by its unique ``keys`` these fields are written. Their own keys they do not learn."""
    sets = ", ".join(f'"{name}" = EXCLUDED."{name}"' for name in fields)
    _insert(rows, f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {sets}")


def change_rows(model: type[models.Model], rows: Sequence[Any], fields: Sequence[str]) -> None:
    """Write these fields of existing rows of a model; ``rows`` are its instances, or anything else that has its key and these fields."""
    if rows:
        chosen = [model._meta.get_field(name) for name in fields]
        sets = ", ".join(f'"{field.column}" = s."{field.column}"' for field in chosen)
        source, values = _source(rows, [model._meta.pk, *chosen])
        _run(f"UPDATE {model._meta.db_table} t SET {sets} FROM {source} WHERE s.id = t.id", values)


def _insert(rows: Sequence[models.Model], conflict: str) -> None:
    if rows:
        model = type(rows[0])
        for row, key in zip(rows, _keys(model, len(rows)), strict=True):
            row.pk, row._state.adding = key, False
        fields = model._meta.concrete_fields
        names = ", ".join(f'"{field.column}"' for field in fields)
        source, values = _source(rows, fields)
        _run(f"INSERT INTO {model._meta.db_table} ({names}) SELECT {names} FROM {source}{conflict}", values)


def _keys(model: type[models.Model], count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [model._meta.db_table, count])
        return [key for (key,) in cursor.fetchall()]


def _source(rows: Sequence[Any], fields: Sequence[models.Field]) -> tuple[str, list[str]]:
    """The rows as a table ``s`` with a column for each field, and the values of its placeholders.

    Structures that several rows share (the very same object: what a rule and a county decide) are sent once, their rows say which.
    """
    columns, structures, plain = [], [], []
    read = attrgetter(*("pk" if field.primary_key else field.attname for field in fields))
    for field, values in zip(fields, zip(*map(read, rows), strict=True), strict=True):
        if isinstance(field, models.JSONField):
            once = {id(value): value for value in values}
            places = {key: place for place, key in enumerate(once)}
            structures.append(_json(list(once.values())))
            values = [places[id(value)] for value in values]
            columns.append(f'%s::jsonb -> v."{field.column}"::integer AS "{field.column}"')
        else:
            columns.append(f'v."{field.column}"::{_kind(field)} AS "{field.column}"')
        plain.append(_json(values))
    names = ", ".join(f'"{field.column}"' for field in fields)
    arrays = ", ".join("jsonb_array_elements_text(%s)" for _ in fields)
    return f"(SELECT {', '.join(columns)} FROM ROWS FROM ({arrays}) AS v({names})) s", [*structures, *plain]


def _kind(field: models.Field) -> str:
    """The type without its length: a cast to ``varchar(8)`` would cut what the column refuses."""
    kind = field.rel_db_type(connection) if field.primary_key else field.db_type(connection)
    return kind.partition("(")[0]


def _json(values: Sequence[Any]) -> str:
    return json.dumps(values, ensure_ascii=False, default=str)


def _run(sql: str, values: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
