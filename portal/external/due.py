"""What is due today with authorities outside the portal, for the digest: answers one waits for, answers one owes."""

import datetime as dt
from collections.abc import Iterator

from portal.accounts.rights import may
from portal.external.models import ExternalStep, IncomingPaper
from portal.notices.digest import Due, due_today
from portal.tenancy.scope import Actor


@due_today
def outside(actor: Actor, on: dt.date) -> Iterator[Due]:
    """Of one's own node alone: who may write there has to act."""
    if not may(actor, "external.record"):
        return
    for step in ExternalStep.objects.writable_by(actor).waiting().filter(due_on__lte=on).select_related("organisation").order_by("due_on", "pk"):
        yield _due(f"{step.organisation.name}答复：{step.title}", step, on)
    for paper in IncomingPaper.objects.writable_by(actor).waiting().filter(due_on__lte=on).select_related("organisation").order_by("due_on", "pk"):
        yield _due(f"答复{paper.organisation.name}来文：{paper.title}", paper, on)


def _due(title: str, row: ExternalStep | IncomingPaper, on: dt.date) -> Due:
    over = row.due_on < on
    return Due(title, f"{row.due_on} 到期" if over else "今天到期", row.get_absolute_url(), over)
