"""Inspections, findings and second looks that are due today, for the desk and the digest."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse

from portal.accounts.enums import ENTERPRISE, Role
from portal.accounts.rights import may
from portal.notices.digest import Due, due_today
from portal.tenancy.models import Region
from portal.tenancy.policies import policy_sets
from portal.tenancy.scope import Actor
from projects.enums import Post
from projects.inspections.enums import FindingState, InspectionState, SelfCheckState
from projects.inspections.first_checks import unchecked
from projects.inspections.standing import duties_of
from projects.models import InspectionFinding, Project, SelfCheck, SiteInspection
from projects.policies import SITE_CHECK_MONTHS

SOON = dt.timedelta(days=7)


@due_today
def checks(actor: Actor, on: dt.date) -> Iterator[Due]:
    """Approved checks whose day has come, and concluded ones whose result nobody was told."""
    if not may(actor, "projects.inspect"):
        return
    waiting = (InspectionState.APPROVED, InspectionState.ON_SITE, InspectionState.CONCLUDED)
    rows = SiteInspection.objects.writable_by(actor).filter(state__in=waiting, planned_on__lte=on).select_related("employer__organisation")
    for row in rows.prefetch_related("employer__organisation__former_names").order_by("planned_on", "pk"):
        step = {InspectionState.APPROVED: "到场检查", InspectionState.ON_SITE: "办完检查", InspectionState.CONCLUDED: "告知检查结果"}[row.state]
        yield Due(f"{step}：{row.employer_name}", f"计划 {row.planned_on}", row.get_absolute_url(), row.planned_on < on)


@due_today
def first_checks(actor: Actor, on: dt.date) -> Iterator[Due]:
    """督办提醒: sites whose first inspection is due within a week or late (W53)."""
    if not may(actor, "projects.inspect"):
        return
    sets = policy_sets(Region.objects.filter(pk__in=actor.scope.write_regions), on)
    months = {region: values[SITE_CHECK_MONTHS].value for region, values in sets.items()}
    for project, due_on in unchecked(actor, months, on):
        if due_on <= on + SOON:
            note = f"{project.started_on} 开工，{due_on} 前完成首次检查"
            yield Due(f"首次实地检查：{project.name}", note, project.get_absolute_url(), due_on < on)


@due_today
def visits(actor: Actor, on: dt.date) -> Iterator[Due]:
    """Visits a grid officer or an inspector still owes when his period ends within a week."""
    posts = {Role.GRID: Post.GRID_OFFICER, Role.INSPECTOR: Post.INSPECTOR}
    if actor.role not in posts or not may(actor, "projects.patrol"):
        return
    own = {"grid_officer__in": actor.portfolio_of} if actor.role == Role.GRID else {"inspector__in": actor.portfolio_of}
    projects = list(Project.objects.writable_by(actor).under_construction().filter(**own))
    for duty in duties_of(actor, projects, on):
        if duty.post == posts[actor.role] and duty.left and duty.until <= on + SOON:
            name = next(project.name for project in projects if project.pk == duty.project_id)
            yield Due(f"走访：{name}", f"{duty.until} 前还差 {duty.left} 次", reverse("responsibility"))


@due_today
def self_checks(actor: Actor, on: dt.date) -> Iterator[Due]:
    """Self-checks of one's own firm or department that are due."""
    if not may(actor, "projects.self_check"):
        return
    own = {"enterprise": actor.enterprise_id} if actor.role in ENTERPRISE else {"organisation": actor.organisation_id}
    for row in SelfCheck.objects.visible_to(actor).filter(state=SelfCheckState.ASKED, due_on__lte=on, **own).order_by("due_on", "pk"):
        yield Due(f"报送自查：{row.title}", f"{row.due_on} 到期", row.get_absolute_url(), row.due_on < on)


@due_today
def findings(actor: Actor, on: dt.date) -> Iterator[Due]:
    """The firm's problems whose day has come; the officer's evidence to re-check, firms that are late, second looks."""
    if actor.role in ENTERPRISE and may(actor, "projects.rectify"):
        rows = InspectionFinding.objects.visible_to(actor).filter(state=FindingState.OPEN, rectify_by__lte=on)
        yield from (_due("报送整改", row, row.rectify_by, on) for row in rows.order_by("rectify_by", "pk"))
    elif may(actor, "projects.inspect"):
        rows = InspectionFinding.objects.writable_by(actor)
        yield from (_due("复查销号", row, row.rectify_by, on) for row in rows.filter(state=FindingState.SUBMITTED).order_by("rectify_by", "pk"))
        yield from (_due("逾期未改", row, row.rectify_by, on) for row in rows.overdue(on).order_by("rectify_by", "pk"))
        yield from (_due("回头看", row, row.look_back_by, on) for row in rows.to_look_back().filter(look_back_by__lte=on).order_by("look_back_by", "pk"))


def _due(step: str, row: InspectionFinding, by: dt.date, on: dt.date) -> Due:
    return Due(f"{step}：{row.item}", f"{by} 到期" if by < on else "今天到期" if by == on else f"期限 {by}", row.get_absolute_url(), by < on)
