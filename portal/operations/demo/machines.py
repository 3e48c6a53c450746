"""The bank's own machine: its key, and who it becomes when it reports receipts and entries by the addresses for machines."""

import datetime as dt

from portal.accounts.actors import actor_for
from portal.accounts.models import Membership
from portal.api.actions.issue_key import issue_key
from portal.api.actors import actor_of
from portal.api.models import ApiKey
from portal.operations.demo.enterprises import Firms
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor, acting

COUNTY = "140321"
NAME = "示例银行代发系统（演示）"


def open_bank_key(*, firms: Firms, on: dt.date, at: dt.datetime) -> None:
    """For the county in which the bank keeps most accounts; the secret is thrown away, whoever wants to try it changes it for a new one."""
    if ApiKey.objects.filter(name=NAME).exists():
        return
    keeper = actor_for(Membership.objects.select_related("user", "organisation", "region").get(user__username="admin-yq"))
    region = Region.objects.get(code=COUNTY)
    with acting(keeper):
        issue_key(
            actor=keeper, name=NAME, organisation=firms.banks[0], region=region, verbs=["wagepay.entries", "wagepay.receipts"],
            expires_at=at + dt.timedelta(days=300), at=at,
        )  # fmt: skip


def bank_machine() -> Actor:
    """Read anew each time, like every request reads its key."""
    return actor_of(ApiKey.objects.select_related("organisation", "region").get(name=NAME))
