"""对账单缺失提醒 (65号文 第二十一条): the bank learns which statement of the last quarter it still owes, the county how many are missing."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.urls import reverse

from portal.accounts.enums import ENTERPRISE, Role
from portal.accounts.rights import may
from portal.notices.digest import Due, due_today
from portal.tenancy.scope import Actor
from projects.deposits.forms import past_quarters, quarter_words
from projects.deposits.statements import MISSING, of_quarter


def owed_statements(actor: Actor, on: dt.date) -> QuerySet:
    """Cash deposits without a statement of the last quarter that is over; of a bank those that lie with it, or with nobody by name."""
    rows = of_quarter(actor, past_quarters(on)[0]).filter(finding=MISSING).select_related("project").order_by("project__name_key", "pk")
    return rows.filter(Q(institution__contains=actor.organisation_name) | Q(institution="")) if actor.role in ENTERPRISE else rows


@due_today
def statements(actor: Actor, on: dt.date) -> Iterator[Due]:
    """One by one for the bank that writes them, one line for the county that asks for them."""
    if not may(actor, "projects.deposit_statement"):
        return
    quarter = quarter_words(past_quarters(on)[0])
    if actor.role == Role.BANK:
        for row in owed_statements(actor, on):
            yield Due(f"提供保证金对账单：{row.project.name}", quarter, reverse("statement_new", args=[row.uid]), True)
        return
    count = owed_statements(actor, on).filter(region__in=actor.scope.write_regions).count()
    if count:
        yield Due(f"银行没有提供保证金对账单 {count} 笔", quarter, f"{reverse('statement_list')}?finding={MISSING}", True)
