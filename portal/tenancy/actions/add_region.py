"""Enter a new division: a county, a functional zone without an official code, a township."""

import datetime as dt

from django.db import transaction

from portal.tenancy.actions.tree import check_above, check_free, checked_code, checked_document, checked_name, note_change
from portal.tenancy.enums import RegionChangeKind
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor


def add_region(*, actor: Actor, parent: Region | None, code: str, name: str, level: str, document: str, valid_from: dt.date | None, on: dt.date) -> Region:
    """A node below its parent; ``on`` is the day it is entered, ``valid_from`` since when it is, if that is known."""
    check_above(level, parent)
    code, document = checked_code(code, level), checked_document(document)
    with transaction.atomic():
        check_free(code)
        made = Region(code=code, name=checked_name(name), level=level, parent=parent, valid_from=valid_from)
        made.full_clean()
        made.save()
        note_change(actor, made, RegionChangeKind.ADDED, on=valid_from or on, document=document, new_code=code, new_name=made.name)
    return made
