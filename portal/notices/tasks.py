"""Delivery runs each minute."""

from portal.jobs.handlers import handler
from portal.jobs.runner import RunningJob
from portal.lib import clock
from portal.notices.actions.deliver_messages import deliver_messages
from portal.tenancy.scope import Actor, acting


@handler("notices.deliver", "送出站内消息")
def deliver(job: RunningJob, actor: Actor) -> dict:
    with acting(actor):
        return deliver_messages(actor=actor, at=clock.now())
