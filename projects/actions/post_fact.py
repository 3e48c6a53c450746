"""Higher floors post down what they know of a project."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from projects.actions.mark_lamps import mark_lamps
from projects.facts import ITEMS
from projects.models import Fact


def post_fact(*, project_id: int, region_id: int, item: str, value: dict[str, Any], on: dt.date, source: str) -> None:
    """Write the current value of one item in the transaction of its cause; the poster decides that it is the newest."""
    post_facts([Fact(project_id=project_id, region_id=region_id, item=item, value=value, on=on, source=source)])


def post_facts(facts: Iterable[Fact]) -> None:
    """Many at once, for imports and scans that touch many projects."""
    rows = list(facts)
    unknown = {fact.item for fact in rows} - set(ITEMS)
    if unknown:
        raise ValueError(f"unknown items {sorted(unknown)}, declare them in projects.facts")
    Fact.objects.bulk_create(rows, update_conflicts=True, unique_fields=["project", "item"], update_fields=["value", "on", "source"])
    mark_lamps(fact.project_id for fact in rows)
