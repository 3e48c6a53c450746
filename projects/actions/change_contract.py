"""Record a change of the contract's terms or parties from a day on, with its supplement."""

import datetime as dt
from decimal import Decimal
from typing import Any, BinaryIO

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib import show
from portal.lib.errors import Refused
from portal.tenancy.models import Organisation
from portal.tenancy.scope import Actor
from projects.actions.keep_paper import keep_paper
from projects.actions.storing import insert
from projects.actions.update_project import update_project
from projects.enums_accounts import PaperKind
from projects.models import ContractChange, Project

TERMS = (
    "contract_amount", "annual_contract_amount", "labour_cost_share", "labour_cost_amount", "labour_cost_cycle_months", "pay_day", "pay_month_offset",
    "planned_end_on", "owner", "general_contractor",
)  # fmt: skip


def change_contract(
    *,
    actor: Actor,
    project: Project,
    version: int,
    effective_on: dt.date,
    reason: str,
    on: dt.date,
    at: dt.datetime,
    document_number: str = "",
    upload: BinaryIO | None = None,
    **terms: Any,
) -> ContractChange:
    """The master data follow at once, a replaced party leaves on the day; what was before stays readable here."""
    require(actor, "projects.update")
    if unknown := set(terms) - set(TERMS):
        raise ValueError(f"{sorted(unknown)} are no terms of a contract")
    if effective_on > on:
        raise Refused("还没有生效的变更，到生效那天再登记。", "future")
    if project.contract_signed_on and effective_on < project.contract_signed_on:
        raise Refused(f"生效日期不能早于施工合同签订日期 {project.contract_signed_on}。", "dates")
    with transaction.atomic():
        before = {name: getattr(project, name) for name in terms}
        changed = [name for name, value in terms.items() if before[name] != value]
        if not changed:
            raise Refused("没有填写任何变更。", "nothing")
        update_project(actor=actor, project=project, version=version, on=effective_on, at=at, **{name: terms[name] for name in changed})
        row = ContractChange(
            project=project, region_id=project.region_id, effective_on=effective_on, document_number=document_number.strip(), reason=reason.strip(),
            changes=[{"field": name, "label": label_of(name), "before": words(name, before[name]), "after": words(name, terms[name])} for name in changed],
            recorded_by=actor.name, recorded_at=at,
        )  # fmt: skip
        insert(row)
        if upload is not None:
            keep_paper(
                actor=actor, project=project, kind=PaperKind.SUPPLEMENT, upload=upload, name=upload.name, dated_on=effective_on, on=on, at=at, subject_uid=row.uid,
                number=document_number,
            )  # fmt: skip
        record(actor, "projects.change_contract", project, detail={"on": effective_on.isoformat(), "number": row.document_number, "reason": row.reason})
    return row


def label_of(name: str) -> str:
    return str(Project._meta.get_field(name).verbose_name).removesuffix("（元）")


def words(name: str, value: Any) -> str:
    """A value as it stands on paper."""
    if value in (None, ""):
        return "未约定"
    if name == "labour_cost_share":
        return show.rate(value)
    if name == "labour_cost_cycle_months":
        return f"{value} 个月"
    if name == "pay_day":
        return f"{value} 日"
    if name == "pay_month_offset":
        return dict(Project._meta.get_field(name).choices)[value]
    if isinstance(value, Organisation):
        return value.name
    return f"{show.money(value)} 元" if isinstance(value, Decimal) else str(value)
