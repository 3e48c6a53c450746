"""A worker complains on the page of the site's notice board."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any, BinaryIO

from django.db import transaction

from cases.actions.attach_files import attach_files
from cases.actions.receive_lead import receive_lead
from cases.enums import Channel
from cases.models import Lead
from portal.tenancy.scope import Actor
from projects.models import Project


@transaction.atomic
def complain(*, actor: Actor, project: Project, key: uuid.UUID, at: dt.datetime, pictures: Sequence[BinaryIO] = (), **fields: Any) -> tuple[Lead, str, bool]:
    """The lead, its code, and whether this very form had been sent before (then nothing is written again).

    ``actor`` is the page's intake scope: it reads the project and writes this one lead.
    """
    is_repeat = Lead.objects.visible_to(actor).filter(uid=key).exists()
    lead, code = receive_lead(actor=actor, region=project.region, channel=Channel.QR, project=project, key=key, at=at, **fields)
    if not is_repeat and pictures:
        attach_files(actor=actor, lead=lead, uploads=pictures, at=at)
    return lead, code, is_repeat
