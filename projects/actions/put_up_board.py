"""A board of rights was put up at a place of the site, or renewed there."""

import datetime as dt

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor
from projects.actions.guard import check_writable
from projects.actions.storing import insert
from projects.models import Project, RightsNoticeBoard


def put_up_board(*, actor: Actor, project: Project, place: str, posted_on: dt.date, on: dt.date, note: str = "") -> RightsNoticeBoard:
    """Record the board (条例 第三十四条); the one that hung at the same place is taken down the same day."""
    require(actor, "projects.notice_board")
    check_writable(actor, project)
    if posted_on > on:
        raise Refused("张贴日期不能晚于今天。", "future")
    board = RightsNoticeBoard(project=project, region_id=project.region_id, place=place.strip(), posted_on=posted_on, note=note)
    with transaction.atomic():
        for old in RightsNoticeBoard.objects.of(project).select_for_update().filter(place=board.place, removed_on__isnull=True):
            if posted_on < old.posted_on:
                raise Refused(f"“{board.place}”的告示牌 {old.posted_on} 已经更新过，新的日期不能更早。", "dates")
            old.removed_on = posted_on
            old.save(update_fields=["removed_on"])
        insert(board)
        record(actor, "projects.put_up_board", project, detail={"place": board.place, "posted_on": posted_on.isoformat()})
    return board
