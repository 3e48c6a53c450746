"""Register the special wage account of a project."""

import datetime as dt

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib import bank_card
from portal.lib.errors import Refused
from portal.tenancy.enums import OrganisationKind
from portal.tenancy.models import Organisation
from portal.tenancy.scope import Actor
from projects.actions.guard import check_writable
from projects.actions.parties import join
from projects.actions.storing import insert
from projects.enums import Part
from projects.models import Project, SpecialWageAccount


def open_special_wage_account(
    *,
    actor: Actor,
    project: Project,
    bank: Organisation,
    account_number: str,
    account_name: str,
    opened_on: dt.date,
    on: dt.date,
    branch: str = "",
    agreement_on: dt.date | None = None,
) -> SpecialWageAccount:
    """Record the account as it was opened (a late or badly named one too: that is for the rules) and make its bank a party."""
    require(actor, "projects.open_account")
    check_writable(actor, project)
    check_number(account_number)
    if bank.kind != OrganisationKind.BANK:
        raise Refused(f"“{bank.name}”不是银行，请选择开户银行。", "bank")
    if opened_on > on:
        raise Refused("开户日期不能晚于今天。", "future")
    account = SpecialWageAccount(
        project=project,
        region_id=project.region_id,
        bank=bank,
        branch=branch,
        account_name=account_name,
        account_number=account_number,
        opened_on=opened_on,
        agreement_on=agreement_on,
    )
    with transaction.atomic():
        if SpecialWageAccount.objects.of(project).filter(account_index=account_number).exists():
            raise Refused("这个账号已经登记在本项目下。", "present")
        insert(account)
        join(project=project, organisation=bank, part=Part.BANK, on=opened_on)
        record(actor, "projects.open_account", project, detail={"bank": bank.name, "account": str(account.account_number), "opened_on": opened_on.isoformat()})
    return account


def check_number(number: str) -> None:
    """Account numbers of companies differ from bank to bank; only what cannot be one is refused."""
    plain = bank_card.normalise(number)
    if not plain.isdigit() or not 8 <= len(plain) <= 32:
        raise Refused("账号应为 8 至 32 位数字，请对照开户通知书填写。", "number")
