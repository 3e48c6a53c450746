"""向工友核实: those whose pay a warning is about are asked by text message; they answer on their own pages."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse

from earlywarning.actions.events import locked, tell
from earlywarning.enums import EventKind
from earlywarning.models import EarlyWarning, WorkerQuestion
from portal.accounts.rights import require
from portal.audit.log import record
from portal.jobs.queue import enqueue
from portal.lib.errors import Refused
from portal.notices.enums import ChannelKey
from portal.notices.models import Delivery
from portal.tenancy.policies import policy
from portal.tenancy.scope import Actor
from wagepay.models import Engagement, WorkerMonth

KIND = "earlywarning.ask_worker"
MOST = 60


@transaction.atomic
def ask_workers(warning: EarlyWarning, *, actor: Actor, at: dt.datetime) -> int:
    """Each person of the month who is not fully paid by the books is asked once; returns how many were asked now."""
    require(actor, "earlywarning.verify")
    warning = locked(warning, actor)
    if not warning.is_open:
        raise Refused("这条预警已结。", "closed")
    if warning.month is None:
        raise Refused("这条预警不针对某个月的工资，没有可以向工友核实的月份。", "no_month")
    known = {bytes(q.person) for q in WorkerQuestion.objects.visible_to(actor).filter(warning=warning)}
    people = [person for person in _affected(warning, actor) if person not in known][:MOST]
    if not people:
        raise Refused("涉及的工友都已经问过，或者名册上没有涉及的工友。", "nobody")
    due_on = at.date() + dt.timedelta(days=policy(warning.region_id, "earlywarning.ask_days", on=at.date()).value)
    rows = {bytes(e.id_index): e for e in Engagement.objects.visible_to(actor).filter(project=warning.project_id, id_index__in=people)}
    asked = [_question(warning, person, rows.get(person), actor, at, due_on) for person in people]
    WorkerQuestion.objects.bulk_create(asked, batch_size=500)
    _send([rows[person] for person in people if person in rows and rows[person].phone], warning, due_on, at)
    tell(warning, actor=actor, at=at, title=f"向 {len(asked)} 名工友核实", note=f"请于 {due_on:%Y-%m-%d} 前在本人查询页答复", kind=EventKind.ANSWERED)
    record(actor, "earlywarning.ask_workers", warning, detail={"asked": len(asked)})
    return len(asked)


def _affected(warning: EarlyWarning, actor: Actor) -> list[bytes]:
    rows = WorkerMonth.objects.visible_to(actor).filter(project=warning.project_id, month=warning.month)
    if warning.subcontractor_id:
        rows = rows.filter(employer=warning.subcontractor_id)
    short = Q(owed__gt=F("paid") + F("paid_outside") + F("advance")) | Q(days__gte=2, paid=0, paid_outside=0)
    return [bytes(person) for person in rows.filter(short).order_by("person").values_list("person", flat=True).distinct()]


def _question(warning: EarlyWarning, person: bytes, row: Engagement | None, actor: Actor, at: dt.datetime, due_on: dt.date) -> WorkerQuestion:
    return WorkerQuestion(
        region_id=warning.region_id, warning=warning, person=person, masked_name=_masked(row.name) if row else "（未登记）", month=warning.month,
        asked_at=at, due_on=due_on, by=actor.name, was_reached=bool(row and row.phone),
    )  # fmt: skip


def _masked(name: str) -> str:
    return f"{name[:1]}**"


def _send(rows: list[Engagement], warning: EarlyWarning, due_on: dt.date, at: dt.datetime) -> None:
    """The text names no firm and no sum: whoever reads it over his shoulder learns nothing."""
    link = f"{settings.PORTAL_PUBLIC_URL or ''}{reverse('own_pay')}"
    text = (
        f"【根治欠薪平台】请核实您 {warning.month:%Y}年{warning.month.month}月的工资收到没有：{link} 打开后用本机号码验证，"
        f"点“收到”或“没收到”，{due_on.month}月{due_on.day}日前答复。"
    )
    sent = Delivery.objects.bulk_create(
        [
            Delivery(
                channel=ChannelKey.SMS, kind=KIND, address=row.phone.plain(), to_name="工友", region_id=warning.region_id, subject="向工友核实工资",
                text=text, next_at=at, created_at=at,
            )
            for row in rows
        ],
        batch_size=200,
    )  # fmt: skip
    if sent:
        enqueue("notices.send", key=f"ask:{warning.uid}:{at.isoformat()}", payload={}, actor=None)
