"""Announcements for the floors below this room."""

import datetime as dt

from django.urls import reverse

from portal.accounts.enums import EVERYONE, Role
from portal.documents.models import Instrument
from portal.jobs.models import OutboxMessage
from portal.notices.announce import Announcement, announce
from portal.notices.recipients import people_above, people_of_organisation
from portal.tenancy.scope import Actor


def _instrument(message: OutboxMessage, actor: Actor) -> Instrument:
    return Instrument.objects.visible_to(actor).get(pk=message.payload["pk"])


@announce("documents.instrument.serve")
def served(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement | None:
    """The addressee learns of it on the portal, whatever the method of service was."""
    found = _instrument(message, actor)
    if found.addressee_id is None:
        return None
    due = f"，请于 {found.reply_due_on} 前回复" if found.reply_due_on else ""
    return Announcement(
        people_of_organisation(found.addressee_id, EVERYONE, on), f"收到{found.spec.title} {found.number}", f"{_one_line(found)}{due}", found.get_absolute_url()
    )


@announce("documents.instrument.reply")
def replied(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement:
    """The organ that wrote learns of the answer."""
    found = _instrument(message, actor)
    people = people_of_organisation(found.organ_id, (Role.OFFICE, Role.INSPECTOR, Role.DEPARTMENT), on)
    return Announcement(people, f"{found.addressee_text}已回复 {found.number}", _one_line(found), found.get_absolute_url())


@announce("documents.instrument.lapse")
def lapsed(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement:
    """The organ that wrote learns that nothing came."""
    found = _instrument(message, actor)
    people = people_of_organisation(found.organ_id, (Role.OFFICE, Role.INSPECTOR, Role.DEPARTMENT), on)
    return Announcement(people, f"{found.number} 逾期未回复", f"{found.addressee_text}，{found.reply_due_on} 到期", found.get_absolute_url())


def _one_line(found: Instrument) -> str:
    return "".join(found.title.split())


@announce("accounts.dormant")
def dormant(message: OutboxMessage, actor: Actor, on: dt.date) -> Announcement:
    """The administrators of the place and of those above learn whose account was stopped because nobody used it."""
    usernames = message.payload["usernames"]
    people = people_above(message.region_id, (Role.ADMIN,), on)
    return Announcement(people, f"{len(usernames)} 个账号长期没有登录，已自动停用", "、".join(usernames), f"{reverse('user_list')}?state=suspended")
