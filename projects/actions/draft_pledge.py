"""人盯人责任书 of a site: drafted from its chain of responsibility; the signed copy is the receipt of its service."""

import datetime as dt

from portal.accounts.rights import require
from portal.documents.actions.draft_instrument import Occasion, draft_instrument
from portal.documents.models import Instrument
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.actions.guard import check_writable
from projects.chain import chain
from projects.inspections.papers import PLEDGE
from projects.models import Project, Responsibility

LABEL = "projects.Project"
FEWEST = 3  # a pledge between fewer binds nobody to anybody


def draft_pledge(*, actor: Actor, project: Project, at: dt.datetime) -> Instrument:
    """Every post that has a name; a new pledge after the chain has changed is a new paper."""
    require(actor, "projects.assign")
    check_writable(actor, project)
    links = [link for link in chain(project) if link.is_named]
    if len(links) < FEWEST:
        raise Refused(f"责任链只落实了 {len(links)} 个岗位，至少落实 {FEWEST} 个再拟责任书。", "chain")
    if project.general_contractor is None:
        raise Refused("项目没有登记施工总承包单位。", "no_contractor")
    since = Responsibility.objects.of(project).filter(until__isnull=True).order_by("-since").values_list("since", flat=True).first() or at.date()
    facts = {
        "project": project.name,
        "enterprise": project.general_contractor.name_on(at.date()),
        "owner": project.owner.name_on(at.date()) if project.owner else "",
        "people": "\n".join(f"{link.label}：{link.name}{f'（{link.place}）' if link.place else ''}。" for link in links)
        + (f"\n劳资专管员：{project.wage_officer_name}。" if project.wage_officer_name else ""),
        "since": since,
    }
    occasion = Occasion(LABEL, project.code, project.name, project.pk, project.name)
    return draft_instrument(
        actor=actor, kind=PLEDGE, addressees={"enterprise": project.general_contractor}, facts=facts, at=at, region_id=project.region_id, occasion=occasion
    )  # fmt: skip
