"""Keep a list's filters under a name, or forget them."""

from django.db import transaction
from django.http import QueryDict

from portal.accounts.models import SavedView
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.tenancy.scope import Actor

MOST = 20  # of one list; more would be no help


@transaction.atomic
def save_view(*, actor: Actor, page: str, name: str, query: str) -> SavedView:
    """The same name again replaces what it meant; the page number is no part of a question."""
    name = " ".join(name.split())
    if not name:
        raise Refused("请给这组条件起个名字。", "name")
    asked = QueryDict(query, mutable=True)
    asked.pop("page", None)
    mine = SavedView.objects.filter(membership_id=actor.membership_id, page=page)
    if mine.exclude(name=name[:40]).count() >= MOST:
        raise Refused(f"一个列表最多存 {MOST} 组条件，请先删掉不用的。", "many")
    kept, _ = SavedView.objects.update_or_create(membership_id=actor.membership_id, page=page, name=name[:40], defaults={"query": asked.urlencode()[:2000]})
    record(actor, "accounts.save_view", kept, region_id=actor.region_id, detail={"name": kept.name, "kind": page})
    return kept


@transaction.atomic
def forget_view(*, actor: Actor, view: SavedView) -> None:
    """Only one's own."""
    if view.membership_id != actor.membership_id:
        raise Refused("只能删除自己保存的条件。", "not_yours")
    record(actor, "accounts.forget_view", view, region_id=actor.region_id, detail={"name": view.name, "kind": view.page})
    view.delete()
