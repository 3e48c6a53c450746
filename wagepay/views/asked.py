"""What a request asks for: a month in its address, the data it posts."""

import datetime as dt

from django.http import Http404, HttpRequest, QueryDict


def month_of(text: str) -> dt.date:
    """``2026-10`` as its first day; anything else is no page."""
    try:
        return dt.date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Http404 from None


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: also an empty POST is one."""
    return request.POST if request.method == "POST" else None


def posted_files(request: HttpRequest) -> tuple:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
