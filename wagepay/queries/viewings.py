"""Who looked at a worker's numbers: the query behind the worker's own page."""

from typing import Any

from portal.audit.models.entry import EntryQuerySet
from portal.audit.personal import viewings
from portal.tenancy.scope import Actor
from wagepay.models import Engagement


def viewings_of_worker(person: bytes, *, actor: Actor, further: dict[str, list[Any]] | None = None) -> EntryQuerySet:
    """Views of the person's engagements, and of the sheets of the sites he worked on (they carry everybody's numbers).

    ``person`` is the blind index of the identity number; ``further`` are rows of rooms above (lines of a case).
    """
    own = Engagement.objects.visible_to(actor).filter(id_index=person)
    found = own.values_list("uid", "project__uid")
    subjects = {"wagepay.Engagement": [uid for uid, _ in found], "projects.Project": [uid for _, uid in found]}
    return viewings(subjects | (further or {}))
