"""Everything the lamps of one project are computed from, read once."""

import datetime as dt
from dataclasses import dataclass

from portal.lib.calendars import WorkCalendar
from portal.tenancy.calendars import work_calendar
from projects.models import Fact, Project, ProjectParty, RightsNoticeBoard, SpecialWageAccount, WageSecurityDeposit


@dataclass(frozen=True)
class Evidence:
    """One project on one day."""

    project: Project
    on: dt.date
    calendar: WorkCalendar
    accounts: tuple[SpecialWageAccount, ...]
    deposits: tuple[WageSecurityDeposit, ...]
    boards: tuple[RightsNoticeBoard, ...]
    subcontractors: tuple[ProjectParty, ...]
    facts: dict[str, Fact]


def gather(project: Project, on: dt.date) -> Evidence:
    """Read the rows that hold on the day; facts that were never posted are simply absent."""
    return Evidence(
        project=project,
        on=on,
        calendar=work_calendar(),
        accounts=tuple(SpecialWageAccount.objects.of(project).open_on(on).select_related("bank")),
        deposits=tuple(WageSecurityDeposit.objects.of(project).filter(deposited_on__lte=on).exclude(released_on__lte=on)),
        boards=tuple(RightsNoticeBoard.objects.of(project).filter(posted_on__lte=on).exclude(removed_on__lte=on)),
        subcontractors=tuple(ProjectParty.objects.of(project).subcontractors().present().select_related("organisation")),
        facts={fact.item: fact for fact in Fact.objects.of(project)},
    )
