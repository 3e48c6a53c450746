"""The five systems of a project, and the one sentence that sums them up."""

import datetime as dt
from collections.abc import Sequence

from projects.models import Project
from projects.systems.catalogue import FIVE
from projects.systems.evidence import Evidence, gather
from projects.systems.lamps import OFF, OK, UNKNOWN, SystemRow
from projects.systems.mechanism import Judged


def matrix(project: Project, on: dt.date) -> list[SystemRow]:
    """Five systems × two lamps with their evidence, computed from what is there on the day."""
    return rows_of(gather(project, on))


def rows_of(evidence: Evidence | Judged) -> list[SystemRow]:
    """The same for evidence that has been read already."""
    judged = evidence if isinstance(evidence, Judged) else Judged(evidence)
    return [judged.row(item) for item in FIVE]


def conclusion(rows: Sequence[SystemRow]) -> str:
    """What a reader must know first: the systems that are not there, then those that do not work, then what is late."""
    asked = [row for row in rows if not row.is_waived]
    name, rows = "五项制度" if asked == list(rows) else f"要求的 {len(asked)} 项制度", asked
    off = [row.title for row in rows if row.established.mark == OFF]
    idle = [row.title for row in rows if row.operating.mark == OFF and row.title not in off]
    late = [item for row in rows for item in row.missing if item.is_late]
    parts = []
    if off:
        parts.append(f"{'、'.join(off)}没有建立")
    if idle:
        parts.append(f"{'、'.join(idle)}建了没有真运转")
    if late:
        parts.append(f"{len(late)} 项已超期")
    if parts:
        return "，".join(parts) + "。"
    partial = sum(1 for row in rows if row.established.mark != OK or row.operating.mark not in (OK, UNKNOWN))
    if partial:
        return f"{name}都已建立，{partial} 项还要补齐。"
    unknown = [row.title for row in rows if row.operating.mark == UNKNOWN]
    return f"{name}都已建立，{'、'.join(unknown)}还没有运转数据。" if unknown else f"{name}建立并正常运转。"
