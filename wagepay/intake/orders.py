"""The orders of a wage month as a receipt meets them: by their number, else by person and sum."""

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from portal.tenancy.scope import Actor
from projects.models import Project
from wagepay.enums import OrderState, PaymentChannel, PaymentState
from wagepay.models import BankLayout, PaymentBatch, PaymentOrder
from wagepay.workbooks.receipts import Sums, Transfer


@dataclass(frozen=True)
class Order:
    uid: uuid.UUID
    code: str
    person: bytes
    employer_id: int
    amount: Decimal
    state: str


class Orders:
    """Each order answers one transfer; one that waits comes before one that was told of already."""

    def __init__(self, actor: Actor, project: Project, month: dt.date) -> None:
        rows = PaymentOrder.objects.visible_to(actor).filter(month=month, project=project).exclude(state=OrderState.WITHDRAWN).order_by("batch_id", "row")
        found = [
            Order(uid, code, bytes(person), *rest) for uid, code, person, *rest in rows.values_list("uid", "code", "person", "employer_id", "amount", "state")
        ]
        self._by_code = {order.code: order for order in found}
        self._waiting: dict[tuple[bytes, Decimal], list[Order]] = defaultdict(list)
        for order in found:
            if order.state == OrderState.WAITING:
                self._waiting[order.person, order.amount].append(order)
        self._came_back = [order for order in found if order.state == OrderState.PAID]
        self.reasons = self._reasons_of(actor, project, month) if found else {}

    def _reasons_of(self, actor: Actor, project: Project, month: dt.date) -> dict[str, str]:
        """The code lists of the banks whose files were written for the month."""
        banks = PaymentBatch.objects.visible_to(actor).filter(project=project, month=month).values_list("account__bank_id", flat=True)
        kept = BankLayout.objects.filter(bank__in=set(banks)).values_list("reasons", flat=True)
        return {word: code for reasons in kept for word, code in reasons.items()}

    @property
    def named(self) -> dict[str, tuple[bytes, Decimal]]:
        return {code: (order.person, order.amount) for code, order in self._by_code.items()}

    @property
    def waiting(self) -> dict[bytes, Sums]:
        """The sums of those of whom the bank has something to tell yet."""
        waiting: dict[bytes, list[Decimal]] = defaultdict(list)
        sent: dict[bytes, set[Decimal]] = defaultdict(set)
        for order in self._by_code.values():
            sent[order.person].add(order.amount)
            if order.state == OrderState.WAITING:
                waiting[order.person].append(order.amount)
        return {person: Sums(sums, frozenset(sent[person])) for person, sums in waiting.items()}

    def take(self, transfer: Transfer) -> Order | None:
        """The order the transfer answers; money that did not go through the account answers none."""
        if transfer.channel != PaymentChannel.ACCOUNT:
            return None
        alike = self._waiting[transfer.person, transfer.amount]
        order = self._by_code.get(transfer.order) or (alike[0] if alike else None)
        if order is None and transfer.state == PaymentState.RETURNED:
            order = next((known for known in self._came_back if (known.person, known.amount) == (transfer.person, transfer.amount)), None)
        if order in alike:
            alike.remove(order)
        return order
