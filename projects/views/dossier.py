"""One project, one file (一项目一档)."""

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.accounts.enums import ENTERPRISE
from portal.accounts.pages import page
from portal.accounts.rights import may
from portal.lib import clock, show
from portal.tenancy.scope import Actor
from portal.workflow.door import available
from projects import dossier, facts, history
from projects.chain import chain
from projects.checklists import in_use
from projects.models import Fact, Hold, Inspection, Project, ProjectParty, SiteState, SpecialWageAccount, WageSecurityDeposit
from projects.models.base import stands_for_own_people_only
from projects.systems import Judged, conclusion, gather, rows_of, special_account
from projects.systems.remedies import next_green
from projects.tables import state_tone
from projects.tokens import complaint_path
from projects.views.systems import done_of, rows_for, steps_for

ACTS = (
    "update",
    "parties",
    "open_account",
    "file_account",
    "record_agreement",
    "store_deposit",
    "assess_deposit",
    "notice_board",
    "assign",
    "complaint_code",
    "inspect",
    "boards",
)
RELATED = ("region", "township", "owner", "general_contractor", "inspector")


@page("projects.view", obj=(Project, "code"))
def project(request: HttpRequest, found: Project) -> HttpResponse:
    """Head with the conclusion, the five systems, money, parties, states, responsibility, history, and the parts of other rooms."""
    actor, on = request.actor, clock.today()
    found = Project.objects.visible_to(actor).select_related(*RELATED).get(pk=found.pk)
    judged = Judged(gather(found, on))
    systems = [row for row in rows_of(judged) if _sees_money(actor, found) or row.key not in ("special_account", "deposit")]
    return render(
        request,
        "projects/project.html",
        _context(actor, found, systems, on)
        | {"figures": figures(actor, found, judged.evidence.facts)}
        | _lists(actor, found, judged)
        | {"files_on_paper": special_account.files_on_paper(judged.evidence.policies)},
    )


def _lists(actor: Actor, project: Project, judged: Judged) -> dict[str, Any]:
    """The tenant's checklists, each with how much of it is green, and the steps that turn the rest green."""
    found = [(checklist, rows_for(actor, project, checklist, judged)) for checklist in in_use(judged.evidence.policies)]
    rows = [row for _, listed in found for row in listed]
    steps = steps_for(actor, project, rows)
    return {
        "steps": steps,
        "coming": next_green(rows, [step for step, _ in steps])[:2],
        "lists": [(checklist, done_of(rows), len(rows)) for checklist, rows in found],
    }


def _context(actor: Actor, project: Project, systems: list, on: Any) -> dict[str, Any]:
    own = project.region_id in actor.scope.write_regions or project.pk in actor.scope.write_projects
    writable = own and not stands_for_own_people_only(actor, project.pk)
    official = actor.role not in ENTERPRISE
    rows = {"project": project}
    return {
        "project": project,
        "on": on,
        "tone": state_tone(project),
        "badges": dossier.badges(actor, project, on),
        "conclusion": conclusion(systems),
        "systems": systems,
        "parties": ProjectParty.objects.visible_to(actor).filter(**rows).select_related("organisation", "parent__organisation"),
        "accounts": SpecialWageAccount.objects.visible_to(actor).filter(**rows).select_related("bank"),
        "deposits": WageSecurityDeposit.objects.visible_to(actor).filter(**rows),
        "states": SiteState.objects.visible_to(actor).filter(**rows).order_by("-since", "-id"),
        "holds": Hold.objects.visible_to(actor).filter(**rows).in_force(clock.now()) if official else (),
        "chain": chain(project),
        # An enterprise learns the result; the county's register of employers stays with the officials.
        "inspections": Inspection.objects.visible_to(actor).filter(**rows).select_related("employer__organisation" if official else None)[:5],
        "official": official,
        "entries": history.entries(project) if official else (),
        "moves": available(project, actor) if writable else (),
        "parts": dossier.shown(actor, project, on),
        "may": {act: writable and may(actor, f"projects.{act}") for act in ACTS},
        "sees_money": _sees_money(actor, project),
        "complaint_url": complaint_path(project) if may(actor, "projects.complaint_code") else "",
    }


def _sees_money(actor: Actor, project: Project) -> bool:
    """The contract between owner and contractor, account and deposit are no business of a firm there for its own people alone."""
    return not stands_for_own_people_only(actor, project.pk)


def figures(actor: Actor, project: Project, known: dict[str, Fact]) -> list[dict[str, str]]:
    """Six figures beside the facts; “—” where nobody has posted any."""
    posted = {item: fact.value for item, fact in known.items()}
    people, month, account, arrears = (posted.get(item, {}) for item in (facts.COVERAGE, facts.PAYMENT_MONTH, facts.ACCOUNT_MONTH, facts.ARREARS))
    found = [
        ("在场 / 实名", f"{people['on_site']} / {people['registered']}" if people else show.NOTHING, "人" if people else "", ""),
        ("劳动合同", f"{people['with_contract']} / {people['on_site']}" if people else show.NOTHING, "人" if people else "", ""),
        ("待解决欠薪", *_arrears(arrears)),
    ]
    if _sees_money(actor, project):
        found.insert(0, ("合同造价", *_wan(project.contract_amount), ""))
        found.insert(2, (f"{int(month['month'][5:])} 月代发" if month else "上月代发", *_wan(month.get("paid")), ""))
        found.insert(3, ("专户余额", *_wan(account.get("balance")), ""))
    return [dict(zip(("label", "value", "unit", "tone"), row, strict=True)) for row in found]


def _wan(value: Decimal | str | None) -> tuple[str, str]:
    return (show.ten_thousand(Decimal(value)), "万元") if value is not None else (show.NOTHING, "")


def _arrears(value: dict[str, Any]) -> tuple[str, str, str]:
    if not value:
        return show.NOTHING, "", ""
    owed = Decimal(value["amount"])
    return show.ten_thousand(owed), f"万元 {value['people']} 人", "red" if owed > 0 else ""
