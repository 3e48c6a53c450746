"""A batch in figures: what became of its lines, what the account paid for it, and its chain of earlier and later batches."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Sum

from portal.accounts.rights import may
from portal.tenancy.scope import Actor
from projects.models.base import stands_for_own_people_only
from wagepay.enums import OrderState
from wagepay.models import AccountEntry, PaymentBatch, PaymentOrder

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Figures:
    """Counts and sums by outcome; ``debit`` is None before one was booked, and for who does not see the account."""

    by_state: dict[str, tuple[int, Decimal]]
    debit: Decimal | None
    sees_account: bool

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
    return Figures({row["state"]: (row["lines"], row["total"]) for row in rows}, debit, _sees_account(actor, batch))


def _sees_account(actor: Actor, batch: PaymentBatch) -> bool:
    return may(actor, "wagepay.account") and not stands_for_own_people_only(actor, batch.project_id)


def chain_of(actor: Actor, batch: PaymentBatch) -> list[PaymentBatch]:
    """All batches of the employer's month, oldest first: who was sent what when, and what was sent again."""
    of_month = PaymentBatch.objects.visible_to(actor).filter(project=batch.project, employer=batch.employer, month=batch.month)
    return list(of_month.select_related("reissues").order_by("pk"))


def strip_of(batch: PaymentBatch, figures: Figures) -> list[dict]:
    """The control totals above the page; what the account paid only for who may see the account."""
    undone = figures.count(OrderState.FAILED, OrderState.RETURNED)
    return [
        {"label": "批次合计", "value": f"{batch.amount:,.2f}", "unit": "元", "note": f"{batch.lines} 笔"},
        {"label": "成功", "value": f"{figures.amount(OrderState.PAID):,.2f}", "unit": "元", "note": f"{figures.count(OrderState.PAID)} 笔"},
        {"label": "失败、退汇", "value": undone, "unit": "笔", "url": "?state=undone"} | ({"note": "更正后重发", "level": "red"} if undone else {}),
        {"label": "待回单", "value": figures.count(OrderState.WAITING), "unit": "笔", "url": "?state=waiting"},
        *([_debit(batch, figures)] if figures.sees_account else []),
    ]


def _debit(batch: PaymentBatch, figures: Figures) -> dict:
    gap = figures.gap(batch)
    said = {"label": "专户支出", "value": "—" if figures.debit is None else f"{figures.debit:,.2f}", "unit": "元"}
    if gap is None:
        return said | {"note": "流水里还没有这一批"}
    return said | ({"note": "与批次合计一致"} if gap == 0 else {"note": f"差 {gap:,.2f} 元", "level": "red"})
