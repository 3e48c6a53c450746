"""Wages that are due today, for the digest of those who pay them."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import F, Q
from django.urls import reverse

from portal.accounts.rights import may
from portal.notices.digest import Due, due_today
from portal.tenancy.scope import Actor
from wagepay.models import ProjectMonth

BACK = dt.timedelta(days=62)  # older months are warnings long since


@due_today
def wages(actor: Actor, on: dt.date) -> Iterator[Due]:
    """Months of one's projects with people on the sheet who are not paid, or people at work and no sheet."""
    if not may(actor, "wagepay.submit"):
        return
    unpaid = Q(paid_count__lt=F("listed")) | Q(listed=0, attended__gt=0)
    rows = ProjectMonth.objects.visible_to(actor).filter(unpaid, due_on__range=(on - BACK, on)).select_related("project")
    for row in rows.order_by("due_on", "project_id", "employer_id"):
        over = row.due_on < on
        waiting = f"还有 {row.listed - row.paid_count} 人没发" if row.listed else "工资表还没有报"
        url = reverse("wage_month", args=[row.project.code, f"{row.month:%Y-%m}"])
        yield Due(f"发放 {row.month:%Y-%m} 工资：{row.project.name}", f"{waiting} · {f'{row.due_on} 到期' if over else '今天到期'}", url, over)
