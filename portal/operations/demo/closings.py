"""Papers, freezes, changes of contract and closings of the demonstration's projects, and the permit ledger beside them."""

import datetime as dt
import io
import uuid
from decimal import Decimal

from portal.operations.demo.proofs import picture
from portal.operations.demo.stage import Stage
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor, acting
from projects.actions.change_contract import change_contract
from projects.actions.close_account import agree_closing, close_account
from projects.actions.keep_paper import keep_paper
from projects.actions.record_freeze import record_freeze
from projects.actions.record_progress import record_progress
from projects.actions.start_closing import start_closing
from projects.enums import ENDED, ProjectState
from projects.enums_accounts import ClosingReason, ClosingState, PaperKind
from projects.models import AccountClosing, PermitEntry, Project, SpecialWageAccount
from wagepay.actions.ask_labour_cost import ask_labour_cost

PINGDING = "140321"
LEDGER = 6  # permits of the ledger; the last two have no file
DAY = dt.timedelta(days=1)


def file_papers(stage: Stage) -> None:
    """In one county: commitments, one freeze, one supplement, and a ledger with two projects nobody registered; accounts of settled sites on their way to be closed."""
    with acting(stage.inspector(PINGDING)) as actor:
        region = Region.objects.get(code=PINGDING)
        projects = list(Project.objects.visible_to(actor).filter(region=region).select_related("general_contractor", "owner").order_by("code"))
        running = [project for project in projects if project.state not in ENDED]
        for project in running[:2]:
            _keep(stage, actor, project, PaperKind.START_COMMITMENT, project.started_on or stage.on)
        for project in running[2:3]:
            _supplement(stage, actor, project)
        _freeze(stage, actor, running[3:])
        _permits(stage, actor, region, projects)
    _close(stage)
    _progress(stage)


def _keep(stage: Stage, actor: Actor, project: Project, kind: str, on: dt.date, *, about: uuid.UUID | None = None) -> None:
    upload, on = io.BytesIO(picture()), min(on, stage.on)
    keep_paper(
        actor=actor, project=project, kind=kind, upload=upload, name="扫描件.png", dated_on=on, on=stage.on, at=stage.instant(stage.on, 9), subject_uid=about
    )  # fmt: skip


def _supplement(stage: Stage, actor: Actor, project: Project) -> None:
    change_contract(
        actor=actor, project=project, version=project.version, effective_on=stage.on - 10 * DAY, reason="工程量增加，协商调整工期", document_number="样例补〔1〕号",
        on=stage.on, at=stage.instant(stage.on, 9), planned_end_on=project.planned_end_on + 60 * DAY,
    )  # fmt: skip


def _freeze(stage: Stage, actor: Actor, projects: list[Project]) -> None:
    account = SpecialWageAccount.objects.visible_to(actor).filter(project__in=projects).select_related("project").order_by("pk").first()
    if account is None:
        return
    record_freeze(
        actor=actor, account=account, frozen_on=stage.on - 3 * DAY, organ="样例县人民法院", document_number="样例执保12号", reason="总包与材料商的买卖合同纠纷",
        on=stage.on, at=stage.instant(stage.on, 9),
    )  # fmt: skip


def _close(stage: Stage) -> None:
    """Accounts of settled sites: the first hung its notice after all was settled, and its thirty days still run; one is closed, one waits for its bank."""
    with acting(system_actor()) as operator:
        rows = SpecialWageAccount.objects.visible_to(operator).filter(project__state=ProjectState.SETTLED).select_related("project__region", "bank")
        found = list(rows.order_by("project__code", "pk")[:3])
    for account, reached in zip(found, (ClosingState.PUBLISHED, ClosingState.CLOSED, ClosingState.AGREED), strict=False):
        with acting(stage.inspector(account.project.region.code)) as actor:
            if reached == ClosingState.PUBLISHED:
                _publish(stage, actor, account, 5)
            else:
                _end(stage, actor, account, is_closed=reached == ClosingState.CLOSED)


def _publish(stage: Stage, actor: Actor, account: SpecialWageAccount, days: int) -> AccountClosing:
    """So many days ago, and not before the works were over."""
    on = max(stage.on - days * DAY, account.project.completed_on)
    closing = start_closing(
        actor=actor, account=account, reason=ClosingReason.COMPLETED, notice_on=on, places="工地大门、项目部", on=stage.on, at=stage.instant(on, 9)
    )
    _keep(stage, actor, account.project, PaperKind.CLOSING_NOTICE, on, about=account.uid)
    return closing


def _end(stage: Stage, actor: Actor, account: SpecialWageAccount, *, is_closed: bool) -> None:
    """Its notice is over, nothing is owed: agreed to, and closed by its bank or not yet."""
    closing = _publish(stage, actor, account, 60)
    _keep(stage, actor, account.project, PaperKind.NO_ARREARS, closing.notice_until + DAY)
    agreed, closed = stage.on - 6 * DAY, stage.on - 2 * DAY
    closing = agree_closing(actor=actor, closing=closing, on=agreed, at=stage.instant(agreed, 10))
    if is_closed:
        close_account(actor=actor, closing=closing, closed_on=closed, on=stage.on, at=stage.instant(closed, 15))


def _progress(stage: Stage) -> None:
    """Two months of works of the owner's projects and of a public one, some paid too little; a request of the contractor that waits for that owner."""
    owner, contractor = stage.user("owner"), stage.user("contractor")
    with acting(owner):
        for number, project in enumerate(Project.objects.visible_to(owner).exclude(state__in=ENDED).order_by("code")[:3]):
            _build(stage, owner, project, Decimal("1300000") if number == 0 else Decimal("1800000"))
    with acting(stage.inspector(PINGDING)) as inspector:
        rows = Project.objects.visible_to(inspector).under_construction().filter(region__code=PINGDING, is_government_invested=True)
        public = rows.select_related("owner").order_by("code").first()
    if public is not None:
        with acting(stage.owner_of(public)) as treasury:
            _build(stage, treasury, public, Decimal("1300000"))
    with acting(contractor):
        project = Project.objects.visible_to(contractor).filter(owner_id=owner.enterprise_id).exclude(state__in=ENDED).order_by("code").first()
        if project is None:
            return
        ask_labour_cost(
            actor=contractor,
            project=project,
            month=stage.month(0),
            amount=Decimal("180000"),
            reason="主体抢工，增加钢筋工、木工 26 人",
            on=stage.on,
            at=stage.instant(stage.on, 9),
        )


def _build(stage: Stage, owner: Actor, project: Project, paid: Decimal) -> None:
    """The works of two months and what was paid for each."""
    for month in (stage.month(3), stage.month(2)):
        given = {"value": Decimal("2000000"), "paid": paid, "paid_on": month + 40 * DAY}
        record_progress(actor=owner, project=project, month=month, on=stage.on, at=stage.instant(stage.on, 9), **given)


def _permits(stage: Stage, actor: Actor, region: Region, projects: list[Project]) -> None:
    known = [(project.permit_number, project.name, project) for project in projects if project.permit_number][: LEDGER - 2]
    missing = [(f"样例许〔{stage.on.year}〕9{number:02d}号", name, None) for number, name in enumerate(("样例村道路硬化工程", "样例镇卫生院改造工程"), 1)]
    PermitEntry.objects.bulk_create(
        PermitEntry(
            region=region, permit_number=number, project_name=name, project=project, contractor_name=project.general_contractor.name if project else "示例乡建有限公司",
            issued_on=project.permit_issued_on if project else stage.on - 40 * DAY, recorded_by=actor.name, recorded_at=stage.instant(stage.on, 9),
        )
        for number, name, project in (*known, *missing)
    )  # fmt: skip
