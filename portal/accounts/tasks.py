"""The nightly work on accounts."""

import datetime as dt

from django.utils import timezone

from portal.accounts.actions.appoint_deputy import tell_ended
from portal.accounts.actions.forget_old import forget_old
from portal.accounts.actions.suspend_dormant import suspend_dormant
from portal.jobs.handlers import handler
from portal.jobs.runner import RunningJob
from portal.tenancy.scope import Actor, acting


@handler("accounts.nightly", label="停用长期不登录的账号、清除旧文件")
def nightly(job: RunningJob, actor: Actor) -> dict:
    """By the clock on the wall, like the sign-ins it looks at."""
    at = timezone.now()
    with acting(actor):
        return suspend_dormant(actor=actor, at=at) | forget_old(actor=actor, at=at)


@handler("accounts.deputies", label="代理到期通知")
def deputies(job: RunningJob, actor: Actor) -> dict:
    """Deputies whose time ended on the day before the period."""
    return {"ended": tell_ended(on=dt.date.fromisoformat(job.payload["period"]))}
