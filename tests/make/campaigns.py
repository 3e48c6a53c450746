"""Builders of campaigns, made by the act itself."""

import datetime as dt

from campaigns.actions.start_campaign import start_campaign
from campaigns.models import Campaign
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor


def make_safe_wage_drive(actor: Actor, region: Region, starts_on: dt.date = dt.date(2026, 4, 30)) -> Campaign:
    """安薪行动 of a city; call inside ``acting(actor)`` of its office."""
    return start_campaign(actor=actor, region=region, template="safe_wage_drive", starts_on=starts_on)


def make_winter_drive(actor: Actor, region: Region, starts_on: dt.date = dt.date(2026, 11, 9)) -> Campaign:
    """根治欠薪冬季专项行动 of a city."""
    return start_campaign(actor=actor, region=region, template="winter_drive", starts_on=starts_on)
