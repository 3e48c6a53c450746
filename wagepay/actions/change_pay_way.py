"""How and to which card a worker's wages go, changed with the reason on record."""

import datetime as dt

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.errors import Refused
from portal.lib.names import mask_name
from portal.tenancy.scope import Actor
from wagepay.enums import PayWay, PersonSource
from wagepay.intake.engage import engage
from wagepay.intake.terms import Terms
from wagepay.models import Engagement
from wagepay.queries.locks import lock_project


def change_pay_way(*, actor: Actor, person: Engagement, way: str, card: str, bank_name: str, way_reason: str, reason: str, at: dt.datetime) -> Engagement:
    """A card of any bank in the worker's own name, or cash and the like at his own wish, with why; nobody is made to have a card."""
    require(actor, "wagepay.roster")
    if way == PayWay.CARD and not (card or person.card):
        raise Refused("支付方式是银行卡的，请填写本人的卡号。", "no_card")
    if way != PayWay.CARD and len(way_reason.strip()) < 4:
        raise Refused("不用银行卡的，请写明本人要求的原因（至少 4 个字）。", "way_reason")
    if len(reason.strip()) < 4:
        raise Refused("请写明变更的原因（至少 4 个字）。", "reason")
    with transaction.atomic():
        lock_project(person.project_id)
        if not Engagement.objects.writable_by(actor).filter(pk=person.pk).exists():
            raise Refused("这个人不归您登记。", "not_yours")
        before = str(person.card or "")
        terms = Terms(
            person=bytes(person.id_index), id_number=person.id_number.plain(), name=person.name, employer_id=person.employer_id, card=card or None,
            bank_name=bank_name or None, pay_way=way, pay_way_reason=way_reason.strip() if way != PayWay.CARD else "",
        )  # fmt: skip
        engage(actor, person.project, [terms], at, PersonSource.ROSTER)
        changed = Engagement.objects.visible_to(actor).get(pk=person.pk)
        words = f"{PayWay(way).label} {changed.card or ''}".strip()
        detail = {"name": mask_name(person.name), "before": f"{person.get_pay_way_display()} {before}".strip(), "after": words, "reason": reason.strip()}
        record(actor, "wagepay.change_pay_way", changed, detail=detail)
    return changed
