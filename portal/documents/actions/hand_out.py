"""Hand the file of an export to the person who asked for it."""

import datetime as dt

from django.db import transaction
from django.db.models import F

from portal.accounts.freezes import refuse_frozen
from portal.accounts.rights import require
from portal.audit.log import record
from portal.documents import storage
from portal.documents.enums import DownloadState
from portal.documents.models import Download
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor


def hand_out(*, actor: Actor, download: Download, at: dt.datetime) -> bytes:
    """Counted and recorded in one transaction with the reading: without the entry there is no file. A stop after the making holds too."""
    require(actor, "documents.export")
    refuse_frozen(actor.region_id, download.region_id)
    if download.membership_id != actor.membership_id:
        raise Refused("只有提交导出的人可以下载。", "not_yours")
    if download.state != DownloadState.READY or download.expires_at <= at:
        raise Refused("这份导出还没有生成或已过期，请重新导出。", "not_ready")
    with transaction.atomic():
        Download.objects.filter(pk=download.pk).update(downloads=F("downloads") + 1)
        record(actor, "documents.hand_out", download, detail={"name": download.name, "rows": download.rows, "full": download.is_full})
        return storage.read(download.sha256)
