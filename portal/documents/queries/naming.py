"""Which projects a file belongs to, by the rows that name it: a scanned contract hangs on its person, and so on a project."""

from collections.abc import Iterator
from functools import cache

from django.apps import apps
from django.db import connection

from portal.documents.models import StoredFile


@cache
def naming() -> tuple[tuple[str, str, str], ...]:
    """(table, column of the file, column of the project) of every table that has both."""
    return tuple(_naming())


def _naming() -> Iterator[tuple[str, str, str]]:
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed or model._meta.proxy or model is StoredFile:
            continue
        project = next((field.column for field in model._meta.concrete_fields if field.name in ("project", "project_id")), None)
        for field in model._meta.concrete_fields:
            if project and field.is_relation and field.related_model is StoredFile:
                yield model._meta.db_table, field.column, project


def projects_of(stored: StoredFile) -> set[int]:
    """The file's own project and those of the rows that name it, as far as the open scope shows them."""
    found = {stored.project_id}
    with connection.cursor() as cursor:
        for table, file, project in naming():
            cursor.execute(f"SELECT DISTINCT {project} FROM {table} WHERE {file} = %s", [stored.pk])
            found |= {row[0] for row in cursor.fetchall()}
    return found - {None}
