"""Register the demonstration's projects with their parties, accounts, deposits and boards, by the acts of inspectors."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from portal.accounts.models import User
from portal.administration.actions.prepare_county import full_name
from portal.lib.money import fen
from portal.operations.demo.enterprises import public_owner
from portal.operations.demo.papers import NO_AGREEMENT, NO_PERMIT, hand_in_papers, put_up_boards
from portal.operations.demo.plans import Plan, plans
from portal.operations.demo.stage import Stage
from portal.tenancy.models import Organisation, Region
from portal.tenancy.scope import Actor, acting
from projects.actions.add_party import add_party
from projects.actions.assign_inspector import assign_inspector
from projects.actions.change_site_state import change_site_state
from projects.actions.open_special_wage_account import open_special_wage_account
from projects.actions.record_account_filing import record_account_filing
from projects.actions.record_upload import record_account_upload, record_deposit_copies
from projects.actions.register_project import register_project
from projects.actions.store_deposit import store_deposit
from projects.enums import DepositForm, Part, ProjectState
from projects.models import Project

WAN = Decimal(10000)
UPLOADING = "120111"  # 西青: what is uploaded to the platform counts as filed
LABOUR_SHARE = Decimal("0.2000")
MONTH = dt.timedelta(days=30)
# Which stories lack what about account, contract, platform and guarantee, so that each rule tells each of its levels.
UNFILED, NO_TRIPARTY, ODD_NAME = ("deposit_soon", "stopped"), ("preparing", "mismatch_yellow"), ("winter",)
LONG_CYCLE, NOT_UPLOADED = ("unpaid_yellow", "labour_short"), ("account_soon", "complaints", "strangers")
GUARANTEE_ENDS = {"stopped": 45, "no_board": -5}  # days from today


@dataclass(frozen=True)
class Site:
    """A registered project with what later acts need of it."""

    plan: Plan
    project: Project
    subcontractor: Organisation
    started_on: dt.date
    serial: int  # its place in the plan, the same in every build


def planned(stage: Stage, *, times: int = 1) -> list[Plan]:
    """All projects, county by county."""
    codes = sorted(stage.land.places)
    townships = {code: [(town.code, town.name) for town in stage.place(code).townships] for code in codes}
    return list(plans(codes, townships, stage.rng, times=times))


def register(stage: Stage, plan: Plan, serial: int) -> Site:
    """The project with everything that belongs to its file."""
    inspector = stage.inspector(plan.region)
    signed_on, permit_on, started_on = _dates(stage, plan)
    with acting(inspector) as actor:
        project = _open_file(stage, plan, actor, serial, signed_on, permit_on, started_on)
        actor = actor.with_projects(project.pk)
        subcontractor = _add_parties(stage, plan, actor, project, started_on, serial)
        _open_account(stage, plan, actor, project, signed_on, serial)
        _store_deposit(stage, plan, actor, project, permit_on, serial)
        hand_in_papers(stage, plan, actor, project, serial, signed_on, started_on)
        put_up_boards(stage, plan, actor, project, started_on)
        assign_inspector(actor=actor, project=project, inspector=User.objects.get(pk=actor.user_id), on=stage.on)
        change_state(stage, plan, actor, project)
    return Site(plan, project, subcontractor, started_on, serial)


def _dates(stage: Stage, plan: Plan) -> tuple[dt.date, dt.date, dt.date]:
    """Contract, permit and start of work."""
    if plan.story.account == "soon" or plan.story.deposit == "soon":
        begun_on = stage.on - dt.timedelta(days=24)
        return begun_on - dt.timedelta(days=4), begun_on, begun_on
    started_on = stage.on - MONTH * plan.months - dt.timedelta(days=stage.rng.randrange(20)) if plan.months else stage.on + MONTH
    return started_on - dt.timedelta(days=50), started_on - dt.timedelta(days=20), started_on


def _open_file(stage: Stage, plan: Plan, actor: Actor, serial: int, signed_on: dt.date, permit_on: dt.date, started_on: dt.date) -> Project:
    place, amount = stage.place(plan.region), plan.amount_wan * WAN
    registered_on = min(permit_on + dt.timedelta(days=3), stage.on)
    name = plan.name if plan.roster or plan.contractor is not None else full_name(place.region) + plan.name
    owner = (
        stage.firms.owners[plan.owner]
        if plan.owner is not None
        else public_owner(place.region, actor=actor, serial=sorted(stage.land.places).index(plan.region))
    )
    contractor = stage.firms.contractors[plan.contractor if plan.contractor is not None else 1 + serial % (len(stage.firms.contractors) - 1)]
    township = Region.objects.get(code=plan.township) if plan.township else None
    begun = started_on <= stage.on
    pay_day, pay_month_offset = _pay_day(stage, plan)
    return register_project(
        actor=actor, region=place.region, on=registered_on, at=stage.instant(registered_on), name=name, township=township, industry=plan.industry,
        kind=plan.kind, site_kind=plan.site_kind, tags=list(plan.tags), owner=owner, general_contractor=contractor, contract_amount=amount,
        labour_cost_share=LABOUR_SHARE, labour_cost_amount=fen(amount * LABOUR_SHARE), labour_cost_cycle_months=3 if plan.story.code in LONG_CYCLE else 1, contract_signed_on=signed_on,
        permit_number="" if plan.story.code in NO_PERMIT else f"样例许〔{permit_on.year}〕{serial + 1:03d}号", permit_issued_on=None if plan.story.code in NO_PERMIT else permit_on, started_on=started_on if begun else None,
        planned_end_on=started_on + MONTH * max(24, plan.months + 6), pay_day=pay_day, pay_month_offset=pay_month_offset, wage_officer_name=stage.people.name(),
        state=ProjectState.UNDER_CONSTRUCTION if begun else ProjectState.PREPARING,
        address=f"{township.name if township else place.region.name}样例路{serial + 1}号", uploaded_on=None if plan.story.code in NOT_UPLOADED else registered_on,
        is_state_contractor=contractor.is_state_owned, **{flag: True for flag in plan.flags},
    )  # fmt: skip


def _pay_day(stage: Stage, plan: Plan) -> tuple[int, int]:
    """The agreed day; where the story says since when wages are overdue, the day that makes it so."""
    if plan.story.overdue is None:
        return plan.pay_day, 1
    fell_due = stage.workdays.add_workdays(stage.on, -plan.story.overdue)
    return fell_due.day, int(fell_due >= stage.month(0))


def _add_parties(stage: Stage, plan: Plan, actor: Actor, project: Project, started_on: dt.date, serial: int) -> Organisation:
    firms = stage.firms.subcontractors
    subcontractor = firms[plan.subcontractor if plan.subcontractor is not None else 1 + serial % (len(firms) - 1)]
    on = min(started_on, stage.on)
    add_party(
        actor=actor, project=project, organisation=subcontractor, part=Part.SUBCONTRACTOR, on=on, scope_of_work="劳务分包",
        entrusted_agreement_on=None if plan.story.code in NO_AGREEMENT else on,
    )  # fmt: skip
    if plan.contractor == 0:  # the sites of the accounts ``contractor`` and ``supervisor``
        add_party(actor=actor, project=project, organisation=stage.firms.supervisor, part=Part.SUPERVISOR, on=on, scope_of_work="施工监理")
    return subcontractor


def _open_account(stage: Stage, plan: Plan, actor: Actor, project: Project, signed_on: dt.date, serial: int) -> None:
    if plan.story.account != "ok":
        return
    bank = stage.firms.banks[0 if plan.contractor == 0 else serial % len(stage.firms.banks)]
    story = plan.story.code
    opened_on = min(signed_on + dt.timedelta(days=1 if plan.story.deposit == "soon" else 18), stage.on)
    account = open_special_wage_account(
        actor=actor, project=project, bank=bank, account_number=f"9999{serial:012d}", opened_on=opened_on, on=stage.on,
        agreement_on=None if story in NO_TRIPARTY else opened_on,
        account_name=f"{project.general_contractor.name}{project.name}{'工资户' if story in ODD_NAME else '农民工工资专用账户'}",
    )  # fmt: skip
    if story in UNFILED:
        return
    day = min(opened_on + dt.timedelta(days=9), stage.on)
    if plan.region == UPLOADING:
        record_account_upload(actor=actor, account=account, uploaded_on=day, on=stage.on)
    else:
        record_account_filing(actor=actor, account=account, filed_on=day, on=stage.on)


def _store_deposit(stage: Stage, plan: Plan, actor: Actor, project: Project, permit_on: dt.date, serial: int) -> None:
    story = plan.story.deposit
    if story in ("missing", "soon"):
        return
    on = min(permit_on + dt.timedelta(days=15), stage.on)
    required = fen(plan.amount_wan * WAN * Decimal("0.015"))
    if story == "exempt":
        made = store_deposit(actor=actor, project=project, form=DepositForm.EXEMPT, deposited_on=on, on=stage.on, exempt_basis=_exempt_basis(plan))
    elif serial % 2 and plan.story.code not in GUARANTEE_ENDS:
        made = store_deposit(
            actor=actor, project=project, form=DepositForm.CASH, deposited_on=on, on=stage.on, amount=required, required_amount=required,
            institution=stage.firms.banks[0].name, document_number=f"样例存单{serial + 1:04d}", agreement_on=on, agreement_filed_on=on,
        )  # fmt: skip
    else:
        days = GUARANTEE_ENDS.get(plan.story.code)
        expires_on = project.planned_end_on + dt.timedelta(days=60) if days is None else stage.on + dt.timedelta(days=days)
        made = store_deposit(
            actor=actor, project=project, form=DepositForm.BANK_GUARANTEE, deposited_on=on, on=stage.on, amount=required, required_amount=required,
            institution=stage.firms.banks[0].name, document_number=f"样例保函{serial + 1:04d}", expires_on=expires_on,
            is_on_demand=True, is_irrevocable=True, beneficiary=stage.place(plan.region).bureau.name, original_kept_on=on,
        )  # fmt: skip
    if plan.region == UPLOADING and made.form != DepositForm.EXEMPT and serial % 3:
        record_deposit_copies(actor=actor, deposit=made, filed_on=None if made.agreement_filed_on else on, uploaded_on=on, on=stage.on)


def _exempt_basis(plan: Plan) -> str:
    return "专户余额超过年度施工合同额1%，暂免存（演示）" if "waived" in plan.features else "安薪项目免存（演示）"


def change_state(stage: Stage, plan: Plan, actor: Actor, project: Project) -> None:
    """From the state it was registered in to the one its story tells of."""
    steps = {
        "stopped": (("stop", 20, "资金不到位停工"),),
        "winter_break": (("winter", 6, "进入冬季停工期"),),
        "completed_unsettled": (("complete", 35, ""),),
        "settled": (("complete", 80, ""), ("settle", 7, "工资已全部结清")),
    }.get(plan.story.state, ())
    for verb, days_ago, reason in steps:
        on = stage.on - dt.timedelta(days=days_ago)
        project.refresh_from_db()
        change_site_state(actor=actor, project=project, verb=verb, on=on, at=stage.instant(stage.on), reason=reason)
