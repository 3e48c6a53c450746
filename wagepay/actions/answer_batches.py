"""Let the batches of a month follow what the bank told of their lines."""

import datetime as dt

from portal.tenancy.scope import Actor
from portal.workflow.door import move
from projects.models import Project
from wagepay.enums import OrderState
from wagepay.models import PaymentBatch, PaymentOrder
from wagepay.queries.orders import answer_orders


def answer_batches(*, actor: Actor, project: Project, month: dt.date, at: dt.datetime) -> list[PaymentBatch]:
    """A batch is answered when none of its lines waits any more; runs in the transaction of the receipt."""
    answer_orders(project.pk, month)
    waiting = PaymentOrder.objects.visible_to(actor).filter(month=month, project=project, state=OrderState.WAITING).values_list("batch_id", flat=True)
    batches = PaymentBatch.objects.visible_to(actor).under_way().filter(project=project, month=month).exclude(pk__in=set(waiting))
    return [move(batch, "answer", actor=actor, at=at) for batch in batches]
