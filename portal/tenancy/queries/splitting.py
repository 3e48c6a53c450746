"""Which rows belong to some townships or projects of a county, and the statements that move them to another county.

A row belongs to a project by its column ``project`` (or ``project_id``), to a township by ``township``, or by hanging on a
row that belongs; files and leads come along with the rows that name them. Registers that several projects share (workers,
employers) are not torn apart: what both sides need stands in both registers afterwards.
"""

import uuid
from collections.abc import Iterator, Sequence

from django.apps import apps
from django.db import connection, models

from portal.lib.errors import Refused
from portal.lib.fields import EncryptedField
from portal.tenancy.links import CUTS, JOINS, STAYS, Link, keys_with_region, links, pairs_of_tenant_rows
from portal.tenancy.models import Region, TenantModel
from portal.tenancy.queries.moving import recount
from portal.tenancy.scope import current_actor

PROJECT = "projects.Project"
# Counted per organ, whatever the project.
SHARED = JOINS | {"documents.DocumentCounter"}

Parts = dict[type[models.Model], set[int]]


def count_parts(source: Region, townships: Sequence[int], codes: Sequence[str]) -> dict[str, int]:
    """Rows by label."""
    projects, parts = _gather(source, townships, codes)
    found = {str(model._meta.verbose_name): len(ids) for model, ids in parts.items() if ids}
    for model in _by_project_alone():
        rows = _rows(f"SELECT count(*) FROM {_table(model)} WHERE region_id = %s AND {_project_column(model)} = ANY (%s)", source.pk, sorted(projects))[0]
        if rows:
            found[str(model._meta.verbose_name)] = rows
    return found


def move_parts(source: Region, target: Region, townships: Sequence[int], codes: Sequence[str]) -> dict[str, int]:
    """Move them, settle the shared registers and the officers of the townships; returns rows by label."""
    projects, parts = _gather(source, townships, codes)
    moved: dict[str, int] = {}
    for model, ids in parts.items():
        ids -= set(_twins(model, source, target, ids)) if model._meta.label in JOINS else set()
        moved[str(model._meta.verbose_name)] = _do(f"UPDATE {_table(model)} SET region_id = %s WHERE id = ANY (%s)", target.pk, sorted(ids))
    for model in _by_project_alone():
        sql = f"UPDATE {_table(model)} SET region_id = %s WHERE region_id = %s AND {_project_column(model)} = ANY (%s)"
        moved[str(model._meta.verbose_name)] = _do(sql, target.pk, source.pk, sorted(projects))
    _forget_townships(target, projects, townships)
    for name in sorted(CUTS):
        _cut(*name.rsplit(".", 1), source, target)
    for label in sorted(JOINS):
        model = apps.get_model(label)
        if issubclass(model, TenantModel):
            _settle(model, source, target)
            _settle(model, target, source)
    _move_officers(source, target, townships)
    recount(source, target)
    return {label: rows for label, rows in moved.items() if rows}


def _gather(source: Region, townships: Sequence[int], codes: Sequence[str]) -> tuple[set[int], Parts]:
    """The ids of every row that goes, found by following foreign keys until nothing new comes."""
    parts: Parts = {model: set() for model in _with_ids()}
    project = apps.get_model(PROJECT)
    parts[project] = set(_rows(f"SELECT id FROM {_table(project)} WHERE region_id = %s AND code = ANY (%s)", source.pk, list(codes)))
    for model in parts:
        if any(field.name == "township" for field in model._meta.concrete_fields):
            parts[model] |= set(_rows(f"SELECT id FROM {_table(model)} WHERE region_id = %s AND township_id = ANY (%s)", source.pk, list(townships)))
    before = -1
    while before != (now := sum(map(len, parts.values()))):
        before = now
        for model in parts:
            parts[model] |= _hanging(model, parts, source)
        for model, field in _pairs():
            if model in parts and field.related_model in parts and field.related_model._meta.label not in SHARED:
                named = _named(model, field, parts, source)
                if field.related_model is project and not named <= parts[project]:
                    raise _entangled(model, named - parts[project])
                parts[field.related_model] |= named
    return parts[project], {model: ids for model, ids in parts.items() if ids}


def _pairs() -> Iterator[tuple[type[models.Model], models.Field]]:
    """Foreign keys that are followed: by them rows belong together."""
    return ((model, field) for model, field in pairs_of_tenant_rows() if f"{model._meta.label}.{field.name}" not in CUTS)


def _entangled(model: type[models.Model], others: set[int]) -> Refused:
    """Nothing is moved that nobody chose: a row shared with another project is told, and both go together or none."""
    table = _table(apps.get_model(PROJECT))
    codes = sorted(_rows(f"SELECT code FROM {table} WHERE id = ANY (%s)", sorted(others)))
    return Refused(f"“{model._meta.verbose_name}”同时属于项目 {'、'.join(codes)}，请一并划转，或先分开再办。", "entangled")


def _hanging(model: type[models.Model], parts: Parts, source: Region) -> set[int]:
    """Rows of the source that belong to a project that goes, or, without a project, hang on a row that goes."""
    column = _project_column(model)
    found: set[int] = set()
    if column and model._meta.label != PROJECT:
        found |= set(_rows(f"SELECT id FROM {_table(model)} WHERE region_id = %s AND {column} = ANY (%s)", source.pk, sorted(parts[apps.get_model(PROJECT)])))
    free = f" AND {column} IS NULL" if column else ""
    for child, field in _pairs():
        parent = field.related_model
        if child is model and parent in parts and parts[parent] and parent._meta.label not in (PROJECT, "documents.StoredFile"):
            found |= set(_rows(f"SELECT id FROM {_table(model)} WHERE region_id = %s AND {field.column} = ANY (%s){free}", source.pk, sorted(parts[parent])))
    return found


def _named(model: type[models.Model], field: models.Field, parts: Parts, source: Region) -> set[int]:
    """Rows of the source that are named by rows that go (a file by its case, a lead by the case it became)."""
    sql = f"SELECT p.id FROM {_table(model)} c JOIN {_table(field.related_model)} p ON p.id = c.{field.column} WHERE c.id = ANY (%s) AND p.region_id = %s"
    return set(_rows(sql, sorted(parts[model]), source.pk)) if parts[model] else set()


def _forget_townships(target: Region, projects: set[int], townships: Sequence[int]) -> None:
    """A project that goes alone leaves its township behind."""
    _do(
        f"UPDATE {_table(apps.get_model(PROJECT))} SET township_id = NULL WHERE region_id = %s AND id = ANY (%s) AND township_id <> ALL (%s)",
        target.pk, sorted(projects), list(townships),
    )  # fmt: skip


def _cut(label: str, name: str, source: Region, target: Region) -> None:
    field = apps.get_model(label)._meta.get_field(name)
    child, parent = _table(apps.get_model(label)), _table(field.related_model)
    _do(
        f"UPDATE {child} c SET {field.column} = NULL FROM {parent} p WHERE p.id = c.{field.column} AND c.region_id = %s AND p.region_id = %s",
        target.pk,
        source.pk,
    )


def _settle(model: type[models.Model], one: Region, other: Region) -> None:
    """What rows of ``other`` need of the register of ``one``: moved when nobody else needs it there, else entered in both."""
    needed: set[int] = set()
    kept: set[int] = set()
    children = [(_table(child), field.column) for child, field in pairs_of_tenant_rows() if field.related_model is model]
    for table, column in children:
        sql = f"SELECT DISTINCT c.{column} FROM {table} c JOIN {_table(model)} p ON p.id = c.{column} WHERE c.region_id = %s AND p.region_id = %s"
        needed |= set(_rows(sql, other.pk, one.pk))
        kept |= set(_rows(sql, one.pk, one.pk))
    twins = _twins(model, one, other, needed)
    _do(f"UPDATE {_table(model)} SET region_id = %s WHERE id = ANY (%s)", other.pk, sorted(needed - kept - set(twins)))
    twins |= _copied(model, sorted((needed & kept) - set(twins)), other)
    for table, column in children:
        for own, twin in twins.items():
            _do(f"UPDATE {table} SET {column} = %s WHERE region_id = %s AND {column} = %s", twin, other.pk, own)


def _twins(model: type[models.Model], one: Region, other: Region, needed: set[int]) -> dict[int, int]:
    """Rows of the other register that are the same person or firm."""
    found: dict[int, int] = {}
    for key in keys_with_region(model):
        same = " AND ".join(f"twin.{column} IS NOT DISTINCT FROM own.{column}" for column in key)
        sql = (
            f"SELECT own.id, twin.id FROM {_table(model)} own JOIN {_table(model)} twin ON {same}"
            " WHERE own.id = ANY (%s) AND own.region_id = %s AND twin.region_id = %s"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [sorted(needed), one.pk, other.pk])
            found |= dict(cursor.fetchall())
    return found


def _copied(model: type[models.Model], ids: list[int], region: Region) -> dict[int, int]:
    """The rows entered in the other register too; sealed numbers are sealed anew for their new rows."""
    made = []
    rows = list(model.objects.visible_to(current_actor()).filter(pk__in=ids))
    for row in rows:
        values = {field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields if not field.primary_key}
        sealed = [field.attname for field in model._meta.concrete_fields if isinstance(field, EncryptedField)]
        fresh = model(**{name: value for name, value in values.items() if name not in sealed} | {"region_id": region.pk})
        if "uid" in values:
            fresh.uid = uuid.uuid4()
        for name in sealed:
            setattr(fresh, name, values[name])
        if any(field.name == "township" for field in model._meta.concrete_fields):
            fresh.township_id = None
        fresh.save(force_insert=True)
        made.append(fresh.pk)
    return dict(zip([row.pk for row in rows], made, strict=True))


def _move_officers(source: Region, target: Region, townships: Sequence[int]) -> None:
    """Who looks after these townships alone goes with them; who looks after others too keeps the others."""
    for link in links():
        if link.is_list and any(field.name == "region" for field in link.model._meta.concrete_fields):
            _do(
                f"UPDATE {link.table} SET region_id = %s WHERE region_id = %s AND {link.column} <> '{{}}' AND {link.column} <@ %s::bigint[]",
                target.pk, source.pk, list(townships),
            )  # fmt: skip
            rest = f"(SELECT array_agg(t) FROM unnest({link.column}) t WHERE t <> ALL (%s::bigint[]))"
            _do(
                f"UPDATE {link.table} SET {link.column} = {rest} WHERE region_id = %s AND {link.column} && %s::bigint[]",
                list(townships), source.pk, list(townships),
            )  # fmt: skip


def _with_ids() -> list[type[models.Model]]:
    return [link.model for link in links() if _goes(link) and link.model._meta.pk.name == "id"]


def _by_project_alone() -> list[type[models.Model]]:
    """Large tables with keys of several columns: nothing hangs on them, and they hang on their project alone."""
    return [link.model for link in links() if _goes(link) and link.model._meta.pk.name != "id"]


def _goes(link: Link) -> bool:
    return link.is_own and link.is_tenant and link.name not in STAYS and (link.model._meta.label not in SHARED or _has_township(link.model))


def _has_township(model: type[models.Model]) -> bool:
    return any(field.name == "township" for field in model._meta.concrete_fields)


def _project_column(model: type[models.Model]) -> str | None:
    if model._meta.label == PROJECT:
        return "id"
    return next((field.column for field in model._meta.concrete_fields if field.name in ("project", "project_id")), None)


def _table(model: type[models.Model]) -> str:
    return model._meta.db_table


def _rows(sql: str, *values: object) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        return [row[0] for row in cursor.fetchall()]


def _do(sql: str, *values: object) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        return cursor.rowcount
