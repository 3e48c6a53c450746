"""Papers of one's own as objects of what comes from outside: an authority writes about our letter by its number."""

from portal.documents.models import Instrument
from portal.external.subjects import Subject
from portal.tenancy.scope import Actor

LETTER = "documents.Instrument"


def find_letter(actor: Actor, uid: str) -> Subject | None:
    """By its number, which also stands on paper."""
    found = Instrument.objects.visible_to(actor).filter(number=uid).first()
    return found and Subject(
        LETTER, found.number, f"{found.number} {''.join(found.title.split())}", found.get_absolute_url(), found.region_id, found.project_id
    )
