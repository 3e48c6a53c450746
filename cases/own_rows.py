"""Which rows of this room carry a person's numbers: what the worker's list of viewings asks besides the rosters."""

from typing import Any

from cases.models import CaseWorkerLine, Lead
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Region
from portal.tenancy.scope import acting


def rows_of_person(region_id: int, person: bytes) -> dict[str, list[Any]]:
    """His lines in cases and his complaints of one county, by their uids alone; asked as the system, because his scope opens none of them."""
    with acting(system_actor(Region.objects.get(pk=region_id))) as actor:
        return {
            model._meta.label: list(model.objects.visible_to(actor).filter(region_id=region_id, id_index=person).values_list("uid", flat=True))
            for model in (CaseWorkerLine, Lead)
        }
