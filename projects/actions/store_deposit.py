"""Register that the wage security deposit was stored, guaranteed, insured or exempted."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents.addressee import unit_named
from portal.lib.errors import Refused
from portal.tenancy.enums import OrganisationKind
from portal.tenancy.scope import Actor
from projects.actions.guard import check_writable
from projects.actions.parties import join
from projects.actions.storing import insert
from projects.enums import GUARANTEED, DepositForm, Part
from projects.models import DepositAssessment, Project, WageSecurityDeposit


def store_deposit(
    *,
    actor: Actor,
    project: Project,
    form: str,
    deposited_on: dt.date,
    on: dt.date,
    amount: Decimal = Decimal("0"),
    required_amount: Decimal | None = None,
    institution: str = "",
    document_number: str = "",
    expires_on: dt.date | None = None,
    is_on_demand: bool = False,
    is_irrevocable: bool | None = None,
    beneficiary: str = "",
    original_kept_on: dt.date | None = None,
    agreement_on: dt.date | None = None,
    agreement_filed_on: dt.date | None = None,
    in_wage_account: bool = False,
    exempt_basis: str = "",
) -> WageSecurityDeposit:
    """Record what is there; too small a sum or too short a guarantee is for the rules. An exemption is the authority's own act.

    Without a required sum the newest assessment's is taken. A registered bank that holds or guarantees it becomes a party.
    """
    require(actor, "projects.store_deposit")
    check_writable(actor, project)
    if form == DepositForm.EXEMPT:
        require(actor, "projects.exempt_deposit")
    _check_days(form, on, deposited_on, expires_on, original_kept_on, agreement_on, agreement_filed_on)
    guaranteed = form in GUARANTEED
    deposit = WageSecurityDeposit(
        project=project,
        region_id=project.region_id,
        form=form,
        amount=Decimal("0") if form == DepositForm.EXEMPT else amount,
        required_amount=required_amount if required_amount is not None else _assessed(project, deposited_on),
        institution=institution,
        document_number=document_number,
        deposited_on=deposited_on,
        expires_on=expires_on if guaranteed else None,
        is_on_demand=is_on_demand and guaranteed,
        is_irrevocable=(is_on_demand if is_irrevocable is None else is_irrevocable) and guaranteed,
        beneficiary=beneficiary if guaranteed else "",
        original_kept_on=original_kept_on if guaranteed else None,
        agreement_on=agreement_on if form == DepositForm.CASH else None,
        agreement_filed_on=agreement_filed_on,
        in_wage_account=in_wage_account and form == DepositForm.CASH,
        exempt_basis=exempt_basis if form == DepositForm.EXEMPT else "",
    )
    with transaction.atomic():
        insert(deposit)
        _join_bank(deposit)
        record(actor, "projects.store_deposit", project, detail={"form": form, "amount": str(deposit.amount), "on": deposited_on.isoformat()})
    return deposit


def _check_days(form: str, on: dt.date, deposited_on: dt.date, expires_on: dt.date | None, *papers: dt.date | None) -> None:
    if deposited_on > on:
        raise Refused("存储日期不能晚于今天。", "future")
    if any(day is not None and day > on for day in papers):
        raise Refused("签订、备案和收存日期不能晚于今天。", "future")
    if form in GUARANTEED and expires_on is None:
        raise Refused("保函、保险要填有效期，到期前一个月系统提醒续保。", "expires_on")


def _assessed(project: Project, on: dt.date) -> Decimal | None:
    return DepositAssessment.objects.of(project).filter(on__lte=on).order_by("-on", "-id").values_list("required", flat=True).first()


def _join_bank(deposit: WageSecurityDeposit) -> None:
    """So that the bank sees the project whose deposit it holds."""
    bank = unit_named(deposit.institution) if deposit.institution else None
    if bank is not None and bank.kind == OrganisationKind.BANK:
        join(project=deposit.project, organisation=bank, part=Part.BANK, on=deposit.deposited_on)
