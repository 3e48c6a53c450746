"""What comes up within two weeks: answers to letters and of outside authorities, tasks of a campaign, leads to accept, what owners and banks report. Overdue ones stand first."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse

from campaigns.models import CampaignTask, TaskReport
from cases.models import Lead
from portal.accounts.rights import may
from portal.documents.models import Instrument
from portal.external.models import ExternalStep, IncomingPaper
from portal.lib import clock
from portal.tenancy.scope import Actor
from wagepay.models import MoneyReport

AHEAD = dt.timedelta(days=14)
MOST = 6


@dataclass(frozen=True)
class Entry:
    """One dated thing."""

    on: dt.date
    title: str
    note: str
    url: str
    is_over: bool


def agenda(actor: Actor, on: dt.date) -> list[Entry]:
    """At most six, the earliest first; six queries at most."""
    entries = [*_letters(actor, on), *_tasks(actor, on), *_leads(actor, on), *_external(actor, on), *_reports(actor, on)]
    return sorted(entries, key=lambda entry: (entry.on, entry.title))[:MOST]


def letters_awaiting(actor: Actor):
    """Letters of one's own organ whose answer has not come, and letters one has to answer."""
    return Instrument.objects.visible_to(actor).awaiting_reply()


def _letters(actor: Actor, on: dt.date) -> list[Entry]:
    if not may(actor, "documents.list"):
        return []
    rows = letters_awaiting(actor).filter(reply_due_on__lte=on + AHEAD).order_by("reply_due_on")[:MOST]
    return [Entry(row.reply_due_on, f"{row.addressee_text}回复{row.spec.title}", row.number, row.get_absolute_url(), row.reply_due_on < on) for row in rows]


def _tasks(actor: Actor, on: dt.date) -> list[Entry]:
    if not may(actor, "campaigns.report"):
        return []
    own = CampaignTask.objects.visible_to(actor).filter(due_on__lte=on + AHEAD).select_related("campaign")
    own = own.filter(owner=actor.organisation_id) | own.filter(owner_region=actor.region_id)
    done = TaskReport.objects.visible_to(actor).filter(region=actor.region_id).values("task")
    rows = own.exclude(pk__in=done).order_by("due_on")[:MOST]
    return [Entry(row.due_on, f"报送：{row.title}", row.campaign.name, reverse("task_report", args=[row.uid]), row.due_on < on) for row in rows]


def _leads(actor: Actor, on: dt.date) -> list[Entry]:
    if not may(actor, "cases.accept"):
        return []
    rows = Lead.objects.visible_to(actor).waiting().filter(accept_due_on__lte=on + AHEAD).select_related("project", "employer").order_by("accept_due_on")[:MOST]
    return [Entry(row.accept_due_on, f"受理线索：{row.against}", row.get_channel_display(), row.get_absolute_url(), row.accept_due_on < on) for row in rows]


def _external(actor: Actor, on: dt.date) -> list[Entry]:
    """What authorities outside the portal owe us, and what we owe them."""
    if not may(actor, "external.view"):
        return []
    rows = ExternalStep.objects.visible_to(actor).waiting().filter(due_on__lte=on + AHEAD).select_related("organisation").order_by("due_on")[:MOST]
    steps = [Entry(row.due_on, f"{row.organisation.name}答复：{row.title}", row.subject_name, row.get_absolute_url(), row.due_on < on) for row in rows]
    rows = IncomingPaper.objects.visible_to(actor).waiting().filter(due_on__lte=on + AHEAD).select_related("organisation").order_by("due_on")[:MOST]
    return steps + [Entry(row.due_on, f"答复{row.organisation.name}来文：{row.title}", row.number, row.get_absolute_url(), row.due_on < on) for row in rows]


def _reports(actor: Actor, on: dt.date) -> list[Entry]:
    """“I paid, the contractor did not”, “labour cost did not arrive”: to be looked into from the day they came."""
    if not may(actor, "wagepay.judge_report"):
        return []
    rows = MoneyReport.objects.visible_to(actor).waiting().select_related("project", "organisation").order_by("made_at")[:MOST]
    found = []
    for row in rows:
        day = row.made_at.astimezone(clock.SHANGHAI).date()
        found.append(
            Entry(day, f"核实：{row.get_kind_display()}", f"{row.project.name} · {row.organisation.name}", reverse("wage_report", args=[row.uid]), day < on)
        )
    return found
