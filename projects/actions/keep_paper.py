"""Keep a scanned paper in the project's file."""

import datetime as dt
import uuid
from pathlib import PurePath
from typing import BinaryIO

from django.db import transaction

from portal.accounts.enums import Role
from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents.actions.receive_file import receive_file
from portal.documents.sniff import PAPERS
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.actions.guard import check_writable
from projects.actions.storing import insert
from projects.enums_accounts import PaperKind as K
from projects.models import Project, ProjectPaper

FILE_KIND = "project_paper"
# What outsiders of the site may hand in; the contractor and the authorities may keep anything.
OWN_KINDS = {
    Role.OWNER: (K.TRI_PARTY, K.SUPPLEMENT),
    Role.BANK: (K.TRI_PARTY, K.ACCOUNT_FILING, K.FREEZE_ORDER),
}


def kinds_of(actor: Actor) -> tuple[str, ...]:
    """The kinds this person may keep."""
    return tuple(OWN_KINDS.get(actor.role, K.values))


def keep_paper(
    *,
    actor: Actor,
    project: Project,
    kind: str,
    upload: BinaryIO,
    name: str,
    dated_on: dt.date,
    on: dt.date,
    at: dt.datetime,
    subject_uid: uuid.UUID | None = None,
    number: str = "",
    note: str = "",
) -> ProjectPaper:
    """The newest paper of a kind and subject counts; the earlier one stays in the record as replaced."""
    require(actor, "projects.keep_paper")
    check_writable(actor, project)
    if kind not in kinds_of(actor):
        raise Refused(f"“{K(kind).label}”由施工总承包单位或主管部门上传。", "kind")
    if dated_on > on:
        raise Refused("签订或出具日期不能晚于今天。", "future")
    with transaction.atomic():
        stored = receive_file(
            actor=actor, upload=upload, name=f"{K(kind).label}{PurePath(name).suffix.lower()}", kind=FILE_KIND, region_id=project.region_id, at=at,
            allowed=PAPERS, enterprise_id=actor.enterprise_id or project.general_contractor_id,
        )  # fmt: skip
        for old in ProjectPaper.objects.of(project).select_for_update().filter(kind=kind, subject_uid=subject_uid, replaced_at__isnull=True):
            old.replaced_at = at
            old.save(update_fields=["replaced_at"])
        paper = ProjectPaper(
            project=project, region_id=project.region_id, kind=kind, subject_uid=subject_uid, number=number.strip(), dated_on=dated_on, file=stored,
            note=note.strip(), recorded_by=actor.name, recorded_at=at,
        )  # fmt: skip
        insert(paper)
        record(
            actor, "projects.keep_paper", project, detail={"kind": K(kind).label, "on": dated_on.isoformat(), "number": paper.number, "sha256": stored.sha256}
        )
    return paper
