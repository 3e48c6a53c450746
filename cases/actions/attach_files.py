"""Keep pictures and papers with a lead."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import BinaryIO

from django.db import transaction

from cases.models import Lead, LeadFile
from portal.documents.actions.receive_file import receive_file
from portal.documents.models import StoredFile
from portal.tenancy.scope import Actor, Scope, acting

PICTURES = ("jpg", "jpeg", "png")
MAX_PICTURE = 12 * 1024 * 1024


@transaction.atomic
def attach_files(*, actor: Actor, lead: Lead, uploads: Sequence[BinaryIO], at: dt.datetime) -> list[StoredFile]:
    """Files belong to the county: for the moment of storing, the sender's page writes for the lead's region and reads nothing back."""
    region = frozenset([lead.region_id])
    hand = replace(actor, scope=Scope(read_regions=region, write_regions=region))
    with acting(hand):
        stored = [
            receive_file(actor=hand, upload=upload, name=upload.name, kind="lead", region_id=lead.region_id, at=at, allowed=PICTURES, max_bytes=MAX_PICTURE)
            for upload in uploads
        ]
        LeadFile.objects.bulk_create(LeadFile(region_id=lead.region_id, lead=lead, file=file, added_at=at) for file in stored)
    return stored
