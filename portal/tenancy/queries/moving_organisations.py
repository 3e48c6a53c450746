"""The statements that turn every row of a duplicate organisation to the one that stays."""

import datetime as dt
from collections.abc import Iterator

from django.apps import apps
from django.db import connection, models

from portal.tenancy.links import pointers_to
from portal.tenancy.models import Organisation, OrganisationName, Participation, TenantModel

# Both may have the same one: then what points to the duplicate's is turned to the other's, and the duplicate's ends.
JOINS = frozenset({"projects.Employer", "wagepay.RememberedMapping", "accounts.Membership", "tenancy.Participation"})


def fields() -> Iterator[tuple[type[models.Model], models.Field]]:
    """Every foreign key to an organisation, in the order of the rooms, joined tables first."""
    found = [
        (model, field)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model is not OrganisationName
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is Organisation
    ]
    yield from sorted(found, key=lambda pair: pair[0]._meta.label not in JOINS)


def count_rows(organisation: Organisation, *, joined: bool = True) -> dict[str, int]:
    """Rows by label under the open scope; without those of joined tables on request."""
    found: dict[str, int] = {}
    for model, field in fields():
        if not joined and model._meta.label in JOINS:
            continue
        rows = _one(f"SELECT count(*) FROM {model._meta.db_table} WHERE {field.column} = %s", organisation.pk)
        if rows:
            label = _label(model, field)
            found[label] = found.get(label, 0) + rows
    return found


def regions_of(organisation: Organisation) -> set[int]:
    """The regions of all tenants' rows that name it."""
    found: set[int] = set()
    for model, field in fields():
        if issubclass(model, TenantModel):
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT DISTINCT region_id FROM {model._meta.db_table} WHERE {field.column} = %s", [organisation.pk])
                found |= {row[0] for row in cursor.fetchall()}
    return found


def turn_rows(duplicate: Organisation, kept: Organisation, on: dt.date) -> dict[str, int]:
    """Turn them; returns rows by label. Two rows under one key that may not be joined raise IntegrityError."""
    moved: dict[str, int] = {}
    for model, field in fields():
        rows = _join(model, field, duplicate, kept, on) if model._meta.label in JOINS else _turn(model, field, duplicate, kept)
        if rows:
            label = _label(model, field)
            moved[label] = moved.get(label, 0) + rows
    return moved


def _turn(model: type[models.Model], field: models.Field, duplicate: Organisation, kept: Organisation, where: str = "") -> int:
    return _do(f"UPDATE {model._meta.db_table} own SET {field.column} = %s WHERE own.{field.column} = %s{where}", kept.pk, duplicate.pk)


def _join(model: type[models.Model], field: models.Field, duplicate: Organisation, kept: Organisation, on: dt.date) -> int:
    table, column = model._meta.db_table, field.column
    same = f"twin.{column} = {int(kept.pk)} AND " + " AND ".join(f"twin.{other} IS NOT DISTINCT FROM own.{other}" for other in _key(model, field))
    for pointing, pointer in pointers_to(model):
        _do(
            f"UPDATE {pointing} SET {pointer} = twin.id FROM {table} own JOIN {table} twin ON {same} WHERE own.{column} = %s AND {pointing}.{pointer} = own.id",
            duplicate.pk,
        )
    moved = _turn(model, field, duplicate, kept, f" AND NOT EXISTS (SELECT FROM {table} twin WHERE {same})")
    if model is Participation:  # a mirror of the projects' parties: what is left is said twice
        _do(f"DELETE FROM {table} WHERE {column} = %s", duplicate.pk)
    elif {"valid_from", "valid_to"} <= {other.column for other in model._meta.concrete_fields}:
        _do(
            f"UPDATE {table} SET valid_to = greatest(valid_from, %s::date - 1) WHERE {column} = %s AND (valid_to IS NULL OR valid_to >= %s)",
            on,
            duplicate.pk,
            on,
        )
    return moved


def _key(model: type[models.Model], field: models.Field) -> list[str]:
    """The other columns of the key that the organisation is part of."""
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and field.name in constraint.fields:
            return [model._meta.get_field(name).column for name in constraint.fields if name != field.name]
    raise LookupError(f"{model._meta.label} has no key with {field.name}")


def _label(model: type[models.Model], field: models.Field) -> str:
    return f"{model._meta.verbose_name}（{field.verbose_name}）"


def _one(sql: str, *values: object) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        return cursor.fetchone()[0]


def _do(sql: str, *values: object) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        return cursor.rowcount
