"""Who looked at a worker's numbers: the query behind the worker's own page."""

from typing import Any

from portal.audit.models.entry import Entry, EntryQuerySet
from portal.audit.personal import viewings
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor, acting
from wagepay.models import Engagement, PaymentBatch, PaymentOrder, PayrollLine, PayrollSheet, WorkerMonth


def viewings_of_worker(person: bytes, *, actor: Actor, further: dict[str, list[Any]] | None = None) -> EntryQuerySet:
    """Views of the person's engagements, of the templates of the sites he worked on, and of the ledgers and bank files he stands in (they carry everybody's numbers),

    and who asked in how many other counties he is registered.

    ``person`` is the blind index of the identity number; ``further`` are rows of rooms above (lines of a case).
    """
    own = Engagement.objects.visible_to(actor).filter(id_index=person)
    found = own.values_list("uid", "project__uid")
    subjects = {"wagepay.Engagement": [uid for uid, _ in found], "projects.Project": [uid for _, uid in found]}
    asked = Entry.objects.about({"wagepay.Engagement": subjects["wagepay.Engagement"]}).filter(verb="wagepay.ask_elsewhere")
    return viewings(subjects | _papers_with(person, actor) | (further or {})) | asked


def _papers_with(person: bytes, actor: Actor) -> dict[str, list[Any]]:
    """Sheets and batches of his county that have a line of his; asked as the county, of which only their uids come back."""
    if actor.region_id is None:
        return {}
    with acting(system_actor(Region.objects.get(pk=actor.region_id))) as county:
        months = set(WorkerMonth.objects.visible_to(county).filter(region=actor.region_id, person=person).values_list("month", "project_id"))
        his = {"month__in": {month for month, _ in months}, "project__in": {project for _, project in months}, "person": person}
        lines = PayrollLine.objects.visible_to(county).filter(**his).order_by().values("sheet_id")
        orders = PaymentOrder.objects.visible_to(county).filter(**his).order_by().values("batch_id")
        return {
            "wagepay.PayrollSheet": list(PayrollSheet.objects.visible_to(county).filter(pk__in=lines).values_list("uid", flat=True)),
            "wagepay.PaymentBatch": list(PaymentBatch.objects.visible_to(county).filter(pk__in=orders).values_list("uid", flat=True)),
        }
