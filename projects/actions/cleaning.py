"""Check a row as a form would and say what is wrong in one sentence."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db.models import Model

from portal.lib.errors import Refused


def clean(row: Model, exclude: Sequence[str] = ()) -> Model:
    """full_clean whose faults become a refusal: field by field in Chinese."""
    try:
        row.full_clean(exclude=set(exclude))
    except ValidationError as error:
        raise Refused(_sentence(row, error), "invalid") from error
    return row


def _sentence(row: Model, error: ValidationError) -> str:
    parts = []
    for name, messages in error.message_dict.items():
        label = "" if name == "__all__" else f"{row._meta.get_field(name).verbose_name}："
        parts.append(label + "".join(messages))
    return " ".join(parts)
