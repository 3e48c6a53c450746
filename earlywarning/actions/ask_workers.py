"""向工友核实: those whose pay a warning is about are asked by text message; they answer on their own pages."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from earlywarning.actions.events import locked, tell
from earlywarning.enums import EventKind
from earlywarning.models import EarlyWarning, WorkerQuestion
from earlywarning.questions import concerned_by
from portal.accounts.rights import require
from portal.audit.log import record
from portal.jobs.queue import enqueue
from portal.lib.errors import Refused
from portal.lib.names import mask_name
from portal.notices.enums import ChannelKey
from portal.notices.models import Delivery
from portal.tenancy.policies import policy
from portal.tenancy.scope import Actor
from wagepay.models import Engagement

KIND = "earlywarning.ask_worker"


@transaction.atomic
def ask_workers(warning: EarlyWarning, *, actor: Actor, at: dt.datetime) -> int:
    """Each person who is not fully paid by the books is asked once, some sixty at a press; returns how many were asked now."""
    require(actor, "earlywarning.verify")
    warning = locked(warning, actor)
    if not warning.is_open:
        raise Refused("这条预警已结。", "closed")
    found = concerned_by(warning, actor, at.date())
    if not found.people:
        raise Refused("按工资表和考勤，没有还没足额领到工资的工友，不用核实。", "nobody")
    if not found.unasked:
        raise Refused(f"涉及的 {found.asked} 名工友都已经问过。", "all_asked")
    due_on = at.date() + dt.timedelta(days=policy(warning.region_id, "earlywarning.ask_days", on=at.date()).value)
    people = [person for person, _ in found.next]
    rows = {bytes(e.id_index): e for e in Engagement.objects.visible_to(actor).filter(project=warning.project_id, id_index__in=people)}
    asked = [_question(warning, person, month, rows.get(person), actor, at, due_on) for person, month in found.next]
    WorkerQuestion.objects.bulk_create(asked, batch_size=500)
    _send([(rows[person], month) for person, month in found.next if person in rows and rows[person].phone], warning, due_on, at)
    left = f"，还有 {found.left} 名没有问" if found.left else ""
    tell(warning, actor=actor, at=at, title=f"向 {len(asked)} 名工友核实{left}", note=f"请于 {due_on:%Y-%m-%d} 前在本人查询页答复", kind=EventKind.ANSWERED)
    record(actor, "earlywarning.ask_workers", warning, detail={"asked": len(asked), "left": found.left})
    return len(asked)


def _question(warning: EarlyWarning, person: bytes, month: dt.date, row: Engagement | None, actor: Actor, at: dt.datetime, due_on: dt.date) -> WorkerQuestion:
    return WorkerQuestion(
        region_id=warning.region_id, warning=warning, person=person, masked_name=mask_name(row.name) if row else "（未登记）", month=month,
        asked_at=at, due_on=due_on, by=actor.name, was_reached=bool(row and row.phone),
    )  # fmt: skip


def _send(asked: list[tuple[Engagement, dt.date]], warning: EarlyWarning, due_on: dt.date, at: dt.datetime) -> None:
    """The text names no firm and no sum: whoever reads it over his shoulder learns nothing."""
    link = f"{settings.PORTAL_PUBLIC_URL or ''}{reverse('own_pay')}"
    sent = Delivery.objects.bulk_create(
        [
            Delivery(
                channel=ChannelKey.SMS, kind=KIND, address=row.phone.plain(), to_name="工友", region_id=warning.region_id, subject="向工友核实工资",
                text=(
                    f"【根治欠薪平台】请核实您 {month:%Y}年{month.month}月的工资收到没有：{link} 打开后用本机号码验证，"
                    f"在{month.month}月里点“已收到”或“没收到或不够”，{due_on.month}月{due_on.day}日前答复。"
                ),
                next_at=at, created_at=at,
            )
            for row, month in asked
        ],
        batch_size=200,
    )  # fmt: skip
    if sent:
        enqueue("notices.send", key=f"ask:{warning.uid}:{at.isoformat()}", payload={}, actor=None)
