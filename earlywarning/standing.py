"""The open warnings as a run of the rules sees them: what it compares, not what it only writes.

Of thousands of rows nearly all are compared and a few columns written; reading them whole would cost more than everything that is done with them.
"""

import datetime as dt
import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from earlywarning.findings import Key
from earlywarning.models import Graded


@dataclass(eq=False)
class Standing(Graded):
    """An open warning in part, in the order in which it is read; its words are those that the run gives it."""

    pk: int
    region_id: int
    project_id: int
    subcontractor_id: int | None
    month: dt.date | None
    rule: str
    rule_version: int
    title: str
    level: str
    level_figures: str
    level_ladder: str
    level_reported: str
    is_reported: bool
    lane: str
    as_of: dt.date
    due_at: dt.datetime | None
    evidence: dict[str, Any]
    folded: dict[str, list[str]]

    @property
    def key(self) -> Key:
        return (self.project_id, self.subcontractor_id, self.month)


PLAIN = tuple(Standing.__dataclass_fields__)[:-2]
STRUCTURES = ("evidence", "folded")


def standing_warnings(rows: QuerySet, *, locked: bool) -> dict[str, dict[Key, Standing]]:
    """Code of the rule -> its warnings by their keys, the oldest first; ``locked``: nobody else changes them until the run ends."""
    rows = rows.select_for_update(no_key=True) if locked else rows
    texts = {f"{name}_text": Cast(name, TextField()) for name in STRUCTURES}
    read = list(rows.annotate(**texts).order_by("pk").values_list(*PLAIN, *texts))
    found: dict[str, dict[Key, Standing]] = defaultdict(dict)
    for values, evidence, folded in zip(read, _parsed([row[-2] for row in read]), _parsed([row[-1] for row in read]), strict=True):
        row = Standing(*values[:-2], evidence, folded)
        found[row.rule][row.key] = row
    return found


def _parsed(texts: list[str]) -> list[Any]:
    """All of them in one go: the parser's start costs as much as a small structure."""
    return json.loads(f"[{','.join(texts)}]")
