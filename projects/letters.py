"""Which letters about an account may be drafted, and what the file already knows of their facts."""

from typing import Any

from portal.accounts.rights import may
from portal.documents.kinds import InstrumentKind, instrument_kind
from portal.tenancy.scope import Actor
from projects.enums_accounts import ClosingReason
from projects.models import AccountClosing, AccountFreeze, Project, SpecialWageAccount


def offered(actor: Actor, project: Project, kinds: tuple[str, ...]) -> list[InstrumentKind]:
    """Those an official of the project's own region may draft."""
    if project.region_id not in actor.scope.write_regions or not may(actor, "documents.draft"):
        return []
    return [instrument_kind(kind) for kind in kinds]


def account_facts(account: SpecialWageAccount, freeze: AccountFreeze | None, closing: AccountClosing | None) -> dict[str, Any]:
    """The account as the letter names it; its whole number comes in when the draft is written, and is recorded then."""
    project = account.project
    facts: dict[str, Any] = {
        "project": project.name,
        "enterprise": project.general_contractor.name if project.general_contractor else "",
        "bank": account.bank.name + (account.branch or ""),
        "account_name": account.account_name,
        "opened_on": account.opened_on,
    }
    if freeze is not None:
        facts["frozen"] = _frozen(freeze)
    if closing is not None:
        facts |= {"reason": ClosingReason(closing.reason).label, "notice": f"{chinese(closing.notice_on)}至{chinese(closing.notice_until)}"}
    return facts


def _frozen(freeze: AccountFreeze) -> str:
    text = f"{chinese(freeze.frozen_on)}，{freeze.organ}"
    text += f"以{freeze.document_number}" if freeze.document_number else ""
    text += f"冻结{freeze.amount:,.2f}元" if freeze.amount else "冻结"
    return text + (f"，事由：{freeze.reason}。" if freeze.reason else "。")


def chinese(day: Any) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
