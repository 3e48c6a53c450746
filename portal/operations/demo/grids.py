"""The grids of the township whose officer has an account."""

import datetime as dt

from portal.accounts.actors import actor_for
from portal.accounts.models import Membership
from portal.administration.actions.keep_grids import keep_grid
from portal.administration.models import Grid
from portal.tenancy.models import Region

TOWNSHIP = "140321100"
GRIDS = (("第一网格", "东大街社区、东关村"), ("第二网格", "西关社区、后沟村"))


def open_grids(*, on: dt.date) -> None:
    """Two grids, kept by the city's administrator; the first has an officer, the second waits for one."""
    township = Region.objects.get(code=TOWNSHIP)
    if Grid.objects.filter(township=township).exists():
        return
    keeper = actor_for(Membership.objects.select_related("user", "organisation", "region").get(user__username="admin-yq"))
    officer = Membership.objects.select_related("user").get(user__username="pd-grid")
    for place, (name, area) in enumerate(GRIDS):
        keep_grid(actor=keeper, township=township, name=name, area=area, officers=[] if place else [officer], on=on)
