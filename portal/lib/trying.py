"""Make an act from a form: what it refuses is shown in the form, with everything typed still there."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import transaction

from portal.lib.errors import Refused


def tried(form: forms.Form, act: Callable[[], Any], field: str | None = None, *, told: Callable[[Refused], None] = lambda refusal: None) -> Any:
    """What the act returns (True when that is nothing), or None after a refusal: then nothing of it is saved.

    ``told`` gets the refusal, where a page has more to show than its sentence.
    """
    try:
        with transaction.atomic():
            done = act()
    except Refused as refusal:
        form.add_error(field, refusal.reason)
        told(refusal)
        return None
    return True if done is None else done
