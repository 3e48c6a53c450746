"""What another level for asset queries or deposits would do to steps that wait for an answer, told before it is saved."""

from collections.abc import Sequence

from portal.external.enums import StepKind
from portal.external.models import ExternalStep
from portal.external.policies import LEVEL_OF, fits_level
from portal.tenancy.consequences import SHOWN, Change, Consequence
from portal.tenancy.scope import Actor


def of_level(actor: Actor, change: Change) -> Sequence[Consequence]:
    """Steps already asked stay with whom they were asked of; the list names those the new figure would not allow."""
    kind = next(kind for kind, key in LEVEL_OF.items() if key == change.key.key)
    waiting = ExternalStep.objects.visible_to(actor).waiting().filter(kind=kind, region__in=[region.pk for region in change.touched])
    steps = list(waiting.select_related("organisation__region").order_by("due_on", "pk"))
    moved = [step for step in steps if not _fits(step, change)]
    text = f"等待答复的“{StepKind(kind).label}”{len(steps)} 件照常等待，其中 {len(moved)} 件按新的层级要另找机关；新的层级用于生效以后的去函。"
    rows = [(step.title, step.organisation.name, step.asked_on.isoformat()) for step in moved[:SHOWN]]
    return [Consequence("外部机关", text, ("事项", "机关", "去函"), rows)]


def _fits(step: ExternalStep, change: Change) -> bool:
    place = step.organisation.region
    return place is None or fits_level(change.key.key, change.after[step.region_id][change.key.key].value, place.level)
