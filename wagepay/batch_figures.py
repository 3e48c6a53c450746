"""A batch in figures: what became of its lines, what the account paid for it, and its chain of earlier and later batches."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Sum

from portal.tenancy.scope import Actor
from wagepay.enums import OrderState
from wagepay.models import AccountEntry, PaymentBatch, PaymentOrder

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Figures:
    """Counts and sums by outcome; ``debit`` is None for who does not see the account, and before one was booked."""

    by_state: dict[str, tuple[int, Decimal]]
    debit: Decimal | None

    def count(self, *states: str) -> int:
        return sum(self.by_state.get(state, (0, ZERO))[0] for state in states)

    def amount(self, *states: str) -> Decimal:
        return sum((self.by_state.get(state, (0, ZERO))[1] for state in states), ZERO)

    def gap(self, batch: PaymentBatch) -> Decimal | None:
        """Debit less control total."""
        return None if self.debit is None else self.debit - batch.amount


def figures_of(actor: Actor, batch: PaymentBatch) -> Figures:
    orders = PaymentOrder.objects.visible_to(actor).filter(month=batch.month, project=batch.project, batch=batch)
    rows = orders.values("state").annotate(lines=Count("person"), total=Sum("amount")).order_by()
    debit = AccountEntry.objects.visible_to(actor).filter(project=batch.project, batch_id=batch.pk).aggregate(total=Sum("amount"))["total"]
    return Figures({row["state"]: (row["lines"], row["total"]) for row in rows}, debit)


def chain_of(actor: Actor, batch: PaymentBatch) -> list[PaymentBatch]:
    """All batches of the employer's month, oldest first: who was sent what when, and what was sent again."""
    of_month = PaymentBatch.objects.visible_to(actor).filter(project=batch.project, employer=batch.employer, month=batch.month)
    return list(of_month.select_related("reissues").order_by("pk"))


def strip_of(batch: PaymentBatch, figures: Figures) -> list[dict]:
    """The control totals above the page."""
    undone = figures.count(OrderState.FAILED, OrderState.RETURNED)
    gap = figures.gap(batch)
    debit = {"label": "专户支出", "value": "—" if figures.debit is None else f"{figures.debit:,.2f}", "unit": "元"}
    if gap is None:
        debit["note"] = "流水里还没有这一批"
    else:
        debit |= {"note": "与批次合计一致"} if gap == 0 else {"note": f"差 {gap:,.2f} 元", "level": "red"}
    return [
        {"label": "批次合计", "value": f"{batch.amount:,.2f}", "unit": "元", "note": f"{batch.lines} 笔"},
        {"label": "成功", "value": f"{figures.amount(OrderState.PAID):,.2f}", "unit": "元", "note": f"{figures.count(OrderState.PAID)} 笔"},
        {"label": "失败、退汇", "value": undone, "unit": "笔", "url": "?state=undone"} | ({"note": "更正后重发", "level": "red"} if undone else {}),
        {"label": "待回单", "value": figures.count(OrderState.WAITING), "unit": "笔", "url": "?state=waiting"},
        debit,
    ]
