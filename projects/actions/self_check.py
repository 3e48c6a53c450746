"""自查: asked of every firm with a site or of every department, answered item by item, read and confirmed."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction

from portal.accounts.enums import ENTERPRISE, Role
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.lib.show import local_date
from portal.tenancy.enums import OrganisationKind
from portal.tenancy.models import Organisation, Region
from portal.tenancy.scope import Actor
from portal.workflow.door import move
from projects.inspections.checklists import default_items
from projects.inspections.enums import SelfCheckKind, Verdict
from projects.models import Checklist, Project, SelfCheck


def ask_self_check(*, actor: Actor, region: Region, kind: str, title: str, due_on: dt.date, checklist: Checklist | None, at: dt.datetime) -> list[SelfCheck]:
    """One row for each site's general contractor, or for each department of an industry; who has been asked under this title is not asked twice."""
    require(actor, "projects.ask_self_check")
    if region.pk not in actor.scope.write_regions:
        raise Refused(f"您不布置“{region.name}”的自查。", "region")
    if due_on <= local_date(at):
        raise Refused("报送期限要在今天以后。", "due_on")
    common = {
        "region": region, "kind": kind, "title": title.strip(), "due_on": due_on, "items": checklist.items if checklist else default_items(),
        "asked_by": actor.name, "asked_at": at,
    }  # fmt: skip
    with transaction.atomic():
        rows = _of_firms(actor, region, common) if kind == SelfCheckKind.ENTERPRISE else _of_departments(actor, region, common)
        if not rows:
            raise Refused("没有可以布置的单位，或者都已布置过同名自查。", "nobody")
        SelfCheck.objects.bulk_create(rows)
        record(actor, "projects.ask_self_check", rows[0], detail={"title": common["title"], "kind": kind, "units": len(rows), "on": due_on.isoformat()})
    return rows


def _asked(actor: Actor, common: Mapping) -> set[tuple]:
    rows = SelfCheck.objects.visible_to(actor).filter(region=common["region"], title=common["title"])
    return set(rows.values_list("enterprise_id", "organisation_id", "project_id"))


def _of_firms(actor: Actor, region: Region, common: Mapping) -> list[SelfCheck]:
    sites = Project.objects.writable_by(actor).filter(region=region, general_contractor__isnull=False).unfinished()
    asked = _asked(actor, common)
    return [
        SelfCheck(enterprise_id=site.general_contractor_id, project=site, **common)
        for site in sites
        if (site.general_contractor_id, None, site.pk) not in asked
    ]


def _of_departments(actor: Actor, region: Region, common: Mapping) -> list[SelfCheck]:
    organs = Organisation.objects.standing().filter(kind=OrganisationKind.AUTHORITY, region=region).exclude(industries=[])
    asked = _asked(actor, common)
    return [SelfCheck(organisation=organ, **common) for organ in organs.order_by("pk") if (None, organ.pk, None) not in asked]


def submit_self_check(
    *,
    actor: Actor,
    check: SelfCheck,
    answers: Sequence[tuple[str, str]],
    problems: str,
    at: dt.datetime,
    mend_by: dt.date | None = None,
    units: int | None = None,
) -> SelfCheck:
    """(verdict, words) for each item; what is not in order is named, with a day by which it is mended."""
    with transaction.atomic():
        row = _locked(actor, check)
        if (
            actor.role in ENTERPRISE
            and row.enterprise_id != actor.enterprise_id
            or actor.role == Role.DEPARTMENT
            and row.organisation_id != actor.organisation_id
        ):
            raise Refused("只报送本单位的自查。", "not_yours")
        if len(answers) != len(row.items) or any(verdict not in Verdict.values for verdict, _ in answers):
            raise Refused("每一项都要有结论。", "unanswered")
        bad = any(verdict != Verdict.OK for verdict, _ in answers)
        if bad and (not problems.strip() or mend_by is None):
            raise Refused("有不到位的项目，请写明问题和自行整改期限。", "problems")
        written = [{"verdict": verdict, "note": note.strip()[:300]} for verdict, note in answers]
        return move(
            row, "submit", actor=actor, at=at, answers=written, problems=problems.strip(), mend_by=mend_by if bad else None, units=units,
            submitted_by=actor.name, submitted_on=local_date(at), detail={"bad": sum(v != Verdict.OK for v, _ in answers)},
        )  # fmt: skip


def send_back_self_check(*, actor: Actor, check: SelfCheck, reason: str, at: dt.datetime) -> SelfCheck:
    with transaction.atomic():
        return move(_locked(actor, check), "send_back", actor=actor, at=at, note=reason.strip())


def confirm_self_check(*, actor: Actor, check: SelfCheck, helped: str, at: dt.datetime) -> SelfCheck:
    """Read by who asked; ``helped`` says what the government did to help where the firm could not alone."""
    with transaction.atomic():
        return move(_locked(actor, check), "confirm", actor=actor, at=at, helped=helped.strip(), note=helped.strip())


def _locked(actor: Actor, check: SelfCheck) -> SelfCheck:
    row = SelfCheck.objects.writable_by(actor).select_for_update(of=("self",)).filter(pk=check.pk).first()
    if row is None:
        raise Refused("这份自查由其他单位办理。", "not_yours")
    return row
