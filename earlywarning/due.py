"""What must be cleared today, for the digest."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse

from earlywarning.enums import ClearanceKind
from earlywarning.models import ClearanceItem
from portal.accounts.enums import Role
from portal.accounts.rights import may
from portal.notices.digest import Due, due_today
from portal.tenancy.scope import Actor


@due_today
def clearance(actor: Actor, on: dt.date) -> Iterator[Due]:
    """三日清零 of one's own county, by name; an office above clears nothing itself and gets the count."""
    if not may(actor, "clearance.view"):
        return
    rows = ClearanceItem.objects.visible_to(actor).pending().filter(due_on__lte=on)
    if actor.role != Role.INSPECTOR:
        count, late = rows.count(), rows.filter(due_on__lt=on).count()
        if count:
            yield Due(f"辖区三日清零到期 {count} 件", f"超期 {late} 件", reverse("clearance_desk"), bool(late))
        return
    for item in rows.order_by("due_at", "pk"):
        over = item.due_on < on
        url = reverse("warning" if item.kind == ClearanceKind.WARNING else "lead", args=[item.subject_uid])
        note = " · ".join(filter(None, (item.project_name, "已超期" if over else "今天到期")))
        yield Due(f"三日清零：{item.title}", note, url, over)
