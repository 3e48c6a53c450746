"""Throw away what has served: uploaded lists of people after a month, sessions that have run out."""

import datetime as dt

from portal.accounts.models import PortalSession, UserImport
from portal.tenancy.scope import Actor

KEPT = dt.timedelta(days=30)


def forget_old(*, actor: Actor, at: dt.datetime) -> dict[str, int]:
    """The record of an import stays, its file goes."""
    old = UserImport.objects.writable_by(actor).filter(made_at__lt=at - KEPT, sealed__isnull=False)
    sessions, _ = PortalSession.objects.filter(expire_date__lt=at).delete()
    return {"files": old.update(sealed=None), "sessions": sessions}
