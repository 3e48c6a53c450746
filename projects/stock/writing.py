"""What one row of a list does: through the same acts as the pages, so that it is refused for the same reasons."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal.lib.errors import Refused
from portal.lib.money import fen
from portal.lib.sheets.listing import Listing, Row
from portal.lib.text import compact
from portal.tenancy.enums import OrganisationKind
from portal.tenancy.models import Organisation, Region
from portal.tenancy.scope import Actor
from projects import facts
from projects.actions.open_special_wage_account import open_special_wage_account
from projects.actions.post_fact import post_facts
from projects.actions.record_account_filing import record_account_filing
from projects.actions.record_agreement import record_agreement
from projects.actions.store_deposit import store_deposit
from projects.actions.storing import change, insert
from projects.models import Fact, PermitEntry, Project, ProjectPaper, SpecialWageAccount, WageSecurityDeposit
from projects.stock.matching import Known

CREATED, UPDATED, UNCHANGED = "created", "updated", ""


@dataclass(frozen=True)
class Work:
    """What every row needs to know."""

    actor: Actor
    sheet: Listing
    region: Region
    known: Known
    on: dt.date
    at: dt.datetime


def write_account(work: Work, row: Row, project: Project | None) -> str:
    """A new account is opened; one that is there gets the days it lacked."""
    data = dict(row.values)
    number = compact(data["account_number"])
    found = SpecialWageAccount.objects.of(project).by_number(number).select_related("project").first()
    if found is None:
        bank = _bank(work, row)
        if bank is None:
            return UNCHANGED
        given = {name: data[name] for name in ("account_name", "opened_on")} | {"branch": data.get("branch", ""), "agreement_on": data.get("agreement_on")}
        found = open_special_wage_account(actor=work.actor, project=project, bank=bank, account_number=number, on=work.on, **given)
        outcome = CREATED
    else:
        outcome = UNCHANGED
        if found.agreement_on is None and data.get("agreement_on"):
            record_agreement(actor=work.actor, subject=found, signed_on=data["agreement_on"], on=work.on)
            outcome = UPDATED
    if found.filed_on is None and data.get("filed_on"):
        record_account_filing(actor=work.actor, account=found, filed_on=data["filed_on"], on=work.on)
        outcome = outcome or UPDATED
    return outcome


def _bank(work: Work, row: Row) -> Organisation | None:
    name = row.values["bank"]
    found = list(Organisation.objects.standing().filter(kind=OrganisationKind.BANK, name=name)[:2])
    if len(found) != 1:
        work.sheet.flag("unknown_bank", row, "bank", value=name)
        return None
    return found[0]


def write_deposit(work: Work, row: Row, project: Project | None) -> str:
    """Known by its number, or by form and day."""
    data = {name: value for name, value in row.values.items() if name not in ("code", "project")}
    same = WageSecurityDeposit.objects.of(project).filter(form=data["form"])
    same = same.filter(document_number=data["document_number"]) if data.get("document_number") else same.filter(deposited_on=data["deposited_on"])
    if same.exists():
        return UNCHANGED
    for name in ("amount", "required_amount"):
        if name in data:
            data[name] = fen(data[name])
    store_deposit(actor=work.actor, project=project, on=work.on, **data)
    return CREATED


def write_pledge(work: Work, row: Row, project: Project | None) -> str:
    """A paper whose scan comes later."""
    kind = row.values["kind"]
    if ProjectPaper.objects.of(project).in_force().filter(kind=kind, subject_uid__isnull=True).exists():
        return UNCHANGED
    if row.values["dated_on"] > work.on:
        raise Refused("签订或出具日期不能晚于今天。", "future")
    insert(
        ProjectPaper(
            project=project,
            region_id=project.region_id,
            kind=kind,
            dated_on=row.values["dated_on"],
            number=row.values.get("number", ""),
            note=row.values.get("note", ""),
            recorded_by=work.actor.name,
            recorded_at=work.at,
        )  # fmt: skip
    )
    return CREATED


def write_permit(work: Work, row: Row, project: Project | None) -> str:
    """Known by its number; joined to the file it belongs to, as far as that is certain."""
    data = {name: value for name, value in row.values.items() if name != "permit_number"}
    number = compact(row.values["permit_number"])
    data |= {"amount": fen(data["amount"])} if "amount" in data else {}
    entry = PermitEntry.objects.visible_to(work.actor).filter(region=work.region, permit_number=number).select_for_update(of=("self",)).first()
    if entry is None:
        entry = PermitEntry(region=work.region, permit_number=number, recorded_by=work.actor.name, recorded_at=work.at, **data)
        entry.project = work.known.of_permit(entry)
        insert(entry)
        return CREATED
    before = [getattr(entry, name) for name in (*data, "project_id")]
    for name, value in data.items():
        setattr(entry, name, value)
    if entry.project_id is None:
        entry.project = work.known.of_permit(entry)
    if before == [getattr(entry, name) for name in (*data, "project_id")]:
        return UNCHANGED
    change(entry)
    return UPDATED


def write_listing(work: Work, row: Row, project: Project | None) -> str:
    """The contractor's stay on the list, on each of its projects here; a stay that a newer one has followed changes nothing."""
    data = row.values
    sites = work.known.built_by(data["uscc"])
    if not sites:
        work.sheet.flag("no_projects", row, "name", value=data["name"])
        return UNCHANGED
    if data["listed_on"] > work.on:
        raise Refused("列入日期不能晚于今天。", "future")
    if data.get("removed_on") and data["removed_on"] < data["listed_on"]:
        raise Refused("移出日期不能早于列入日期。", "dates")
    value = facts.listing(listed_on=data["listed_on"], removed_on=data.get("removed_on"), organ=data["organ"], document=data["document"])
    known = {fact.project_id: fact.value for fact in Fact.objects.visible_to(work.actor).filter(project__in=sites, item=facts.LISTING)}
    news = [site for site in sites if known.get(site.pk) != value and known.get(site.pk, value)["listed_on"] <= value["listed_on"]]
    source = f"{data['organ']} {data['document']}"[:120]
    post_facts(Fact(project=site, region_id=site.region_id, item=facts.LISTING, value=value, on=work.on, source=source) for site in news)
    return (UPDATED if known else CREATED) if news else UNCHANGED


WRITERS: dict[str, Callable[[Work, Row, Project | None], str]] = {
    "accounts": write_account,
    "deposits": write_deposit,
    "pledges": write_pledge,
    "permits": write_permit,
    "listings": write_listing,
}


def project_of(work: Work, row: Row) -> Any:
    """The project a row names, or None with the finding at its cell."""
    code, name = row.values.get("code", ""), row.values.get("project", "")
    found = work.known.named(code, name)
    if len(found) == 1:
        return found[0]
    wanted = code or name
    if not wanted:
        work.sheet.flag("missing", row, "project")
    elif found:
        work.sheet.flag("ambiguous_project", row, "project", value=wanted, count=len(found))
    else:
        work.sheet.flag("unknown_project", row, "code" if code else "project", value=wanted)
    return None
