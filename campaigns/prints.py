"""Documents of this room for the command ``document``."""

import uuid

from campaigns.actions.print_bulletin import office_name
from campaigns.bulletin_paper import bulletin_pdf
from campaigns.models import Campaign, WeeklyProgressBulletin
from campaigns.paper import table_pdf
from campaigns.winter_table import build_whole
from portal.documents.registry import Printed
from portal.lib import clock
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor


def campaign_of(code: str, actor: Actor) -> Campaign:
    """The campaign of a code, or a refusal."""
    campaign = Campaign.objects.visible_to(actor).select_related("region").filter(code=code).first()
    if campaign is None:
        raise Refused(f"没有专项行动“{code}”。", "no_campaign")
    return campaign


def is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def winter_table(actor: Actor, code: str) -> Printed:
    today = clock.today()
    return Printed("", table_pdf(build_whole(campaign_of(code, actor), actor=actor, until=today), today))


def bulletin(actor: Actor, uid: str) -> Printed:
    """By uid, or by ``<region code>-<week>``."""
    rows = WeeklyProgressBulletin.objects.visible_to(actor).select_related("region")
    code, _, week = uid.partition("-")
    row = rows.filter(uid=uid).first() if is_uuid(uid) else rows.filter(region__code=code, week=week).first()
    if row is None:
        raise Refused("没有这份周通报。", "no_bulletin")
    return Printed("", bulletin_pdf(row, office_name(row)))
