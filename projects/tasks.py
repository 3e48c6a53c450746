"""Work of this room that runs in the background."""

from portal.documents import storage
from portal.documents.models import StoredFile
from portal.jobs.handlers import handler
from portal.jobs.runner import RunningJob
from portal.lib import clock
from portal.lib.sheets.reader import read_workbook
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor, acting
from projects.actions.import_projects import import_projects
from projects.actions.refresh_lamps import BATCH, refresh_lamps

MAX_KEPT = 2000


@handler("projects.import", "项目台账导入")
def run_import(job: RunningJob, actor: Actor) -> dict:
    """A ledger uploaded on the page; the transaction ends with the proof that the job is still ours."""
    with acting(actor):
        stored = StoredFile.objects.visible_to(actor).get(uid=job.payload["file"])
        workbook = read_workbook(storage.read(stored.sha256), stored.name)
        result, found = import_projects(
            actor=actor,
            workbook=workbook,
            region=Region.objects.get(pk=job.region_id),
            on=clock.today(),
            at=clock.now(),
            dry_run=job.payload["dry_run"],
            progress=job.progress,
        )
        places = [finding.as_dict() | {"at": [finding.sheet, finding.row, finding.column]} for finding in found[:MAX_KEPT]]
        return result | {"findings": places, "found": len(found)}


@handler("projects.lamps", "制度灯重新核对")
def judge_changed(job: RunningJob, actor: Actor) -> dict:
    """Every few minutes: the projects whose evidence has changed; on a new day all of them. A transaction for each batch."""
    judged, on = 0, clock.today()
    while True:
        with acting(system_actor()) as system:
            found = refresh_lamps(actor=system, on=on, most=BATCH)
        judged += found
        if found < BATCH:
            return {"projects": judged}
