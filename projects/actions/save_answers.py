"""Keep what officers fill in on the spot, item by item, and the photos they take."""

import datetime as dt
from collections.abc import Mapping
from typing import BinaryIO

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents import sniff
from portal.documents.actions.receive_file import receive_file
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.actions.locked_inspection import locked_inspection
from projects.actions.storing import check_fields
from projects.inspections.enums import InspectionState
from projects.models import InspectionAnswer, InspectionPhoto, SiteInspection

PHOTO, MAX_PHOTO, MOST_PHOTOS = "inspection_photo", 12 * 1024 * 1024, 60


def save_answers(*, actor: Actor, inspection: SiteInspection, answers: Mapping[int, tuple[str, str]], at: dt.datetime) -> int:
    """Item number -> (verdict, note). Sent again over a bad line the same words change nothing; of two phones the later word stays, with its name."""
    require(actor, "projects.inspect")
    with transaction.atomic():
        row = _on_site(actor, inspection)
        known = {answer.number: answer for answer in InspectionAnswer.objects.visible_to(actor).filter(inspection=row)}
        changed = []
        for number, (verdict, note) in answers.items():
            _check_number(row, number)
            answer = known.get(number) or InspectionAnswer(inspection=row, region_id=row.region_id, number=number)
            if answer.pk and (answer.verdict, answer.note) == (verdict, note):
                continue
            answer.verdict, answer.note, answer.changed_by, answer.changed_at = verdict, note, actor.name, at
            check_fields(answer)
            answer.save()
            changed.append(number)
        if changed:
            record(actor, "projects.save_answers", row, detail={"items": changed})
    return len(changed)


def add_photo(*, actor: Actor, inspection: SiteInspection, number: int, token: str, upload: BinaryIO, name: str, at: dt.datetime) -> InspectionPhoto:
    """A photo sent twice under the same token is kept once."""
    require(actor, "projects.inspect")
    with transaction.atomic():
        row = _on_site(actor, inspection)
        _check_number(row, number)
        photos = InspectionPhoto.objects.visible_to(actor).filter(inspection=row)
        found = photos.filter(token=token).first()
        if found is not None:
            return found
        if photos.count() >= MOST_PHOTOS:
            raise Refused(f"一次检查最多 {MOST_PHOTOS} 张照片。", "too_many")
        stored = receive_file(
            actor=actor, upload=upload, name=name, kind=PHOTO, region_id=row.region_id, at=at, allowed=sniff.PICTURES, max_bytes=MAX_PHOTO
        )  # fmt: skip
        photo = InspectionPhoto(inspection=row, region_id=row.region_id, number=number, token=token, file=stored, added_by=actor.name, added_at=at)
        check_fields(photo)
        photo.save(force_insert=True)
        record(actor, "projects.add_photo", row, detail={"item": number, "sha256": stored.sha256})
    return photo


def _on_site(actor: Actor, inspection: SiteInspection) -> SiteInspection:
    row = locked_inspection(actor, inspection)
    if row.state != InspectionState.ON_SITE:
        raise Refused(f"检查现在是“{row.get_state_display()}”，到场后、检查完毕前才能填写。", "wrong_state")
    return row


def _check_number(row: SiteInspection, number: int) -> None:
    if not 1 <= number <= len(row.items):
        raise Refused(f"检查表没有第 {number} 项。", "no_item")
