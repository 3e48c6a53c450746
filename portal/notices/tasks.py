"""Delivery runs each minute, the digest once a morning."""

import datetime as dt

from portal.jobs.handlers import handler
from portal.jobs.runner import RunningJob
from portal.lib import clock
from portal.notices.actions.deliver_messages import deliver_messages
from portal.notices.actions.send_deliveries import send_deliveries
from portal.notices.actions.send_digest import plan_digests, send_digests
from portal.tenancy.scope import Actor, acting


@handler("notices.deliver", "送出站内消息")
def deliver(job: RunningJob, actor: Actor) -> dict:
    with acting(actor):
        return deliver_messages(actor=actor, at=clock.now())


@handler("notices.send", "发出邮件和短信")
def send(job: RunningJob, actor: Actor) -> dict:
    """In no transaction: every claim and every outcome is seen at once by the other workers."""
    return send_deliveries(now=clock.now, progress=lambda sent: job.progress(sent, sent))


@handler("notices.digest", "每日晨报排队")
def digest(job: RunningJob, actor: Actor) -> dict:
    return {"tenants": plan_digests(at=clock.now())}


@handler("notices.digest_of", "每日晨报")
def digest_of(job: RunningJob, actor: Actor) -> dict:
    return send_digests(region_id=job.payload["region"], on=dt.date.fromisoformat(job.payload["on"]), at=clock.now())
