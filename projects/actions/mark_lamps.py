"""Evidence of a project has changed: its summary is judged anew within minutes."""

from collections.abc import Iterable

from projects.models import SystemLamps


def mark_lamps(project_ids: Iterable[int]) -> None:
    """In the transaction of the change; projects that were never judged are found by that.

    Always an update, also of rows that are marked: it waits for a judgement under way, which would not see the change.
    """
    wanted = sorted(set(project_ids))
    if wanted:
        SystemLamps.objects.among_ids(wanted).update(is_stale=True)
