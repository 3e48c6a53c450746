"""Deposits in every state: reckoned, replaced, near their end, used and filled up or not, given back, refused, swept."""

import datetime as dt
import io
from decimal import Decimal

from portal.documents.actions.draft_instrument import Occasion, draft_instrument
from portal.external.actions.register_incoming import Received, register_incoming
from portal.external.subjects import Subject
from portal.operations.demo.plans import GUANSHAN, XIUSHUI
from portal.operations.demo.proofs import picture
from portal.operations.demo.stage import Stage
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Organisation, Region
from portal.tenancy.scope import Actor, acting
from projects.actions.post_fact import post_fact
from projects.deposits import papers
from projects.deposits.actions.assess_deposit import assess_deposit
from projects.deposits.actions.cancel_drawdown import cancel_drawdown
from projects.deposits.actions.default_drawdown import default_drawdown
from projects.deposits.actions.notify_drawdown import notify_drawdown
from projects.deposits.actions.pay_drawdown import pay_drawdown
from projects.deposits.actions.prepare_drawdown import Payee, prepare_drawdown
from projects.deposits.actions.record_statement import record_statement
from projects.deposits.actions.replace_deposit import replace_deposit
from projects.deposits.actions.start_refund import start_refund
from projects.deposits.actions.step_refund import apply_refund, approve_refund, refuse_refund, return_deposit
from projects.deposits.actions.sweep_deposits import sweep_deposits
from projects.deposits.actions.top_up_deposit import top_up_deposit
from projects.deposits.decisions import Decision, of_incoming
from projects.deposits.enums import DecisionKind
from projects.deposits.forms import past_quarters
from projects.enums import ENDED, DepositForm, ProjectState
from projects.external import PROJECT
from projects.facts import TITLE, title
from projects.models import DepositDrawdown, Project, WageSecurityDeposit

TITLES = "140300"
COUNTY, NEARLY, SWEPT, ASSESSED = "140321", "140322", "140403", ("120111", "140321")
UNTOUCHED = (GUANSHAN.name, XIUSHUI.name)  # theirs is the story that visitors act out
EACH = Decimal("12000.00")


def keep_deposits(stage: Stage) -> None:
    """平定县 has used and replaced some, 盂县 used one, the finished works of all counties give theirs back, 潞州区 looked through its own."""
    for code in ASSESSED:
        with acting(stage.inspector(code)) as inspector:
            _assess(stage, inspector, code)
    with acting(stage.inspector(COUNTY)) as inspector:
        deposits = _of_county(inspector, COUNTY)
        _guarantees(stage, inspector, [row for row in deposits if row.form == DepositForm.BANK_GUARANTEE])
        _cash(stage, inspector, [row for row in deposits if row.form == DepositForm.CASH])
    with acting(stage.inspector(NEARLY)) as inspector:
        _nearly_late(stage, inspector, [row for row in _of_county(inspector, NEARLY) if row.form == DepositForm.CASH])
    _lose_title(stage)
    _give_back(stage)
    with acting(stage.inspector(SWEPT)) as inspector:
        sweep_deposits(actor=inspector, on=stage.on, at=stage.instant(stage.on), start=False, note="上半年清查，结果通报各项目")


def _of_county(inspector: Actor, code: str) -> list[WageSecurityDeposit]:
    rows = WageSecurityDeposit.objects.visible_to(inspector).current().filter(region__code=code).exclude(project__name__in=UNTOUCHED)
    rows = rows.exclude(project__state__in=ENDED).select_related("project__region", "project__general_contractor", "project__owner")
    return list(rows.order_by("project__code"))


def _assess(stage: Stage, inspector: Actor, code: str) -> None:
    on = _ago(stage, 40)
    for project in Project.objects.visible_to(inspector).under_construction().filter(region__code=code).select_related("region").order_by("code")[:4]:
        assess_deposit(actor=inspector, project=project, on=on, at=stage.instant(on))


def _lose_title(stage: Stage) -> None:
    """One site of 阳泉 was exempt as 安薪项目 until its title was taken back: what it has to store is due again."""
    with acting(system_actor()) as operator:
        rows = WageSecurityDeposit.objects.visible_to(operator).current().filter(form=DepositForm.EXEMPT, project__region__parent__code=TITLES)
        row = rows.exclude(exempt_basis__contains="余额").exclude(project__state__in=ENDED).select_related("project__region").order_by("project__code").first()
    if row is None:
        return
    on, site = _ago(stage, 30), row.project
    where = {"project_id": site.pk, "region_id": site.region_id, "item": TITLE}
    with acting(stage.inspector(site.region.code)) as inspector:
        post_fact(value=title(kinds=["safe_wage"]), on=on, source="安薪项目命名（演示）", **where)
        assess_deposit(actor=inspector, project=site, on=on, at=stage.instant(on))
        post_fact(value=title(kinds=[]), on=_ago(stage, 3), source="安薪项目称号撤销（演示）", **where)


def _guarantees(stage: Stage, inspector: Actor, rows: list[WageSecurityDeposit]) -> None:
    """One ends in twenty days, one insurance names nobody, one guarantor was told to pay and did not; a notice lies drafted."""
    bank = stage.firms.banks[0].name
    if rows:
        _replaced(stage, inspector, rows[0], DepositForm.BANK_GUARANTEE, bank, expires_on=_ago(stage, -20), beneficiary=inspector.organisation_name)
    if len(rows) > 1:
        _replaced(stage, inspector, rows[1], DepositForm.INSURANCE, "示例财产保险阳泉中心支公司", expires_on=_ago(stage, -900))
    if len(rows) > 2:
        end = {"expires_on": _ago(stage, -1000), "beneficiary": inspector.organisation_name}
        held = _replaced(stage, inspector, rows[2], DepositForm.GUARANTOR, "样例工程担保有限公司", **end)
        told = _notified(stage, inspector, held, 1, 24)
        default_drawdown(actor=inspector, drawdown=told, on=_ago(stage, 12), at=stage.instant(_ago(stage, 12)), reason="担保机构以反担保未到位为由拒付")
        _notice(stage, inspector, _prepared(stage, inspector, held, 2, 6))


def _replaced(stage: Stage, inspector: Actor, old: WageSecurityDeposit, form: str, institution: str, **given: object) -> WageSecurityDeposit:
    on = _ago(stage, 30)
    number = f"样例保函换{old.pk:04d}"
    made = replace_deposit(
        actor=inspector, deposit=old, on=on, at=stage.instant(on), deposited_on=on, form=form, amount=old.amount, institution=institution, document_number=number,
        is_on_demand=True, is_irrevocable=True, **given,
    )  # fmt: skip
    made.project = old.project
    return made


def _cash(stage: Stage, inspector: Actor, rows: list[WageSecurityDeposit]) -> None:
    """One was used and not filled up in time, one was; one use was called off; the bank's statements of two quarters."""
    for row in rows[:2]:
        _statements(stage, inspector, row)
    if rows:
        _paid(stage, inspector, rows[0], 3, 34)
    if len(rows) > 1:
        done = _paid(stage, inspector, rows[1], 4, 60)
        on = _ago(stage, 44)
        top_up_deposit(actor=inspector, drawdown=done, topped_up_on=on, amount=done.paid_amount, on=on, at=stage.instant(on))
        spared = _prepared(stage, inspector, rows[1], 5, 20)
        cancel_drawdown(actor=inspector, drawdown=spared, on=_ago(stage, 18), at=stage.instant(_ago(stage, 18)), reason="总承包单位已经全额清偿")


def _nearly_late(stage: Stage, inspector: Actor, rows: list[WageSecurityDeposit]) -> None:
    """One was used eight working days ago: two are left to fill it up."""
    if rows:
        paid_on = stage.workdays.add_workdays(stage.on, -8)
        _paid(stage, inspector, rows[0], 6, (stage.on - paid_on).days + 4)


def _statements(stage: Stage, inspector: Actor, row: WageSecurityDeposit) -> None:
    for end in [day for day in past_quarters(_ago(stage, 70)) if day > row.deposited_on][:2]:
        record_statement(
            actor=inspector, deposit=row, quarter_end=end, principal=row.amount, interest=Decimal("386.20"), provided_on=end + dt.timedelta(days=6), on=stage.on,
            at=stage.instant(stage.on),
        )  # fmt: skip


def _prepared(stage: Stage, inspector: Actor, deposit: WageSecurityDeposit, number: int, days: int) -> DepositDrawdown:
    """So many days ago, on a decision whose term was over by then."""
    on = _ago(stage, days)
    decision = _decided(inspector, deposit.project, f"阳人社监处字〔{on.year}〕{number}号", on, stage.instant(on))
    people = [stage.people.person() for _ in range(2)]
    payees = [Payee(person.name, person.id_number, person.card, EACH) for person in people]
    proof = {"upload": io.BytesIO(picture()), "upload_name": "行政处理决定书及送达回证.png"} if number == 1 else {}
    return prepare_drawdown(actor=inspector, deposit=deposit, decision=decision, payees=payees, on=on, at=stage.instant(on), **proof)


def _decided(inspector: Actor, project: Project, number: str, on: dt.date, at: dt.datetime) -> Decision:
    """The city's decision about the site, entered by the county as it came; its term was over yesterday."""
    served, county = on - dt.timedelta(days=16), Region.objects.select_related("parent").get(pk=project.region_id)
    received = Received(
        "阳泉市人力资源和社会保障局", county.parent, "劳动保障监察行政处理决定书", served - dt.timedelta(days=2), served, their_number=number,
        gist=f"责令{project.name}总包单位限期支付工资（演示）",
    )  # fmt: skip
    subject = Subject(PROJECT, project.code, project.name, project.get_absolute_url(), project.region_id, project.pk)
    paper = register_incoming(actor=inspector, region=county, received=received, at=at, subject=subject)
    return of_incoming(paper, DecisionKind.DECISION, served, on - dt.timedelta(days=1))


def _notified(stage: Stage, inspector: Actor, deposit: WageSecurityDeposit, number: int, days: int) -> DepositDrawdown:
    made, on = _prepared(stage, inspector, deposit, number, days), _ago(stage, days - 1)
    return notify_drawdown(actor=inspector, drawdown=made, on=on, at=stage.instant(on), number=f"阳人社保支〔{on.year}〕{number}号", served_on=on)


def _paid(stage: Stage, inspector: Actor, deposit: WageSecurityDeposit, number: int, days: int) -> DepositDrawdown:
    told, on = _notified(stage, inspector, deposit, number, days), _ago(stage, days - 4)
    return pay_drawdown(actor=inspector, drawdown=told, paid_on=on, on=on, at=stage.instant(on))


def _notice(stage: Stage, inspector: Actor, drawdown: DepositDrawdown) -> None:
    """A payment notice that waits for its signature."""
    deposit = WageSecurityDeposit.objects.of(drawdown.project).select_related("project__general_contractor", "project__owner").get(pk=drawdown.deposit_id)
    facts = papers.facts_of(papers.PAYMENT_NOTICE, deposit, drawdown=drawdown)
    project = deposit.project
    occasion = Occasion(papers.DRAWDOWN, str(drawdown.uid), f"{project.name} 支付通知书", project.pk, project.name)
    to: dict[str, Organisation | None] = papers.addressees(project, deposit.institution)
    draft_instrument(
        actor=inspector,
        kind=papers.PAYMENT_NOTICE,
        addressees=to,
        addressee_text=deposit.institution,
        facts=facts,
        at=stage.instant(stage.on),
        occasion=occasion,
        attachments=papers.ANNEXES[papers.PAYMENT_NOTICE],
        cc=project.general_contractor.name if project.general_contractor else "",
    )


def _give_back(stage: Stage) -> None:
    """Finished works: a settled one has its deposit back, its paper came days late; a second waits for its review; of the others one was refused for wages owed, the rest are in their notice."""
    with acting(system_actor()) as operator:
        rows = WageSecurityDeposit.objects.visible_to(operator).current().filter(project__state__in=ENDED).exclude(form=DepositForm.EXEMPT)
        found = list(rows.select_related("project__region").order_by("project__code"))
    settled = [deposit for deposit in found if deposit.project.state == ProjectState.SETTLED]
    waits = settled[1] if len(settled) > 1 else None
    for place, deposit in enumerate(found):
        with acting(stage.inspector(deposit.project.region.code)) as inspector:
            _step_back(stage, inspector, deposit, place, is_waiting=deposit is waits)


def _step_back(stage: Stage, inspector: Actor, deposit: WageSecurityDeposit, place: int, *, is_waiting: bool) -> None:
    settled = deposit.project.state == ProjectState.SETTLED
    days = 50 if settled or place % 2 == 0 else 12
    on = _ago(stage, days)
    refund = start_refund(actor=inspector, deposit=deposit, announced_on=on, on=on, at=stage.instant(on))
    if days < 50:
        return
    applied = _ago(stage, 2 if is_waiting else 14)
    step = {"actor": inspector, "on": applied, "at": stage.instant(applied)}
    refund = apply_refund(refund=refund, **step)
    if is_waiting:
        return
    if not settled:
        refuse_refund(refund=refund, reason="公示期间收到欠薪反映，尚未核实清偿", **step)
        return
    refund = approve_refund(refund=refund, **step)
    late = {"actor": inspector, "on": _ago(stage, 4), "at": stage.instant(_ago(stage, 4))}
    return_deposit(refund=refund, paper_number=f"样例保返〔{stage.on.year}〕{place + 1}号", **late)


def _ago(stage: Stage, days: int) -> dt.date:
    return stage.on - dt.timedelta(days=days)
