"""Give a machine a part of what one may do oneself: one verb on one project."""

import datetime as dt

from portal.accounts.rights import require
from portal.api.actions.issue_key import LONGEST, Issued, make_key
from portal.api.actors import project_ids
from portal.api.grants import grants
from portal.lib.errors import Refused
from portal.tenancy.models import Organisation, Region
from portal.tenancy.scope import Actor


def lend_key(
    *, actor: Actor, right: str, verb: str, name: str, organisation: Organisation, region: Region, project: str, expires_at: dt.datetime, at: dt.datetime
) -> Issued:
    """``right`` is the room's verb that lets the actor do so; the key never opens more than this project."""
    require(actor, right)
    if verb not in dict(grants()):
        raise Refused("这一项不能交给接口办理。", "no_verb")
    if project not in project_ids(actor, [project]):
        raise Refused("没有这个项目，或者不归您填报。", "no_project")
    if not at < expires_at <= at + LONGEST:
        raise Refused("有效期最长一年，到期前更换。", "too_long")
    fields = {"name": name.strip()[:80], "organisation": organisation, "region": region, "verbs": [verb], "projects": [project], "expires_at": expires_at}
    return make_key(actor, "api.issue_key", at, **fields)
