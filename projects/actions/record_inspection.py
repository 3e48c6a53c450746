"""Record that an employer was inspected."""

import datetime as dt
import re

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.lib.show import local_date
from portal.tenancy.scope import Actor
from projects.actions.storing import insert
from projects.models import Employer, Inspection, Project, ProjectParty

_BETWEEN = re.compile(r"[、,，;；\s]+")


def record_inspection(
    *,
    actor: Actor,
    employer: Employer,
    on: dt.date,
    workers: int,
    migrant_workers: int,
    with_contract: int,
    inspectors: str,
    at: dt.datetime,
    project: Project | None = None,
    arrears_found: bool = False,
    note: str = "",
) -> Inspection:
    """Head-count as found: workers ≥ migrant workers ≥ those with a contract. Two officers at least (国办发〔2024〕54号)."""
    require(actor, "projects.inspect")
    if employer.region_id not in actor.scope.write_regions:
        raise Refused("这家用人单位由其他辖区检查。", "region")
    if on > local_date(at):
        raise Refused("检查日期不能晚于今天。", "future")
    names = [name for name in _BETWEEN.split(inspectors.strip()) if name]
    if len(set(names)) < 2:
        raise Refused("现场检查由两名以上执法人员进行，请写全检查人，用顿号隔开。", "inspectors")
    if project is not None:
        check_project(employer, project)
    inspection = Inspection(
        region_id=employer.region_id,
        employer=employer,
        project=project,
        on=on,
        workers=workers,
        migrant_workers=migrant_workers,
        with_contract=with_contract,
        arrears_found=arrears_found,
        inspectors="、".join(names),
        note=note,
        recorded_by=actor.name,
        recorded_at=at,
    )
    with transaction.atomic():
        insert(inspection)
        detail = {"on": on.isoformat(), "workers": workers, "migrant_workers": migrant_workers, "with_contract": with_contract, "arrears": arrears_found}
        record(actor, "projects.record_inspection", inspection, detail=detail | {"project": project.code if project else ""})
    return inspection


def check_project(employer: Employer, project: Project) -> None:
    if project.region_id != employer.region_id:
        raise Refused("项目与用人单位不在同一辖区。", "project")
    if not ProjectParty.objects.of(project).filter(organisation_id=employer.organisation_id).exists():
        raise Refused(f"{employer}不是“{project.name}”的参建单位，请先在项目里登记参建关系。", "party")
