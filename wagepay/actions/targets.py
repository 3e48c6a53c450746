"""The destination of an upload, built from its row. Shared by the acts that check and accept it."""

import datetime as dt

from portal.tenancy.scope import Actor
from projects.models import SpecialWageAccount
from wagepay.intake.target import Target
from wagepay.models import Upload


def target_of(upload: Upload, actor: Actor, on: dt.date, at: dt.datetime) -> Target:
    account = SpecialWageAccount.objects.visible_to(actor).filter(pk=upload.account_id).first() if upload.account_id else None
    return Target(actor, upload.project, on, at, upload.employer, upload.month, account)
