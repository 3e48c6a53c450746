"""Take an uploaded ledger in and queue its import."""

import datetime as dt
from typing import BinaryIO

from portal.accounts.rights import require
from portal.documents.actions.receive_file import receive_file
from portal.documents.sniff import SHEETS
from portal.jobs.models import Job
from portal.jobs.queue import enqueue
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor


def request_import(*, actor: Actor, region: Region, upload: BinaryIO, name: str, dry_run: bool, at: dt.datetime) -> Job:
    """The file is scanned and kept before anything is queued; the job carries only ids."""
    require(actor, "projects.import")
    stored = receive_file(actor=actor, upload=upload, name=name, kind="project_ledger", region_id=region.pk, at=at, allowed=SHEETS)
    payload = {"file": str(stored.uid), "name": stored.name, "dry_run": dry_run}
    return enqueue("projects.import", key=str(stored.uid), payload=payload, actor=actor, region_id=region.pk, serial=f"projects.import:{region.pk}")
