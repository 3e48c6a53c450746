"""Rows of a statement by the names of their columns."""

from typing import Any


def mappings(cursor: Any) -> list[dict[str, Any]]:
    """All rows that the cursor's last statement found."""
    names = [column.name for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
