"""The calculator: a code, a day, a tenant; the last day with the days that count and the article."""

import datetime as dt
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.accounts.pages import page
from portal.lib.calendars import UNAPPROVED, WorkCalendar
from portal.lib.counting import CountedDay, count_days, weeks
from portal.lib.deadlines import Due
from portal.lib.errors import Refused
from portal.lib.pauses import Pause
from portal.policy.forms.deadlines import DeadlineForm
from portal.tenancy.calendars import work_calendar
from portal.tenancy.models import Region
from portal.tenancy.policies import PolicySet
from portal.tenancy.statutory import CALENDARS
from portal.tenancy.terms import due_here


@dataclass(frozen=True)
class Answer:
    """One part of a code, reckoned, with its days as a calendar."""

    due: Due
    received: dt.date
    start: dt.date
    weeks: list[list[CountedDay]]

    @property
    def calendar(self) -> str:
        return CALENDARS[self.due.calendar]

    @property
    def moved(self) -> dt.date | None:
        """The last day before it was moved, where it was."""
        return self.due.nominal_on if self.due.nominal_on != self.due.due_on else None


@page("policy.deadlines")
def deadline_calculator(request: HttpRequest) -> HttpResponse:
    """Everything is in the address, so that an answer can be kept as a link."""
    form = DeadlineForm(request.GET or None, actor=request.actor)
    answers: list[Answer] = []
    if form.is_bound and form.is_valid():
        try:
            answers = _answers(request, form)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
    return render(request, "policy/deadlines.html", {"form": form, "answers": answers, "unapproved": UNAPPROVED})


def _answers(request: HttpRequest, form: DeadlineForm) -> list[Answer]:
    data, calendar = form.cleaned_data, work_calendar()
    region = data["region"] or Region.objects.get(pk=request.actor.region_id)
    found = due_here(data["code"], data["start"], PolicySet(region, data["start"]), calendar, days=data["days"], pauses=form.pauses)
    return [_answer(due, data["start"], start, calendar, form.pauses) for due, start in found]


def _answer(due: Due, received: dt.date, start: dt.date, calendar: WorkCalendar, pauses: tuple[Pause, ...]) -> Answer:
    return Answer(due, received, start, weeks(count_days(due, start, calendar, pauses)))
