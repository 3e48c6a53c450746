"""The context every document template expects, complete, so that a template never meets an unknown name."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from portal.documents.letterhead import Letterhead
from portal.documents.seal import seal
from portal.tenancy.models import Organisation


def letterhead_of(organ: Organisation, on: dt.date) -> Letterhead:
    """The organ's red head: ``letterhead`` = {"name": "…\\n…", "second_script": "…"}; without it the plain name of the paper's day."""
    return Letterhead(organ.letterhead.get("name") or organ.name_on(on), organ.letterhead.get("second_script", ""))


def frame(
    *,
    title: str,
    letterhead: Letterhead,
    dated: dt.date | None,
    number: str = "",
    addressee: str = "",
    signature: Sequence[str] = (),
    cc: str = "",
    attachments: Sequence[str] = (),
    contact: str = "",
    note: str = "",
    printed_by: str = "",
    sealed: bool = False,
    draft: bool = False,
    **more: Any,
) -> dict[str, Any]:
    """Everything around the body of a letter, file or report; ``more`` are the body's own facts.

    ``cc`` and ``contact`` without brackets or full stop. ``sealed`` asks the seal adapter for its picture.
    """
    return {
        "title": title,
        "letterhead": letterhead,
        "dated": dated,
        "number": number,
        "addressee": addressee,
        "signature": list(signature) or letterhead.lines_as_given,
        "cc": cc,
        "attachments": list(attachments),
        "contact": contact,
        "note": note,
        "printed_by": printed_by or letterhead.one_line,
        "seal_picture": seal().picture if sealed else "",
        "draft": draft,
        **more,
    }
