"""Register that the wage security deposit was stored, guaranteed, insured or exempted."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.actions.guard import check_writable
from projects.actions.storing import insert
from projects.enums import DepositForm
from projects.models import Project, WageSecurityDeposit

GUARANTEES = (DepositForm.BANK_GUARANTEE, DepositForm.GUARANTOR, DepositForm.INSURANCE)


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
    exempt_basis: str = "",
) -> WageSecurityDeposit:
    """Record what is there; too small a sum or too short a guarantee is for the rules. An exemption is the authority's own act."""
    require(actor, "projects.store_deposit")
    check_writable(actor, project)
    if form == DepositForm.EXEMPT:
        require(actor, "projects.exempt_deposit")
    if deposited_on > on:
        raise Refused("存储日期不能晚于今天。", "future")
    if form in GUARANTEES and expires_on is None:
        raise Refused("保函、保险要填有效期，到期前一个月系统提醒续保。", "expires_on")
    deposit = WageSecurityDeposit(
        project=project,
        region_id=project.region_id,
        form=form,
        amount=Decimal("0") if form == DepositForm.EXEMPT else amount,
        required_amount=required_amount,
        institution=institution,
        document_number=document_number,
        deposited_on=deposited_on,
        expires_on=expires_on if form in GUARANTEES else None,
        is_on_demand=is_on_demand and form in GUARANTEES,
        exempt_basis=exempt_basis if form == DepositForm.EXEMPT else "",
    )
    with transaction.atomic():
        insert(deposit)
        record(actor, "projects.store_deposit", project, detail={"form": form, "amount": str(deposit.amount), "on": deposited_on.isoformat()})
    return deposit
