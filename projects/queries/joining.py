"""The statements that turn everything of a duplicate to the project it duplicates."""

from collections.abc import Iterator

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from projects.models import Project

# Rows that stay with the duplicate: its own history, what is told or found anew for the project that stays.
STAY = frozenset({"audit.Change", "projects.ProjectToken", "projects.SiteState", "projects.Fact", "projects.SystemLamps"})
# Both files may have the same one: the duplicate's stays with it, nothing is lost by that.
TWINS_STAY = frozenset(
    {
        "projects.ProjectParty",
        "projects.RightsNoticeBoard",
        "projects.Responsibility",
        "projects.Hold",
        "projects.ProjectPaper",
        "tenancy.Participation",
        "earlywarning.EarlyWarning",
    }
)


def pointers() -> Iterator[tuple[type[models.Model], str]]:
    """(model, column) of every column that names a project, in the order of the rooms."""
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed or model._meta.proxy or model is Project or model._meta.label in STAY:
            continue
        for field in model._meta.concrete_fields:
            if (field.is_relation and field.related_model is Project) or field.name == "project_id":
                yield model, field.column


def counts_of(project: Project) -> dict[str, int]:
    """Rows of each table that name the project."""
    found: dict[str, int] = {}
    for model, column in pointers():
        rows = _one(f"SELECT count(*) FROM {model._meta.db_table} WHERE {column} = %s", project.pk)
        if rows:
            label = str(model._meta.verbose_name)
            found[label] = found.get(label, 0) + rows
    return found


def turn_all(duplicate: Project, kept: Project) -> tuple[dict[str, int], str]:
    """Rows turned by table, and the table whose rows both have and neither may lose, empty where there is none."""
    moved: dict[str, int] = {}
    for model, column in pointers():
        table, label = model._meta.db_table, str(model._meta.verbose_name)
        try:
            rows = _one_by_one(table, column, duplicate, kept) if model._meta.label in TWINS_STAY else _together(table, column, duplicate, kept)
        except IntegrityError:
            return moved, label
        if rows:
            moved[label] = moved.get(label, 0) + rows
    return moved, ""


def _together(table: str, column: str, duplicate: Project, kept: Project) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE {column} = %s", [kept.pk, duplicate.pk])
        return cursor.rowcount


def _one_by_one(table: str, column: str, duplicate: Project, kept: Project) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {table} WHERE {column} = %s ORDER BY id", [duplicate.pk])
        ids = [row[0] for row in cursor.fetchall()]
    return sum(_turned(table, column, pk, kept) for pk in ids)


def _turned(table: str, column: str, pk: int, kept: Project) -> int:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [kept.pk, pk])
            return cursor.rowcount
    except IntegrityError:
        return 0


def _one(sql: str, *values: object) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        return cursor.fetchone()[0]
