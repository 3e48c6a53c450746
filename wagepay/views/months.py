"""Shared by the views: months in addresses, places a project's pages lead to."""

import datetime as dt

from django.http import Http404

from portal.lib.deadlines import add_months


def month_of(text: str) -> dt.date:
    """``2026-10`` as its first day; anything else is no page."""
    try:
        return dt.date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Http404 from None


def wage_month(on: dt.date) -> dt.date:
    """The month whose wages are being reckoned: the one before."""
    return add_months(on.replace(day=1), -1)
