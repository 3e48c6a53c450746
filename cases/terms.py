"""The statutory terms of leads and cases, by the national rules and what the tenant adds."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from portal.lib import deadlines
from portal.lib.calendars import WorkCalendar
from portal.lib.deadline_rules import Unit
from portal.lib.errors import Refused
from portal.tenancy.calendars import work_calendar
from portal.tenancy.models import Region
from portal.tenancy.policies import PolicySet, policy_sets
from portal.tenancy.scope import Actor
from portal.tenancy.terms import start_here

ACCEPT = "D15"
SAME_DAY = "D16a"
INVESTIGATE = "D18a"


@dataclass(frozen=True)
class Term:
    """One term with its last day; ``days_left`` counts working days where the law does."""

    code: str
    title: str
    due_on: dt.date
    law: str
    is_working: bool
    days_left: int
    is_over: bool
    is_certain: bool

    @property
    def left_words(self) -> str:
        return _words(self.days_left, "个工作日" if self.is_working else "天", self.is_over)


def _words(left: int, unit: str, is_over: bool) -> str:
    """“剩 4 个工作日”, “今天到期”, “已超 2 天”; on the days off right after the last day simply “已过期”."""
    if left == 0:
        return "已过期" if is_over else "今天到期"
    return f"已超 {-left} {unit}" if is_over else f"剩 {left} {unit}"


def left_words(due_on: dt.date, calendar: WorkCalendar, on: dt.date) -> str:
    """The working days left until a day."""
    return _words(calendar.workdays_between(on, due_on), "个工作日", on > due_on)


def accept_terms(region: Region, start: dt.date, calendar: WorkCalendar, *, on: dt.date) -> list[Term]:
    """By when a lead must be accepted or refused: the nation's term and the tenant's own, the earliest first."""
    policies = PolicySet(region, start)
    return _terms(_accept_codes(policies), start, policies, calendar, on)


def accept_due(policies: PolicySet, start: dt.date, calendar: WorkCalendar) -> dt.date:
    """The earliest of the terms of acceptance under these figures."""
    return _terms(_accept_codes(policies), start, policies, calendar, start)[0].due_on


def _accept_codes(policies: PolicySet) -> list[str]:
    return [ACCEPT, *([SAME_DAY] if policies["cases.accept_same_day"].value else []), *policies["cases.more_lead_terms"].value]


def case_terms(region: Region, start: dt.date, calendar: WorkCalendar, *, on: dt.date) -> list[Term]:
    """By when a case must be investigated and, where the province says so, closed."""
    policies = PolicySet(region, start)
    return _terms(_case_codes(policies), start, policies, calendar, on)


def investigate_due(policies: PolicySet, start: dt.date, calendar: WorkCalendar) -> dt.date:
    """The earliest of the terms of a case under these figures."""
    return _terms(_case_codes(policies), start, policies, calendar, start)[0].due_on


def _case_codes(policies: PolicySet) -> list[str]:
    return [INVESTIGATE, *policies["cases.more_case_terms"].value]


def _terms(codes: list[str], start: dt.date, policies: PolicySet, calendar: WorkCalendar, on: dt.date) -> list[Term]:
    """Each term runs from the moment the tenant has settled, else from the day of receipt."""
    # A code a tenant mistyped in its policy must not keep a worker from complaining: the nation's term stands.
    found = [deadlines.due(code, start_here(code, start, policies, calendar), calendar) for code in dict.fromkeys(codes) if _is_one_term(code)]
    return sorted((_term(due, calendar, on) for due in found), key=lambda term: term.due_on)


def _is_one_term(code: str) -> bool:
    try:
        return len(deadlines.rules_of(code)) == 1 and deadlines.rules_of(code)[0].unit not in (Unit.GIVEN, Unit.HOURS)
    except Refused:
        return False


def _term(due: deadlines.Due, calendar: WorkCalendar, on: dt.date) -> Term:
    working = due.calendar == deadlines.Calendar.WORKING
    left = calendar.workdays_between(on, due.due_on) if working else (due.due_on - on).days
    return Term(due.code, due.rule.title, due.due_on, due.law, working, left, on > due.due_on, due.certain)


class Counting:
    """What is left of the terms of many leads and cases, each in the days its own term is counted in; the counties' figures are read once."""

    def __init__(self, regions: Iterable[Region], calendar: WorkCalendar, on: dt.date) -> None:
        self.policies, self.calendar, self.on = policy_sets(regions, on), calendar, on

    def accept_left(self, region_id: int, received_on: dt.date, due_on: dt.date) -> str:
        return self._left(_accept_codes, region_id, received_on, due_on)

    def investigate_left(self, region_id: int, start: dt.date, due_on: dt.date) -> str:
        return self._left(_case_codes, region_id, start, due_on)

    def _left(self, codes: Callable[[PolicySet], list[str]], region_id: int, start: dt.date, due_on: dt.date) -> str:
        """By the term that ends on the day; a day that none of today's terms explains is counted in working days."""
        policies = self.policies.get(region_id)
        terms = _terms(codes(policies), start, policies, self.calendar, self.on) if policies else []
        return next((term.left_words for term in terms if term.due_on == due_on), left_words(due_on, self.calendar, self.on))


def counting_for(actor: Actor, on: dt.date) -> Counting:
    """For lists: of all regions the actor reads."""
    return Counting(Region.objects.filter(pk__in=actor.scope.read_regions), work_calendar(), on)
