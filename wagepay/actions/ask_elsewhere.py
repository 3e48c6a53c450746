"""In how many other counties somebody is registered: a number and nothing else, and on record that it was asked."""

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.lib.names import mask_name
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import Actor, acting
from wagepay.models import Engagement, Worker

LEAST_REASON = 5


def ask_elsewhere(*, actor: Actor, person: Engagement, reason: str) -> int:
    """Counted under the system's scope, answered without naming a county; the question stands in the trail before the answer is given."""
    require(actor, "wagepay.elsewhere")
    if len(reason.strip()) < LEAST_REASON:
        raise Refused(f"请写明为什么要查（至少 {LEAST_REASON} 个字）。", "reason")
    with acting(system_actor()) as everywhere:
        rows = Worker.objects.visible_to(everywhere).filter(id_index=bytes(person.id_index)).exclude(region_id=person.region_id)
        count = rows.count()
    record(actor, "wagepay.ask_elsewhere", person, detail={"name": mask_name(person.name), "counties": count, "reason": reason.strip()})
    return count
