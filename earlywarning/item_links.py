"""Where the matter of a clearance item is handled, and who may open it."""

from uuid import UUID

from django.urls import reverse

from earlywarning.enums import ClearanceKind
from earlywarning.models import ClearanceItem
from portal.accounts.rights import may
from portal.tenancy.scope import Actor

# kind -> its page and the right that page asks for; whoever has the list of the clearance has its warnings.
PAGES = {ClearanceKind.WARNING: ("warning", ""), ClearanceKind.LEAD: ("lead", "cases.list"), ClearanceKind.PERMIT: ("permit", "projects.permits")}
# kind -> the right to do something about it; without it the page is only read.
HANDLED_BY = {ClearanceKind.WARNING: "earlywarning.verify", ClearanceKind.LEAD: "cases.accept", ClearanceKind.PERMIT: "projects.import_permits"}


def page_of(kind: str, uid: UUID | str) -> str:
    return reverse(PAGES[ClearanceKind(kind)][0], args=[uid])


def page_for(actor: Actor, item: ClearanceItem) -> str:
    """Empty for whoever sees that there is such an item and when it is due, and no more."""
    right = PAGES[ClearanceKind(item.kind)][1]
    return page_of(item.kind, item.subject_uid) if not right or may(actor, right) else ""


def act_for(actor: Actor, item: ClearanceItem) -> str:
    """What the button of the item says to the actor."""
    return item.next_act if item.region_id in actor.scope.write_regions and may(actor, HANDLED_BY[ClearanceKind(item.kind)]) else "查看"
