"""Cases as objects of steps that belong to authorities outside the portal."""

from cases.models import Case
from portal.external.subjects import Subject
from portal.tenancy.scope import Actor

CASE = "cases.Case"


def find_case(actor: Actor, uid: str) -> Subject | None:
    """By the case's number, under which its page stands."""
    found = Case.objects.visible_to(actor).filter(number=uid).first()
    return found and Subject(CASE, found.number, f"{found.number} {found.employer_name}", found.get_absolute_url(), found.region_id, found.project_id)
