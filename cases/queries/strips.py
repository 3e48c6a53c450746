"""The figures above the lists and in the menu."""

import datetime as dt

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse

from cases.enums import LeadState
from cases.models import Case, CaseWorkerLine, Lead
from cases.queries.arrears import ZERO
from portal.lib import show
from portal.tenancy.scope import Actor

SOON = dt.timedelta(days=14)


def lead_strip(actor: Actor, on: dt.date) -> list[dict]:
    """What waits to be accepted, what is late, what came this month and from where: one query."""
    waiting = Q(state=LeadState.RECEIVED)
    month = Q(received_on__gte=on.replace(day=1))
    found = Lead.objects.visible_to(actor).aggregate(
        waiting=Count("pk", filter=waiting),
        today=Count("pk", filter=waiting & Q(accept_due_on=on)),
        late=Count("pk", filter=waiting & Q(accept_due_on__lt=on)),
        working=Count("pk", filter=Q(state=LeadState.ACCEPTED)),
        month=Count("pk", filter=month),
        qr=Count("pk", filter=month & Q(channel="qr")),
    )
    url = reverse("lead_list")
    return [
        {"label": "待受理", "value": found["waiting"], "unit": "条", "url": f"{url}?state=received", "note": f"今天到期 {found['today']}", "grow": 2},
        {"label": "超期未受理", "value": found["late"], "unit": "条", "url": f"{url}?overdue=on"},
        {"label": "已受理在办", "value": found["working"], "unit": "条", "url": f"{url}?state=accepted"},
        {
            "label": "本月收到",
            "value": found["month"],
            "unit": "条",
            "url": f"{url}?state=all&received_on_after={on.replace(day=1)}",
            "note": f"扫码 {found['qr']}",
        },
    ]


def case_strip(actor: Actor, on: dt.date) -> list[dict]:
    """The two ends apart: procedures open, and money owed whatever the procedures say: two queries."""
    found = Case.objects.visible_to(actor).aggregate(
        open=Count("pk", filter=Q(state="open")),
        soon=Count("pk", filter=Q(state="open", investigate_due_on__lte=on + SOON)),
        late=Count("pk", filter=Q(state="open", investigate_due_on__lt=on)),
        unsettled=Count("pk", filter=Q(settled_on__isnull=True)),
        lingering=Count("pk", filter=Q(settled_on__isnull=True, state="closed")),
    )
    money = CaseWorkerLine.objects.visible_to(actor).unpaid().aggregate(n=Count("pk"), owed=Sum(Coalesce("verified", "claimed") - F("paid")))
    url = reverse("case_list")
    return [
        {"label": "办理中", "value": found["open"], "unit": "件", "url": f"{url}?state=open", "note": f"14 天内到期 {found['soon']}"},
        {"label": "办理超期", "value": found["late"], "unit": "件", "url": f"{url}?due=on"},
        {"label": "未销账", "value": found["unsettled"], "unit": "件", "url": f"{url}?state=all&debt=unsettled", "note": f"其中已办结 {found['lingering']}"},
        {"label": "尚欠", "value": show.short_money(money["owed"] or ZERO), "unit": "元", "note": f"{money['n']} 人次", "grow": 2},
    ]


def waiting_leads(actor: Actor) -> int:
    """What the menu counts: leads nobody has decided."""
    return Lead.objects.visible_to(actor).waiting().count()


def open_cases(actor: Actor) -> int:
    return Case.objects.visible_to(actor).open().count()
