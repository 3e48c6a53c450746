"""Bring in what a county has already: rosters with contracts and cards of many sites at once, with a day until when gaps are to be closed."""

import datetime as dt
import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.lib.sheets.model import Pages
from portal.lib.text import compact
from portal.tenancy.models import Organisation, Region
from portal.tenancy.policies import PolicySet
from portal.tenancy.scope import Actor
from projects.models import Project
from wagepay.actions.refresh_months import refresh_months, summing_once
from wagepay.actions.remember_mapping import remember_mapping
from wagepay.enums import UploadKind
from wagepay.intake.corrections import remembered_of
from wagepay.intake.employers import employers_of
from wagepay.intake.engage import engage
from wagepay.intake.firms import firm_meant
from wagepay.intake.roster import terms_of
from wagepay.intake.target import Target
from wagepay.intake.terms import Terms
from wagepay.models import GAP, Engagement, ProjectMonth
from wagepay.policies import GRACE_DAYS
from wagepay.queries.locks import lock_project
from wagepay.queries.people import Blinder
from wagepay.workbooks.opening import Corrections, Parsed
from wagepay.workbooks.roster import Misplaced, RosterRow, read_roster

SOURCE = "存量导入"


@dataclass
class Stock:
    """What a county's file says, and whose people they are."""

    actor: Actor
    region: Region
    firms: dict[int, list[Organisation]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rows = Project.objects.writable_by(self.actor).filter(region=self.region).select_related("region", "general_contractor")
        self.projects: dict[str, list[Project]] = defaultdict(list)
        for project in rows:
            self.projects[compact(project.code).upper()].append(project)
            self.projects[compact(project.name).upper()].append(project)
        self.firm = cache(self._firm)

    def project(self, said: str | None) -> Project | None:
        found = self.projects.get(compact(said or "").upper(), [])
        return found[0] if len(found) == 1 else None

    def _firm(self, project: Project, said: str | None) -> Organisation | None:
        firms = self.firms.setdefault(project.pk, employers_of(self.actor, project))
        if said:
            return firm_meant(firms, said)
        return firms[0] if len(firms) == 1 else None

    def misplaced(self, row: RosterRow) -> Misplaced | None:
        project = self.project(row.project)
        if project is None:
            return "project_unknown", "project", {"value": (row.project or "")[:40]}
        if self.firm(project, row.employer) is None:
            code = "employer_missing" if row.employer else "employer_blank"
            return code, "employer", {"value": (row.employer or "")[:40], "project": project.name}
        return None


def import_stock(
    *, actor: Actor, workbook: Pages, content: bytes, region: Region, at: dt.datetime, mapping: dict[str, str] | None = None, dry_run: bool = False
) -> dict[str, Any]:
    """All rows or none, every finding at once; the same file again changes nothing and moves no day. Returns what the command prints."""
    require(actor, "wagepay.import_stock")
    if region.pk not in actor.scope.write_regions:
        raise Refused("只能导入本县区的存量资料。", "not_yours")
    stock, on = Stock(actor, region), at.date()
    corrections = Corrections(mapping or None, remembered_of(actor, region, UploadKind.ROSTER))
    parsed = read_roster(workbook, on, corrections, stock.misplaced)
    until = on + dt.timedelta(days=PolicySet(region, on)[GRACE_DAYS].value)
    result = {"accepted": not parsed.blocks, "rows": len(parsed.rows), "workers": len({row.id_number for row in parsed.rows}), "projects": 0, "written": 0}
    result |= {"to_complete": 0, "grace_until": until.isoformat(), "mapping": parsed.mapping, "findings": [finding.as_dict() for finding in parsed.findings]}
    if parsed.blocks or dry_run:
        return result
    with transaction.atomic():
        if mapping:
            remember_mapping(actor=actor, region_id=region.pk, kind=UploadKind.ROSTER, headings=parsed.fingerprint, mapping=mapping)
        result |= _write(stock, parsed, at, until)
        detail = {name: result[name] for name in ("rows", "workers", "projects", "written", "to_complete")} | {"until": until.isoformat()}
        record(actor, "wagepay.import_stock", region_id=region.pk, detail=detail | {"sha256": hashlib.sha256(content).hexdigest()})
    return result


def _write(stock: Stock, parsed: Parsed, at: dt.datetime, until: dt.date) -> dict[str, int]:
    blinder, groups = Blinder(), defaultdict(list)
    for row in parsed.rows:
        groups[stock.project(row.project)].append(row)
    written = asked = 0
    with summing_once(on=at.date(), source=SOURCE):
        for project, rows in sorted(groups.items(), key=lambda group: group[0].pk):
            lock_project(project.pk)
            target = Target(stock.actor, project, at.date(), at)
            people = [terms_of(row, blinder(row.id_number), stock.firm(project, row.employer).pk, target) for row in rows]
            if count := engage(stock.actor, project, people, at):
                written += count
                asked += _ask(stock.actor, project, people, until)
                months = ProjectMonth.objects.visible_to(stock.actor).filter(project=project).values_list("month", flat=True)
                refresh_months(project=project, months={*months, at.date().replace(day=1)}, on=at.date(), source=SOURCE)
    return {"projects": len(groups), "written": written, "to_complete": asked}


def _ask(actor: Actor, project: Project, people: list[Terms], until: dt.date) -> int:
    """Who is on the site and lacks something has until the day; a day once given is not moved."""
    here = Engagement.objects.writable_by(actor).filter(project=project, id_index__in=[terms.person for terms in people], left_on__isnull=True)
    return here.filter(GAP, grace_until__isnull=True).update(grace_until=until)
