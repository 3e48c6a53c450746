"""Give a tag to many projects at once, or take it away."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.tenancy.scope import Actor
from projects.enums import Tag
from projects.models import Project


def tag_projects(*, actor: Actor, projects: Sequence[Project], tag: str, on: bool, at: dt.datetime) -> int:
    """How many were changed; those of other places are left alone, each change stands in its project's trail."""
    require(actor, "projects.update")
    changed = 0
    with transaction.atomic():
        rows = Project.objects.writable_by(actor).filter(pk__in=[project.pk for project in projects]).order_by("pk").select_for_update(of=("self",))
        for row in rows:
            if (tag in row.tags) == on:
                continue
            before = list(row.tags)
            row.tags = sorted({*row.tags, tag}) if on else [kept for kept in row.tags if kept != tag]
            row.version, row.changed_by, row.changed_at = row.version + 1, actor.name, at
            row.save(update_fields=["tags", "version", "changed_by", "changed_at"])
            record(actor, "projects.update", row, detail={"changed": {"tags": [_words(before), _words(row.tags)]}})
            changed += 1
    return changed


def _words(tags: Sequence[str]) -> str:
    return "、".join(Tag(tag).label for tag in tags)
