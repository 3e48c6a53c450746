"""When the terms of warnings end that begin, or become shorter, on a day."""

import datetime as dt
from collections.abc import Mapping

from earlywarning.enums import WarningLane
from earlywarning.models import EarlyWarning, Graded
from earlywarning.terms import due_day, end_of, hours_of
from portal.tenancy.calendars import work_calendar
from portal.tenancy.policies import PolicySet


class Terms:
    """The terms of one day; a county's are the same for all warnings of one rule and level."""

    def __init__(self, policies: Mapping[int, PolicySet], on: dt.date) -> None:
        self.policies, self.on, self.calendar = policies, on, work_calendar()
        self._days: dict[tuple[int, str], dt.datetime | None] = {}
        self._hours: dict[tuple[int, str, str], int | None] = {}

    def hours(self, warning: Graded) -> int | None:
        """The hours of an urgent matter; None where days are counted."""
        at = (warning.region_id, warning.rule, warning.level)
        if at not in self._hours:
            self._hours[at] = hours_of(self.policies[warning.region_id], warning.rule, warning.level)
        return self._hours[at]

    def may_give(self, warning: Graded) -> bool:
        """Whether a term that begins today could end sooner than the one that runs; of hours the whole row must tell."""
        if warning.lane != WarningLane.CLEARANCE:
            return False
        if self.hours(warning) is not None:
            return True
        return _is_sooner(self._end_of_days(warning), warning.due_at)

    def give(self, warning: EarlyWarning) -> bool:
        """Give it the term if that ends sooner. Hours run from the instant it was opened, over nights and holidays; else the last day ends the term."""
        if warning.lane != WarningLane.CLEARANCE:
            return False
        hours = self.hours(warning)
        end = self._end_of_days(warning) if hours is None else warning.opened_at + dt.timedelta(hours=hours)
        if not _is_sooner(end, warning.due_at):
            return False
        warning.due_at = end
        return True

    def _end_of_days(self, warning: Graded) -> dt.datetime | None:
        at = (warning.region_id, warning.level)
        if at not in self._days:
            due = due_day(self.policies[warning.region_id], f"clearance.days_{warning.level}", self.on, self.calendar)
            self._days[at] = end_of(due) if due else None
        return self._days[at]


def date_duty(warning: Graded) -> bool:
    """A duty of the government has the date of its own rule, not the term of a level; true when it is another than before."""
    day = warning.evidence.get("due_on") if warning.lane == WarningLane.DUTY else None
    end = end_of(dt.date.fromisoformat(day)) if day else None
    if end is None or end == warning.due_at:
        return False
    warning.due_at = end
    return True


def _is_sooner(end: dt.datetime | None, due_at: dt.datetime | None) -> bool:
    return end is not None and (due_at is None or end < due_at)
