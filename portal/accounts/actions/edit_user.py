"""Put a person's name and titles right."""

from collections.abc import Mapping

from django.db import transaction

from portal.accounts.actions.keeping import check_keeps
from portal.accounts.models import User
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.lib.text import tidy
from portal.tenancy.scope import Actor


def edit_user(*, actor: Actor, user: User, name: str, titles: Mapping[int, str]) -> User:
    """``titles`` by membership; what is not named stays. The account's name itself is for good: the audit trail knows him by it."""
    require(actor, "accounts.manage")
    check_keeps(actor, user)
    name = tidy(name)
    if not name:
        raise Refused("姓名没有填写。", "name")
    changed: dict[str, list[str]] = {}
    with transaction.atomic():
        if user.name != name:
            changed["name"] = [user.name, name]
            user.name = name
            user.save(update_fields=["name"])
        for membership in user.memberships.filter(pk__in=titles):
            title = tidy(titles[membership.pk])
            if membership.title != title:
                changed[f"title {membership}"] = [membership.title, title]
                membership.title = title
                membership.save(update_fields=["title"])
        if changed:
            record(actor, "accounts.edit_user", user, region_id=actor.region_id, detail={"changed": changed})
    return user
