"""A project goes to another county, with every row that belongs to it."""

import datetime as dt

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.actions.merge_regions import check_whole, give_time, without_twins
from portal.tenancy.actions.split_region import check_split
from portal.tenancy.actions.tree import checked_document
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Region
from portal.tenancy.queries.splitting import count_parts, move_parts
from portal.tenancy.scope import Actor, acting
from projects.actions.mark_lamps import mark_lamps
from projects.models import Project, Responsibility


def rows_of(project: Project) -> list[tuple[str, int]]:
    """How many rows would go, by table; only numbers come out."""
    with acting(system_actor()):
        return sorted(count_parts(project.region, [], [project.code]).items())


def transfer_project(*, actor: Actor, project: Project, target: Region, document: str, on: dt.date) -> tuple[Project, dict[str, int]]:
    """By an office that answers for both counties. The code stays; township, inspector and the old county's people are named anew.

    ``portal.tenancy.queries.splitting`` follows every foreign key; what would be parted from the row it hangs on stops the whole.
    """
    require(actor, "projects.transfer")
    document = checked_document(document)
    if not {project.region_id, target.pk} <= set(actor.scope.read_regions):
        raise Refused("两个县区都归您管辖时才能移交；跨市的由共同的上级办理。", "region")
    with transaction.atomic():
        give_time()
        locked = {region.pk: region for region in Region.objects.select_for_update(of=("self",)).filter(pk__in=[project.region_id, target.pk]).order_by("pk")}
        source, target = locked[project.region_id], locked[target.pk]
        check_split(source, target, [], [project.code])
        with acting(system_actor()) as system:
            moved = without_twins(lambda: move_parts(source, target, [], [project.code]))
            check_whole(source, target, all_of_it=False)
            found = Project.objects.visible_to(system).select_for_update(of=("self",)).get(pk=project.pk)
            found.inspector = None
            found.save(update_fields=["inspector"])
            for post in Responsibility.objects.of(found).filter(until__isnull=True):
                post.until = max(on, post.since)
                post.save(update_fields=["until"])
            mark_lamps([found.pk])
            record(actor, "projects.transfer", found, detail={"from": source.name, "to": target.name, "document": document, "rows": sum(moved.values())})
    return found, moved
