"""Work in the background."""

import uuid

from campaigns.actions.print_bulletin import print_bulletin
from portal.jobs.handlers import handler
from portal.lib import clock


@handler("campaigns.print_bulletin", "周通报排版")
def print_weekly_bulletin(job, actor) -> dict:
    return print_bulletin(uuid.UUID(job.payload["bulletin"]), actor=actor, at=clock.now())
