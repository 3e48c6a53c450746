"""Whose account an administrator keeps."""

from django.db.models import Q

from portal.accounts.models import User
from portal.lib.errors import Refused
from portal.tenancy.actors import SYSTEM_ROLE
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor


def keeps(actor: Actor, user: User) -> bool:
    """Every role of his stands for a region of the administrator's; an enterprise's clerk belongs to the tenant that opened his account."""
    if actor.role == SYSTEM_ROLE:
        return True
    if user.opened_in_id is not None and user.opened_in_id not in actor.scope.read_regions:
        return False
    roles = list(user.memberships.values_list("region_id", flat=True))
    if not any(roles) and user.opened_in_id is None:
        return False
    return all(region is None or region in actor.scope.read_regions for region in roles)


def check_keeps(actor: Actor, user: User) -> None:
    """Refuse what would reach into another tenant, and say whose administrator to ask."""
    if keeps(actor, user):
        return
    elsewhere = Q(pk__in=user.memberships.exclude(region_id__in=actor.scope.read_regions).values("region_id")) | Q(pk=user.opened_in_id)
    others = Region.objects.filter(elsewhere).exclude(pk__in=actor.scope.read_regions).order_by("path").values_list("name", flat=True)
    whose = f"（{'、'.join(others[:3])}）" if others else ""
    raise Refused(f"这个账号由其他辖区{whose}开通或在那里也有任职，由那里或上级的管理员办理。", "not_yours")
