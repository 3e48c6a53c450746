"""Work of this room that runs in the background."""

import datetime as dt

from portal.api.models import ApiCall
from portal.api.signing import WINDOW
from portal.jobs.handlers import handler
from portal.jobs.runner import RunningJob
from portal.lib import clock
from portal.tenancy.scope import Actor


@handler("api.forget_calls", "接口调用记录清理")
def forget_calls(job: RunningJob, actor: Actor) -> dict:
    """A signature older than twice the window is refused by its time already."""
    return {"forgotten": ApiCall.objects.filter(at__lt=clock.now() - 2 * WINDOW - dt.timedelta(minutes=1)).delete()[0]}
