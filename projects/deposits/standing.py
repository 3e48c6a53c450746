"""How a deposit stands today, in one word with its mark: what the list sorts by eye and filters by."""

import datetime as dt

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When

from projects.deposits.enums import ENDED_STATES, DepositState
from projects.enums import DepositForm

SOON = 60  # days before a guarantee ends; the law's own reminder comes a month ahead (D07)
STANDINGS = (
    ("ok", "正常"), ("expired", "保函已过期"), ("month", "三十天内到期"), ("soon", "六十天内到期"), ("drawn", "待补足"), ("short", "少于应存"), ("exempt", "免存"), ("ended", "已结束"),
)  # fmt: skip
TONES = {"expired": "bad", "month": "bad", "drawn": "bad", "short": "bad", "soon": "do", "ok": "ok"}


def with_standing(rows: QuerySet, on: dt.date) -> QuerySet:
    """``standing`` by what must be done first; ``is_over`` puts those that have ended at the end of a list."""
    days = {"expired": 0, "month": 31, "soon": SOON + 1}
    ending = [When(expires_on__lt=on + dt.timedelta(days=left), then=Value(name)) for name, left in days.items()]
    return rows.annotate(
        is_over=Case(When(state__in=ENDED_STATES, then=Value(True)), default=Value(False)),
        standing=Case(
            When(state__in=ENDED_STATES, then=Value("ended")),
            When(form=DepositForm.EXEMPT, then=Value("exempt")),
            *ending,
            When(Q(state=DepositState.DRAWN) | Q(drawn_amount__gt=0), then=Value("drawn")),
            When(required_amount__gt=F("amount"), then=Value("short")),
            default=Value("ok"),
            output_field=CharField(),
        ),
    )


def words(standing: str) -> str:
    return dict(STANDINGS)[standing]
