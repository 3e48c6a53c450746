"""The owner says “I paid, the contractor did not”, the bank “labour cost did not arrive” (条例第二十七条、53号文第十二条)."""

import datetime as dt
from decimal import Decimal
from typing import BinaryIO

from django.db import transaction

from portal.accounts.enums import Role
from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents.actions.receive_file import receive_file
from portal.jobs import outbox
from portal.lib.errors import Refused
from portal.lib.text import sentence
from portal.tenancy.scope import Actor
from portal.workflow.door import find, move
from projects.actions.guard import check_writable
from projects.actions.storing import insert
from projects.models import Project
from wagepay.enums import MoneyReportKind
from wagepay.models import MoneyReport

PROOF = "wagepay.money_report"
KIND_OF = {Role.OWNER: MoneyReportKind.OWNER_PAID, Role.BANK: MoneyReportKind.NOT_ARRIVED}
SHORTEST = 5


@transaction.atomic
def report_money(
    *, actor: Actor, project: Project, month: dt.date, amount: Decimal | None, day: dt.date, text: str, proof: BinaryIO | None, on: dt.date, at: dt.datetime
) -> MoneyReport:
    """A row on the desk of the county's inspectors, who are told of it together with the general contractor."""
    require(actor, "wagepay.report_money")
    check_writable(actor, project)
    kind = KIND_OF[actor.role]
    if month > on or day > on:
        raise Refused("还没有到的月份、日期不能报告。", "future")
    if kind == MoneyReportKind.OWNER_PAID and not amount:
        raise Refused("请填写已经拨付的金额。", "amount")
    if len(sentence(text)) < SHORTEST:
        raise Refused("请写明情况（至少 5 个字）。", "text")
    report = MoneyReport(
        region_id=project.region_id, project=project, organisation_id=actor.enterprise_id, kind=kind, month=month.replace(day=1), amount=amount, day=day,
        text=sentence(text), made_by=f"{actor.organisation_name} {actor.name}".strip()[:80], made_at=at,
    )  # fmt: skip
    if proof is not None:
        kept = {"region_id": project.region_id, "at": at, "enterprise_id": actor.enterprise_id}
        report.proof_uid = receive_file(actor=actor, upload=proof, name=proof.name, kind=PROOF, **kept).uid
    insert(report)
    record(actor, "wagepay.report_money", project, detail={"kind": report.get_kind_display(), "month": f"{month:%Y-%m}", "note": report.text})
    payload = {"report": str(report.uid), "firm": project.general_contractor_id}
    outbox.post("wagepay.money_reported", str(report.uid), payload, project.region_id)
    return report


def answer_report(*, actor: Actor, report: MoneyReport, verb: str, text: str, at: dt.datetime) -> MoneyReport:
    """The inspector's finding, or the reporter's word that it has settled itself; each with its reason."""
    if len(text.strip()) < SHORTEST:
        raise Refused("请写明结果或原因（至少 5 个字）。", "text")
    if find(report, verb).right == "wagepay.report_money" and report.organisation_id != actor.enterprise_id:
        raise Refused("只有报告的单位可以撤回。", "not_yours")
    check_writable(actor, report.project)
    return move(report, verb, actor=actor, at=at, note=text.strip(), answer=text.strip(), answered_by=actor.name, answered_at=at)
