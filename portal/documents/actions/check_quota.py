"""Is there room for one more upload?"""

import datetime as dt

from portal.documents.models import StoredFile
from portal.documents.queries.usage import used_bytes
from portal.lib import clock
from portal.lib.errors import Refused
from portal.tenancy.policies import PolicySet
from portal.tenancy.scope import Actor

MB, GB = 1 << 20, 1 << 30


def check_file_size(size: int, policies: PolicySet, hard_limit: int) -> None:
    """The tenant's limit for one file, and never more than the installation reads into memory."""
    limit = min(hard_limit, policies["files.max_mb"].require() * MB)
    if size > limit:
        raise Refused(f"文件超过上限 {limit // MB} MB，请压缩或拆成几个文件再传。", "too_big")


def check_quota(*, actor: Actor, region_id: int, size: int, at: dt.datetime, policies: PolicySet) -> None:
    """What one person sends in a day, and what the tenant has in all; a refusal says how much is left."""
    if actor.uid is not None:
        limit = policies["files.user_daily_mb"].require() * MB
        used = StoredFile.objects.visible_to(actor).of_uploader(actor.uid, clock.start_of(at.date())).bytes()
        if used + size > limit:
            raise Refused(f"您今天已上传 {_mb(used)} MB，再传就超过每人每天 {limit // MB} MB 的限额，请明天再传或联系管理员调整。", "user_quota")
    limit = policies["files.tenant_gb"].require() * GB
    if used_bytes(region_id) + size > limit:
        raise Refused(f"本地区的文件空间（{limit // GB} GB）已用完，文件没有存下，请联系管理员清理到期文件或调整限额。", "tenant_quota")


def _mb(size: int) -> str:
    return f"{size / MB:.1f}"
