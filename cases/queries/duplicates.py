"""Leads that look like the same matter: the same person, the same site or employer, months that overlap."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from cases.models import Case, CaseLead, Lead
from portal.tenancy.scope import Actor

LOOK_BACK = dt.timedelta(days=400)
MOST = 10


@dataclass(frozen=True)
class Likeness:
    """An earlier or later lead and why it looks the same."""

    lead: Lead
    why: str
    case: Case | None


def same_matter(actor: Actor, lead: Lead) -> list[Likeness]:
    """At most ten, the surest first: by identity number, by phone, by name; always about the same site or employer and period."""
    rows = Lead.objects.visible_to(actor).filter(region=lead.region_id).exclude(pk=lead.pk)
    rows = rows.filter(_same_person(lead), _same_place(lead), received_on__gte=lead.received_on - LOOK_BACK)
    found = [row for row in rows.select_related("project", "employer").order_by("-received_at")[:50] if _overlap(row, lead)]
    cases = {link.lead_id: link.case for link in CaseLead.objects.visible_to(actor).filter(lead__in=found).select_related("case")}
    ranked = sorted(((_why(row, lead), row) for row in found), key=lambda pair: pair[0][0])
    return [Likeness(row, why, cases.get(row.pk)) for (_, why), row in ranked[:MOST]]


def open_cases_of_matter(actor: Actor, lead: Lead) -> list[Case]:
    """The open cases this lead may join, the newest first."""
    rows = Case.objects.visible_to(actor).open().filter(region=lead.region_id).select_related("project", "employer")
    if lead.project_id:
        return list(rows.filter(project=lead.project_id)[:MOST])
    same = Q(pk__in=[])
    if lead.employer_id:
        same |= Q(employer=lead.employer_id)
    if lead.employer_text:
        same |= Q(employer_text=lead.employer_text)
    return list(rows.filter(same, project__isnull=True)[:MOST])


def _same_person(lead: Lead) -> Q:
    same = Q(pk__in=[])
    if lead.id_index:
        same |= Q(id_index=bytes(lead.id_index))
    if lead.phone_index:
        same |= Q(phone_index=bytes(lead.phone_index))
    if lead.name:
        same |= Q(name=lead.name)
    return same


def _same_place(lead: Lead) -> Q:
    same = Q(pk__in=[])
    if lead.project_id:
        same |= Q(project=lead.project_id)
    if lead.employer_id:
        same |= Q(employer=lead.employer_id)
    if lead.employer_text:
        same |= Q(employer_text=lead.employer_text)
    return same


def _overlap(one: Lead, other: Lead) -> bool:
    """An end nobody named is open."""
    starts = max(day for day in (one.owed_from or dt.date.min, other.owed_from or dt.date.min))
    ends = min(day for day in (one.owed_to or dt.date.max, other.owed_to or dt.date.max))
    return starts <= ends


def _why(row: Lead, lead: Lead) -> tuple[int, str]:
    if row.id_index and lead.id_index and bytes(row.id_index) == bytes(lead.id_index):
        return 0, "同一身份证号"
    if row.phone_index and lead.phone_index and bytes(row.phone_index) == bytes(lead.phone_index):
        return 1, "同一手机号"
    return 2, "同名"
