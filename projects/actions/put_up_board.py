"""A board of rights was put up at a place of the site, or renewed there."""

import datetime as dt
from typing import Any

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents import storage
from portal.documents.actions.receive_file import receive_file
from portal.documents.models import StoredFile
from portal.documents.sniff import PICTURES
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.actions.guard import check_writable
from projects.actions.storing import change, insert
from projects.board.code import Reading, read_photo
from projects.board.content import Content, content_of, places_of
from projects.models import Project, RightsNoticeBoard, Seen
from projects.systems.evidence import Evidence, gather
from projects.systems.keys import BOARD_PLACES

FILE_KIND = "board_photo"


def put_up_board(
    *,
    actor: Actor,
    project: Project,
    place: str,
    posted_on: dt.date,
    on: dt.date,
    note: str = "",
    photo: Any = None,
    photographed_on: dt.date | None = None,
    at: dt.datetime | None = None,
    evidence: Evidence | None = None,
) -> RightsNoticeBoard:
    """Record the board with what it says (条例 第三十四条); the one that hung at the same place is taken down the same day.

    A photograph is read: the code on it says whether this project's board hangs there in its present edition. The same board
    with a photograph later on is the same act: the day it was put up stays. Who puts up several at once reads the ``evidence`` once.
    """
    require(actor, "projects.notice_board")
    check_writable(actor, project)
    if posted_on > on or (photographed_on and photographed_on > on):
        raise Refused("张贴和拍摄日期不能晚于今天。", "future")
    evidence = evidence or gather(project, on)
    content, place = content_of(evidence), place.strip()
    board = RightsNoticeBoard(project=project, region_id=project.region_id, place=place, posted_on=posted_on, note=note, shown=content.digests)
    with transaction.atomic():
        _take_down(project, place, posted_on)
        if photo is not None:
            _photograph(actor, board, photo, photographed_on or posted_on, content, evidence, at)
        insert(board)
        detail = {"place": place, "posted_on": posted_on.isoformat(), "found": board.get_seen_display()}
        record(actor, "projects.put_up_board", project, detail=detail)
    return board


def _take_down(project: Project, place: str, posted_on: dt.date) -> None:
    for old in RightsNoticeBoard.objects.of(project).select_for_update().filter(place=place, removed_on__isnull=True):
        if posted_on < old.posted_on:
            raise Refused(f"“{place}”的告示牌 {old.posted_on} 已经更新过，新的日期不能更早。", "dates")
        old.removed_on = posted_on
        change(old, "removed_on")


def _photograph(actor: Actor, board: RightsNoticeBoard, photo: Any, taken_on: dt.date, content: Content, evidence: Evidence, at: dt.datetime | None) -> None:
    if at is None:
        raise ValueError("a photograph is kept with the time it came in")
    project = board.project
    stored = receive_file(
        actor=actor, upload=photo, name=photo.name, kind=FILE_KIND, region_id=project.region_id, at=at, allowed=PICTURES, project_id=project.pk
    )
    _check_not_used(project, stored)
    places = places_of([*evidence.policies[BOARD_PLACES].value, board.place], evidence.boards)
    reading = read_photo(storage.read(stored.sha256), project, content, places)
    _check(reading, board.place)
    board.photo, board.photographed_on, board.seen = stored, taken_on, reading.seen


def _check_not_used(project: Project, stored: StoredFile) -> None:
    """One photograph proves one board."""
    used = RightsNoticeBoard.objects.of(project).filter(photo__sha256=stored.sha256).exclude(photo=stored).first()
    if used is not None:
        raise Refused(f"这张照片已经用于“{used.place}”（{used.photographed_on}），请重新拍照。", "used")


def _check(reading: Reading, place: str) -> None:
    if reading.is_other_project:
        raise Refused("照片里的二维码是另一个项目的告示牌，请核对照片。", "other_project")
    if reading.seen == Seen.CURRENT and reading.place != place:
        raise Refused(f"照片里是“{reading.place}”的告示牌，不是“{place}”的，请核对位置。", "other_place")
