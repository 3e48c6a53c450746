"""Whose campaign it is."""

from campaigns.models import Campaign
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor


def own_campaign(campaign: Campaign, actor: Actor) -> None:
    """Only the jurisdiction that started a campaign leads it; the regions below read it."""
    if campaign.region_id not in actor.scope.write_regions:
        raise Refused("这是上级的专项行动，您只能查看和报送本辖区的情况。", "not_own")


def lock_campaign(campaign: Campaign) -> None:
    """Of two people who decide at once one waits for the other; the transaction's end lets go."""
    Campaign._base_manager.select_for_update(of=("self",)).get(pk=campaign.pk)
