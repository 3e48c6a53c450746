"""May this person have this file's content now? Scope is asked elsewhere; here it is about harm and about what is left."""

import datetime as dt

from portal.documents.enums import ScanState
from portal.documents.models import StoredFile
from portal.documents.policies import ENTITLED
from portal.tenancy.policies import policy
from portal.tenancy.scope import Actor


def blocked(stored: StoredFile, actor: Actor, on: dt.date) -> str:
    """The Chinese reason why not; empty when the content may be handed out.

    A file nobody scanned goes back to the unit that sent it and to no other, unless the tenant decided otherwise.
    """
    if stored.removed_on is not None:
        return f"这个文件的内容已于 {stored.removed_on} 按保存期限清除（{stored.removed_by}：{stored.removed_reason}）。"
    if stored.scan_state == ScanState.QUARANTINED:
        return f"这个文件被病毒扫描隔离（{stored.scan_note}），任何人都不能下载。请上传单位杀毒后重新上传。"
    if stored.scan_state == ScanState.UNSCANNED and not _is_own(stored, actor):
        if policy(stored.region_id, "files.unscanned_readers", on=on).value != ENTITLED:
            return "这个文件还没有经过病毒扫描，现在只有上传单位能下载。扫描通过后自动放行；需要马上看的，请上传单位改传图片，或联系管理员。"
    return ""


def _is_own(stored: StoredFile, actor: Actor) -> bool:
    if stored.organisation_id is None:
        return stored.uploader_uid is not None and stored.uploader_uid == actor.uid
    return stored.organisation_id == actor.organisation_id
