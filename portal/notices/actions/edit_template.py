"""Give a kind of message the tenant's own words, or its default ones back."""

import datetime as dt

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib import mask
from portal.lib.errors import Refused
from portal.notices import wording
from portal.notices.kinds import MessageKind
from portal.notices.models import MessageTemplate
from portal.tenancy.scope import Actor


def edit_template(*, actor: Actor, kind: MessageKind, title: str, text: str, valid_from: dt.date, at: dt.datetime) -> MessageTemplate:
    """From a day on; a day that has passed cannot be chosen, because messages have gone out with the words of then."""
    if not title.strip():
        raise Refused("标题不能是空的。", "empty")
    for words in (title, text):
        wording.check(words, kind.places)
        if mask.in_text(words) != words:
            raise Refused("模板里不能写手机号、身份证号或卡号。", "number")
    return _write(actor, kind, title.strip(), text.strip(), valid_from, at)


def reset_template(*, actor: Actor, kind: MessageKind, valid_from: dt.date, at: dt.datetime) -> MessageTemplate:
    """Back to the default words; what was said before stays in the list."""
    return _write(actor, kind, "", "", valid_from, at)


@transaction.atomic
def _write(actor: Actor, kind: MessageKind, title: str, text: str, valid_from: dt.date, at: dt.datetime) -> MessageTemplate:
    require(actor, "notices.edit_templates")
    if actor.region_id is None:
        raise Refused("模板由辖区的管理员修改。", "no_region")
    if valid_from < at.date():
        raise Refused("启用日期不能早于今天。", "past")
    before = MessageTemplate.objects.visible_to(actor).filter(region=actor.region_id, kind=kind.kind).first()
    row = MessageTemplate(region_id=actor.region_id, kind=kind.kind, title=title, text=text, valid_from=valid_from, recorded_by=actor.name, recorded_at=at)
    row.full_clean(validate_unique=False)
    row.save(force_insert=True)
    detail = {
        "kind": kind.kind,
        "from": [before.title, before.text] if before else None,
        "to": [title, text] if title else "默认",
        "valid_from": str(valid_from),
    }
    record(actor, "notices.edit_template" if title else "notices.reset_template", row, detail=detail)
    return row
