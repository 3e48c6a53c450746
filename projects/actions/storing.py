"""Write a row and say in one sentence what is wrong with it.

Each value is checked by its field; what spans columns and rows is checked once, by the database, whose constraint names
the sentence. So two people who write the same thing at once are refused like one who writes it twice.
"""

from collections.abc import Collection
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from portal.lib.errors import Refused
from projects.actions.mark_lamps import mark_lamps
from projects.models import Project

Row = TypeVar("Row", bound=models.Model)


def insert(row: Row) -> Row:
    """Check and write a new row."""
    return _write(row, force_insert=True)


def change(row: Row, *fields: str) -> Row:
    """Check and write a changed row; with names only these columns."""
    return _write(row, **({"update_fields": list(fields)} if fields else {}))


def check_fields(row: models.Model, exclude: Collection[str] = ()) -> None:
    """Choices, lengths, required values. Foreign keys hold objects that were read, so nothing is asked of the database."""
    keys = {field.name for field in row._meta.fields if field.is_relation}
    try:
        row.clean_fields(exclude=keys | set(exclude))
    except ValidationError as error:
        raise Refused(
            " ".join(f"{row._meta.get_field(name).verbose_name}：{''.join(texts)}" for name, texts in error.message_dict.items()), "invalid"
        ) from error


def _write(row: Row, **options: Any) -> Row:
    check_fields(row)
    try:
        with transaction.atomic():
            row.save(**options)
    except IntegrityError as error:
        raise Refused(_sentence(row, error), "invalid") from error
    mark_lamps(_projects_of(row))
    return row


def _projects_of(row: models.Model) -> list[int]:
    """Whose lamps the row may change; rows of the rooms above post their facts themselves."""
    if row._meta.app_label != "projects":
        return []
    project = row.pk if isinstance(row, Project) else getattr(row, "project_id", None)
    return [project] if project else []


def _sentence(row: models.Model, error: IntegrityError) -> str:
    """The words of the constraint that said no; one without words is a fault and goes on as such."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")
    for constraint in row._meta.constraints:
        if constraint.name == name and constraint.violation_error_message:
            return str(constraint.violation_error_message)
    raise error
