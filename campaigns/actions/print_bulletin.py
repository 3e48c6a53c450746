"""Print a bulletin from its frozen figures and keep the file."""

import datetime as dt
import uuid

from campaigns.bulletin_paper import bulletin_pdf
from campaigns.enums import BulletinState
from campaigns.models import WeeklyProgressBulletin
from portal.documents.actions.store_file import store_file
from portal.tenancy.models import Jurisdiction
from portal.tenancy.scope import Actor, acting


def print_bulletin(uid: uuid.UUID, *, actor: Actor, at: dt.datetime) -> dict:
    """Render outside any transaction, then store in one; a second run of the same job keeps the first file.

    Figures that were frozen anew while the old ones were printed have a job of their own: the old print is let go. A print that breaks off is marked as failed; the job's next attempt starts anew.
    """
    with acting(actor):
        row = WeeklyProgressBulletin.objects.visible_to(actor).select_related("region").get(uid=uid)
        if row.state == BulletinState.READY:
            return {"file": str(row.pdf.uid)}
        office = office_name(row)
    asked = {"pk": row.pk, "job_uid": row.job_uid}
    try:
        content = bulletin_pdf(row, office)
    except Exception:
        with acting(actor):
            WeeklyProgressBulletin.objects.writable_by(actor).filter(**asked).update(state=BulletinState.FAILED)
        raise
    with acting(actor):
        own = WeeklyProgressBulletin.objects.writable_by(actor).filter(**asked)
        if not own.select_for_update().exists():
            return {"file": None}
        file = store_file(
            actor=actor,
            content=content,
            name=f"{row.region.name}根治欠薪周调度通报 {row.week}.pdf",
            kind="bulletin",
            media_type="application/pdf",
            region_id=row.region_id,
            at=at,
        )
        own.update(pdf=file, state=BulletinState.READY, made_at=at)
    return {"file": str(file.uid)}


def office_name(row: WeeklyProgressBulletin) -> str:
    """The organ that edits the bulletin, as it was called in that week; a short name is the present name's alone."""
    on = dt.date.fromisoformat(row.figures["until"])
    jurisdiction = Jurisdiction.objects.of(row.region)
    if jurisdiction is None:
        return row.region.name_on(on)
    then = jurisdiction.office.name_on(on)
    return jurisdiction.office.short_name or then if then == jurisdiction.office.name else then
