"""What this room offers by kind and id."""

from uuid import UUID

from portal.documents import storage
from portal.documents.layout import instrument_pdf
from portal.documents.models import Instrument
from portal.documents.registry import Printed, register_document
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor


def print_instrument(actor: Actor, wanted: str) -> Printed:
    """By uid or by official number; the frozen print where there is one, else the draft with its mark."""
    visible = Instrument.objects.visible_to(actor)
    found = visible.filter(uid=wanted).first() if _is_uid(wanted) else visible.filter(number=wanted).first()
    if found is None:
        raise Refused(f"没有找到文书“{wanted}”，或者不在您的权限范围内。", "not_found")
    content = storage.read(found.pdf_sha256) if found.pdf_sha256 else instrument_pdf(found, draft=True)
    return Printed(found.number, content)


def _is_uid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


register_document("instrument", "文书", print_instrument)
