"""移交清单 on paper: printed from the list that was frozen when the work was handed over."""

import datetime as dt
import uuid

from portal.accounts.models import Membership, PortfolioTransfer
from portal.documents.pdf import render_pdf
from portal.documents.registry import Printed
from portal.lib.clock import day_of
from portal.lib.errors import Refused
from portal.lib.show import instant
from portal.tenancy.scope import Actor

RELATED = ("giver__user", "giver__organisation", "receiver__user", "receiver__organisation", "region")


def transfer_pdf(row: PortfolioTransfer) -> bytes:
    """The list with places for three signatures; what the successor signed in the portal stands in his."""
    on = day_of(row.made_at)
    context = {
        "title": f"{row.region.name_on(on)}工作移交清单",
        "giver": _who(row.giver, on),
        "receiver": _who(row.receiver, on),
        "reason": row.reason,
        "made": instant(row.made_at),
        "maker": row.made_by,
        "lines": row.lines,
        "signed": f"{row.receiver.user.name}（{instant(row.signed_at)} 在本平台签收）" if row.signed_at else "",
        "note": row.signed_note,
    }
    return render_pdf("documents/portfolio_transfer.html", context)


def printed(actor: Actor, uid: str) -> Printed:
    """For the command ``document``."""
    try:
        row = PortfolioTransfer.objects.visible_to(actor).select_related(*RELATED).filter(uid=uuid.UUID(uid)).first()
    except ValueError:
        row = None
    if row is None:
        raise Refused("没有这份工作移交。", "no_transfer")
    return Printed("", transfer_pdf(row))


def _who(post: Membership, on: dt.date) -> str:
    return f"{post.user.name}（{post.organisation.name_on(on)}{post.get_role_display()}）"
