"""Start a campaign from its template for the dates of a year."""

import datetime as dt

from django.db import transaction

from campaigns.models import Campaign, CampaignTask
from campaigns.notices import TEMPLATES
from campaigns.notices.base import Stage, Task
from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib.calendar_seed import spring_festival
from portal.lib.errors import Refused
from portal.tenancy.calendars import work_calendar
from portal.tenancy.enums import OrganisationKind
from portal.tenancy.models import Organisation, Region
from portal.tenancy.scope import Actor


class Dates:
    """Month-days of a template as days of the campaign: after the start they may fall into the next year.

    What the template puts after its end (the report of 10-10) comes after the end of the campaign, whenever that began.
    """

    def __init__(self, starts_on: dt.date, period: tuple[str, str]) -> None:
        self.starts_on, self.period = starts_on, period
        self.ends_on = starts_on
        self.ends_on = self.day(period[1])

    def day(self, text: str) -> dt.date:
        """``09-30``, the eve of the next 春节, or five working days after the end."""
        if text == "spring_festival_eve":
            years = (self.starts_on.year, self.starts_on.year + 1)
            eve = next(d for d in (spring_festival(y) - dt.timedelta(days=1) for y in years) if d > self.starts_on)
            return eve
        if text == "5_workdays_after_end":
            return work_calendar().add_workdays(self.ends_on, 5)
        month, day = (int(part) for part in text.split("-"))
        since = self.ends_on if self._is_after_end(text) else self.starts_on
        found = dt.date(since.year, month, day)
        return found if found >= since else found.replace(year=found.year + 1)

    def _is_after_end(self, text: str) -> bool:
        first, last = self.period
        return last[:1].isdigit() and (text < first, text) > (last < first, last)


@transaction.atomic
def start_campaign(
    *, actor: Actor, region: Region, template: str, starts_on: dt.date, document_number: str = "", document_on: dt.date | None = None, basis: str = ""
) -> Campaign:
    """Make the campaign with its stages, goals and one task for each responsible unit.

    The document may be younger than the start (the notice of 安薪行动 was printed six weeks after its first day).
    """
    require(actor, "campaigns.start")
    module = TEMPLATES.get(template)
    if module is None:
        raise Refused(f"没有专项行动模板“{template}”。", "no_template")
    code = f"{region.code}-{template.replace('_', '-')}-{starts_on.year}"
    if Campaign.objects.visible_to(actor).filter(code=code).exists():
        raise Refused("本年度已启动这个专项行动。", "started")
    dates = Dates(starts_on, module.PERIOD)
    campaign = Campaign.objects.create(
        region=region,
        code=code,
        template=template,
        name=module.NAME,
        document_number=document_number,
        document_on=document_on,
        basis=basis,
        starts_on=starts_on,
        ends_on=dates.ends_on,
        stages=_stages(module.STAGES, dates),
        goals=_goals(module.GOALS, dates),
        report_due_on=dates.day(module.REPORT_DUE),
    )
    CampaignTask.objects.bulk_create(_tasks(campaign, module.TASKS, dates))
    record(actor, "campaigns.start", campaign, detail={"template": template, "starts_on": starts_on.isoformat()})
    return campaign


def _stages(stages: tuple[Stage, ...], dates: Dates) -> list[dict]:
    """The first stage begins with the campaign; a start so late that a stage would end after the campaign is refused."""
    found = []
    for stage in stages:
        starts_on, ends_on = (dates.day(stage.starts) if found else dates.starts_on), dates.day(stage.ends)
        if not starts_on <= ends_on <= dates.ends_on:
            raise Refused(f"从 {dates.starts_on} 开始，“{stage.name}”就排不进行动期内（到 {dates.ends_on} 止），请核对开始日期。", "stages")
        found.append({"name": stage.name, "starts_on": starts_on.isoformat(), "ends_on": ends_on.isoformat()})
    return found


def _goals(goals: dict, dates: Dates) -> dict:
    return {name: dates.day(value).isoformat() if isinstance(value, str) else value for name, value in goals.items()}


def _tasks(campaign: Campaign, tasks: tuple[Task, ...], dates: Dates) -> list[CampaignTask]:
    """One row for each county, or for each member department of the jurisdiction."""
    counties = list(Region.objects.subtree(campaign.region).counties())
    departments = list(Organisation.objects.filter(kind=OrganisationKind.AUTHORITY, region=campaign.region).exclude(industries=[]))
    rows = []
    for task in tasks:
        owners = [{"owner_region": c} for c in counties] if task.each == "county" else [{"owner": d} for d in departments]
        common = {"region": campaign.region, "campaign": campaign, "title": task.title, "clause": task.clause, "due_on": dates.day(task.due)}
        rows += [CampaignTask(**common, **owner) for owner in owners]
    return rows
