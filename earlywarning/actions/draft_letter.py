"""Draft a letter from a warning: its figures become the findings."""

import datetime as dt

from earlywarning.models import EarlyWarning
from portal.documents.actions.draft_instrument import Occasion, draft_instrument
from portal.documents.models import Instrument
from portal.lib.errors import Refused
from portal.lib.text import cited, official
from portal.tenancy.enums import OrganisationKind
from portal.tenancy.models import Organisation
from portal.tenancy.scope import Actor
from projects.models import Project


def letter_facts(warning: EarlyWarning, project: Project) -> dict[str, str]:
    """What the warning already knows of a letter's facts; the officer adds the rest."""
    return {
        "project": project.name,
        "enterprise": project.general_contractor.name if project.general_contractor else "",
        "owner": project.owner.name if project.owner else "",
        "level": f"{warning.get_level_display()}预警",
        "findings": official(warning.explain),
        "law": cited(warning.law),
        "industry": project.get_industry_display(),
    }


def draft_letter(
    warning: EarlyWarning,
    *,
    actor: Actor,
    kind: str,
    facts: dict,
    at: dt.datetime,
    chosen: dict[str, Organisation] | None = None,
    project: Project | None = None,
    **texts: str,
) -> Instrument:
    """The draft of a letter about an open warning; who receives it is the tenant's policy (西青: 警示函 → 属地街镇)."""
    if not warning.is_open:
        raise Refused("预警已结，不再发函。", "closed")
    project = project or project_of(warning, actor)
    return draft_instrument(
        actor=actor,
        kind=kind,
        addressees=addressees_of(project) | (chosen or {}),
        facts=facts,
        at=at,
        region_id=warning.region_id,
        occasion=Occasion("earlywarning.EarlyWarning", str(warning.uid), str(warning), project.pk, project.name),
        **texts,
    )


def project_of(warning: EarlyWarning, actor: Actor) -> Project:
    """The warning's project with whom its letters speak of."""
    return Project.objects.visible_to(actor).select_related("owner", "general_contractor", "township", "region").get(pk=warning.project_id)


def addressees_of(project: Project) -> dict[str, Organisation | None]:
    """The organisation of each part a letter about the project may go to."""
    authorities = Organisation.objects.filter(kind=OrganisationKind.AUTHORITY)
    return {
        "enterprise": project.general_contractor,
        "owner": project.owner,
        "township": authorities.filter(region=project.township).first() if project.township_id else None,
        "industry": authorities.filter(region=project.region_id, industries__contains=[project.industry]).first(),
    }
