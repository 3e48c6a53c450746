"""Keep pictures and papers with a lead."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import BinaryIO

from django.db import transaction

from cases.models import Lead, LeadFile
from portal.documents.actions.receive_file import receive_file
from portal.documents.models import StoredFile
from portal.tenancy.scope import Actor, Scope, acting

PICTURES = ("jpg", "jpeg", "png")
MAX_PICTURE = 12 * 1024 * 1024
# Phones and chats name pictures as they like; a worker is not sent away for it.
SIGNS = ((b"\xff\xd8\xff", "jpg"), (b"\x89PNG\r\n\x1a\n", "png"))


@transaction.atomic
def attach_files(*, actor: Actor, lead: Lead, uploads: Sequence[BinaryIO], at: dt.datetime) -> list[StoredFile]:
    """Files belong to the county: for the moment of storing, the sender's page writes for the lead's region and reads nothing back."""
    region = frozenset([lead.region_id])
    hand = replace(actor, scope=Scope(read_regions=region, write_regions=region))
    with acting(hand):
        stored = [
            receive_file(
                actor=hand, upload=upload, name=named_by_content(upload), kind="lead", region_id=lead.region_id, at=at, allowed=PICTURES, max_bytes=MAX_PICTURE
            )
            for upload in uploads
        ]
        LeadFile.objects.bulk_create(LeadFile(region_id=lead.region_id, lead=lead, file=file, added_at=at) for file in stored)
    return stored


def named_by_content(upload: BinaryIO) -> str:
    """The picture's name with the ending that fits its first bytes."""
    head = upload.read(16)
    upload.seek(0)
    path = PurePosixPath(upload.name)
    ending = next((ending for sign, ending in SIGNS if head.startswith(sign)), None)
    return f"{path.stem}.{ending}" if ending else path.name
