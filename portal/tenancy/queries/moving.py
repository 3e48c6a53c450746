"""The statements that move rows from one region to another; each returns how many rows it moved."""

import datetime as dt
from collections.abc import Sequence

from django.apps import apps
from django.db import connection

from portal.tenancy.links import ORGANS_STAY, RECOUNTS, Fate, Link, keys_with_region, links, pairs_of_tenant_rows, pointers_to
from portal.tenancy.models import Organisation, Region


def counts_of(source: Region) -> dict[str, tuple[int, Fate, str]]:
    """Rows of every column that names the region: label -> (rows, what becomes of them, name of the column)."""
    found: dict[str, tuple[int, Fate, str]] = {}
    for link in links():
        rows = _one(f"SELECT count(*) FROM {link.table} WHERE {_here(link)}", [source.pk])
        if rows:
            found[link.label] = (rows + found.get(link.label, (0,))[0], link.fate, link.name)
    return found


def move_all(source: Region, target: Region, on: dt.date) -> dict[str, int]:
    """Every row that follows, by label; twins of joined tables stay with what pointed to them turned to the successor's."""
    moved: dict[str, int] = {}
    following = [link for link in links() if link.fate != Fate.STAY]
    for link in sorted(following, key=lambda link: link.fate != Fate.JOIN):
        rows = _join(link, source, target, on) if link.fate == Fate.JOIN else _follow(link, source, target)
        if rows:
            moved[link.label] = moved.get(link.label, 0) + rows
    recount(source, target)
    return moved


def recount(*regions: Region) -> None:
    """Sums by region, after rows have moved between these."""
    for label, (counted, sums, where) in RECOUNTS.items():
        table, rows = (apps.get_model(name)._meta.db_table for name in (label, counted))
        _do(
            f"INSERT INTO {table} (region_id, {', '.join(sums)}) SELECT r, {', '.join(sums.values())} FROM unnest(%s::bigint[]) r"
            f" LEFT JOIN {rows} c ON c.region_id = r AND {where} GROUP BY r"
            f" ON CONFLICT (region_id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in sums)}",
            [[region.pk for region in regions]],
        )


def _follow(link: Link, source: Region, target: Region) -> int:
    value = f"ARRAY(SELECT DISTINCT unnest(array_replace({link.column}, %s::bigint, %s::bigint)))" if link.is_list else "%s"
    values = [source.pk, target.pk] if link.is_list else [target.pk]
    return _do(f"UPDATE {link.table} SET {link.column} = {value} WHERE {_here(link)}", [*values, source.pk])


def _join(link: Link, source: Region, target: Region, on: dt.date) -> int:
    """Turn what points to a twin to the successor's row, move those without a twin, end those with one that have an end."""
    table, same = link.table, " OR ".join(f"({_same(key)})" for key in keys_with_region(link.model))
    for pointing, column in pointers_to(link.model):
        _do(
            f"UPDATE {pointing} SET {column} = twin.id FROM {table} own JOIN {table} twin ON ({same}) AND twin.region_id = %s"
            f" WHERE own.region_id = %s AND {pointing}.{column} = own.id",
            [target.pk, source.pk],
        )
    without = f"NOT EXISTS (SELECT FROM {table} twin WHERE twin.region_id = %s AND ({same}))"
    moved = _do(f"UPDATE {table} own SET region_id = %s WHERE own.region_id = %s AND {without}", [target.pk, source.pk, target.pk])
    if {"valid_from", "valid_to"} <= {field.column for field in link.model._meta.concrete_fields}:
        ended = "valid_to = greatest(valid_from, %s::date - 1) WHERE region_id = %s AND (valid_to IS NULL OR valid_to >= %s)"
        _do(f"UPDATE {table} SET {ended}", [on, source.pk, on])
    return moved


def _same(key: Sequence[str]) -> str:
    return " AND ".join(f"twin.{column} IS NOT DISTINCT FROM own.{column}" for column in key)


def _here(link: Link) -> str:
    if link.is_list:
        return f"%s = ANY ({link.column})"
    stays = f" AND {ORGANS_STAY}" if link.model is Organisation else ""
    return f"{link.column} = %s{stays}"


def left_behind(source: Region) -> dict[str, int]:
    """Rows that should have followed and did not; twins of joined tables are known by having one in the successor."""
    found = {}
    for link in links():
        if link.fate == Fate.FOLLOW:
            rows = _one(f"SELECT count(*) FROM {link.table} WHERE {_here(link)}", [source.pk])
            if rows:
                found[link.name] = rows
    return found


def torn(source: Region, target: Region) -> dict[str, int]:
    """Rows of one region that point to rows of the other: what a reader of one side alone could not see whole."""
    found = {}
    for model, field in pairs_of_tenant_rows():
        child, parent, key = model._meta.db_table, field.related_model._meta.db_table, field.target_field.column
        rows = _one(
            f"SELECT count(*) FROM {child} c JOIN {parent} p ON p.{key} = c.{field.column}"
            " WHERE (c.region_id = %s AND p.region_id = %s) OR (c.region_id = %s AND p.region_id = %s)",
            [source.pk, target.pk, target.pk, source.pk],
        )
        if rows:
            found[f"{model._meta.label}.{field.name}"] = rows
    return found


def _do(sql: str, values: Sequence[object]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


def _one(sql: str, values: Sequence[object]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]
