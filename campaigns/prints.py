"""Documents of this room for the command ``document``."""

from campaigns.actions.print_bulletin import office_name
from campaigns.bulletin_paper import bulletin_pdf
from campaigns.models import Campaign, WeeklyProgressBulletin
from campaigns.paper import table_pdf
from campaigns.winter_table import build
from portal.documents.registry import Printed
from portal.lib import clock
from portal.lib.errors import Refused
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor


def campaign_of(code: str, actor: Actor) -> Campaign:
    """The campaign of a code, or a refusal."""
    campaign = Campaign.objects.visible_to(actor).select_related("region").filter(code=code).first()
    if campaign is None:
        raise Refused(f"没有专项行动“{code}”。", "no_campaign")
    return campaign


def winter_table(actor: Actor, code: str) -> Printed:
    campaign = campaign_of(code, actor)
    counties = list(Region.objects.subtree(campaign.region).counties())
    return Printed("", table_pdf(build(campaign, actor=actor, regions=counties, until=clock.today()), clock.today()))


def bulletin(actor: Actor, uid: str) -> Printed:
    row = WeeklyProgressBulletin.objects.visible_to(actor).select_related("region").filter(uid=uid).first()
    if row is None:
        raise Refused("没有这份周通报。", "no_bulletin")
    return Printed("", bulletin_pdf(row, office_name(row)))
