"""What a scan writes, thousands of rows in one statement each: through a temporary table, as COPY is refused where row security is."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection, models

from wagepay.queries.bulk import staged


def add_rows(rows: Sequence[models.Model]) -> None:
    """Insert new rows of one model; each learns its key, which is drawn before."""
    if rows:
        model = type(rows[0])
        for row, key in zip(rows, _keys(model, len(rows)), strict=True):
            row.pk, row._state.adding = key, False
        names, source = _staged(model, rows, model._meta.concrete_fields)
        _run(f"INSERT INTO {model._meta.db_table} ({names}) SELECT {names} FROM {source}")


def change_rows(rows: Sequence[models.Model], fields: Sequence[str]) -> None:
    """Write these fields of existing rows of one model."""
    if rows:
        model = type(rows[0])
        chosen = [model._meta.get_field(name) for name in fields]
        _, source = _staged(model, rows, [model._meta.pk, *chosen])
        sets = ", ".join(f'"{field.column}" = s."{field.column}"' for field in chosen)
        _run(f"UPDATE {model._meta.db_table} t SET {sets} FROM {source} s WHERE s.id = t.id")


def _keys(model: type[models.Model], count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [model._meta.db_table, count])
        return [key for (key,) in cursor.fetchall()]


def _staged(model: type[models.Model], rows: Sequence[models.Model], fields: Sequence[models.Field]) -> tuple[str, str]:
    kinds = {f'"{field.column}"': field.rel_db_type(connection) if field.primary_key else field.db_type(connection) for field in fields}
    return ", ".join(kinds), staged(f"{model._meta.db_table}_staged", kinds, _values(rows, fields), joined=True)


def _values(rows: Sequence[models.Model], fields: Sequence[models.Field]) -> Iterator[list[Any]]:
    names = [(field.attname, isinstance(field, models.JSONField)) for field in fields]
    for row in rows:
        yield [json.dumps(getattr(row, name), ensure_ascii=False) if is_json else getattr(row, name) for name, is_json in names]


def _run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
