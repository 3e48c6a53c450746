"""From a row as written to what is to be done: which region, which project, which organisations."""

from dataclasses import dataclass
from typing import Any

from portal.lib.sheets.listing import Listing, Row
from portal.tenancy.models import Organisation, Region
from projects.enums import ProjectState
from projects.ledger.form import PARTIES
from projects.ledger.known import Known
from projects.models import Project
from projects.words import plain, same_name

NO_FIELDS = {"code", "region", "township", "state", "serial", *(f"{prefix}_{part}" for prefix in PARTIES for part in ("name", "uscc"))}


@dataclass
class Plan:
    """``project`` is the stored one or None for a new one; ``parties`` hold the organisation or the pair it is entered by."""

    row: Row
    region: Region
    project: Project | None
    values: dict[str, Any]
    parties: dict[str, Organisation | tuple[str, str]]
    state: str | None


def plan_row(sheet: Listing, row: Row, known: Known) -> Plan | None:
    """The plan of one row, or None where something keeps it from being planned; every reason is a finding at its cell."""
    before = len(sheet.findings.items)
    region = _region(sheet, row, known)
    project = _project(sheet, row, known, region) if region else None
    values = {name: value for name, value in row.values.items() if name not in NO_FIELDS}
    if region and "township" in row.values:
        values["township"] = _township(sheet, row, known, region)
    parties = {prefix: found for prefix in PARTIES if (found := _party(sheet, row, prefix, known)) is not None}
    state = _state(sheet, row, project)
    if project is None and "industry" not in values:
        sheet.flag("industry_missing", row, "industry")
    if project is None and state == ProjectState.UNDER_CONSTRUCTION and "permit_issued_on" not in values:
        sheet.flag("permit_missing", row, "permit_issued_on")
    if any(finding.blocks for finding in sheet.findings.items[before:]) or "name" not in row.values:
        return None
    if project is not None and same_name(project.name, values["name"]):
        values.pop("name")
    return Plan(row, region, project, values, parties, state)


def _region(sheet: Listing, row: Row, known: Known) -> Region | None:
    """The column 县区, else the region the ledger is imported for; a city's ledger must say it row by row."""
    name = row.values.get("region")
    if name is None:
        if not known.is_city:
            return known.root
        sheet.flag("region_missing", row, "region")
        return None
    found = known.regions.get(plain(name)) or _by_beginning(known, plain(name))
    if found is None:
        sheet.flag("unknown_region", row, "region", value=name)
    return found


def _by_beginning(known: Known, name: str) -> Region | None:
    """平定 is 平定县 when no other begins so."""
    found = {region.pk: region for word, region in known.regions.items() if len(name) > 1 and word.startswith(name) and not word.isdigit()}
    return next(iter(found.values())) if len(found) == 1 else None


def _township(sheet: Listing, row: Row, known: Known, region: Region) -> Region | None:
    name = plain(row.values["township"])
    found = known.townships.get((region.pk, name))
    if found is None:
        near = [township for (region_id, word), township in known.townships.items() if region_id == region.pk and word.startswith(name)]
        found = near[0] if len(near) == 1 else None
    if found is None:
        sheet.flag("unknown_township", row, "township", value=row.values["township"], region=region.name)
    return found


def _project(sheet: Listing, row: Row, known: Known, region: Region) -> Project | None:
    """By code; else by name in the county, told apart by the contractor."""
    code = row.values.get("code")
    if code:
        found = known.by_code.get(code.upper())
        if found is None or found.region_id != region.pk:
            sheet.flag("unknown_code", row, "code", value=code)
        return found
    namesakes = known.by_place.get((region.pk, plain(row.values.get("name", ""))), [])
    if not namesakes:
        return None
    same = [project for project in namesakes if _same_contractor(project, row.values)]
    if len(same) == 1:
        return same[0]
    sheet.flag("ambiguous" if len(same) > 1 else "contractor_differs", row, "name", count=len(same), contractor=_contractor(namesakes[0]))
    return None


def _contractor(project: Project) -> str:
    return project.general_contractor.name if project.general_contractor else "未登记"


def _same_contractor(project: Project, values: dict[str, Any]) -> bool:
    """A row or a file without contractor contradicts nobody."""
    contractor, code, name = project.general_contractor, values.get("contractor_uscc"), values.get("contractor_name")
    if contractor is None or not (code or name):
        return True
    return contractor.uscc == code if code and contractor.uscc else same_name(contractor.name, name or "")


def _party(sheet: Listing, row: Row, prefix: str, known: Known) -> Organisation | tuple[str, str] | None:
    """A known organisation by its code, or by its name when only one bears it; else the pair to enter."""
    name, code = row.values.get(f"{prefix}_name"), row.values.get(f"{prefix}_uscc")
    if code:
        found = known.by_uscc.get(code)
        if found is None and not name:
            sheet.flag("party_name_missing", row, f"{prefix}_name", code=code)
        elif found is not None and name and not same_name(found.name, name):
            sheet.flag("party_name_differs", row, f"{prefix}_name", code=code, known=found.name, name=name)
        return found or (name or "", code)
    if not name:
        return None
    namesakes = known.by_name.get(plain(name), [])
    if len(namesakes) != 1:
        sheet.flag("party_code_missing", row, f"{prefix}_uscc", name=name)
        return None
    return namesakes[0]


def _state(sheet: Listing, row: Row, project: Project | None) -> str | None:
    state = row.values.get("state")
    if project is not None and state is not None and state != project.state:
        sheet.flag("state_ignored", row, "state", stored=project.get_state_display(), value=ProjectState(state).label)
    return state
