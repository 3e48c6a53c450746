"""The two campaigns that run: 安薪行动 in 阳泉 and the winter drive in 平顶山."""

import datetime as dt
from decimal import Decimal

from campaigns.actions.make_bulletin import make_bulletin
from campaigns.actions.nominate import decide, nominate
from campaigns.actions.report_task import report_task
from campaigns.actions.start_campaign import start_campaign
from campaigns.enums import DecisionKind
from campaigns.models import Campaign, CampaignTask, TitleNomination
from portal.lib.errors import Refused
from portal.operations.demo.stage import Stage
from portal.tenancy.scope import acting
from projects.actions.record_inspection import record_inspection
from projects.actions.register_employer import register_employer
from projects.enums import TableClass
from projects.models import Project

YANGQUAN, PINGDINGSHAN = "140300", "410400"
AWARDED_IN = 3  # of so many nominations one is not decided yet


def run_campaigns(stage: Stage) -> None:
    """Start both, nominate what meets the conditions, inspect employers."""
    drive = _start(stage, YANGQUAN, "safe_wage_drive", _safe_wage_start(stage.on), "阳农工治欠办〔2024〕4号样式（演示）")
    winter = _start(stage, PINGDINGSHAN, "winter_drive", _last(stage.on, 11, 9), "平治欠办〔2020〕6号样式（演示）")
    for code in [code for code, place in sorted(stage.land.places.items()) if place.tenant.code == YANGQUAN]:
        _nominate(stage, drive, code)
    _award(stage, drive)
    for code in [code for code, place in sorted(stage.land.places.items()) if place.tenant.code == PINGDINGSHAN]:
        _inspect(stage, code)
        _report(stage, winter, code)
    _make_bulletin(stage)


def _make_bulletin(stage: Stage) -> None:
    """Last week's, whose paper a worker prints."""
    year, week, _ = (stage.on - dt.timedelta(days=7)).isocalendar()
    with acting(stage.office(YANGQUAN)) as office:
        region = stage.place("140321").tenant
        make_bulletin(actor=office, region=region, week=f"{year}-W{week:02d}", at=stage.instant(stage.on, 9))


def _last(on: dt.date, month: int, day: int) -> dt.date:
    found = dt.date(on.year, month, day)
    return found if found <= on else found.replace(year=on.year - 1)


def _safe_wage_start(on: dt.date) -> dt.date:
    """In its season the drive begins on 30 April; else the next one has been begun early, so that there is one to work in."""
    spring = _last(on, 4, 30)
    return spring if on <= dt.date(spring.year, 9, 30) else dt.date(spring.year, 10, 8) if on >= dt.date(spring.year, 10, 8) else spring


def _start(stage: Stage, code: str, template: str, starts_on: dt.date, number: str) -> Campaign:
    with acting(stage.office(code)) as office:
        region = next(tenant.region for tenant in stage.land.tenants if tenant.region.code == code)
        return start_campaign(actor=office, region=region, template=template, starts_on=starts_on, document_number=number, document_on=starts_on)


def _nominate(stage: Stage, campaign: Campaign, code: str) -> None:
    on = min(stage.on, campaign.ends_on)
    with acting(stage.inspector(code)) as actor:
        for project in Project.objects.visible_to(actor).under_construction().order_by("code"):
            try:
                nominate(actor=actor, campaign=campaign, project=project, on=on, note="五项制度落实，连续三个月按时发薪。")
            except Refused:
                continue  # the conditions are not met


def _award(stage: Stage, campaign: Campaign) -> None:
    with acting(stage.office(YANGQUAN)) as office:
        rows = TitleNomination.objects.visible_to(office).filter(campaign=campaign).order_by("pk")
        for number, row in enumerate(rows):
            if number % AWARDED_IN != AWARDED_IN - 1:
                decide(row, actor=office, kind=DecisionKind.AWARDED, on=stage.on, score=Decimal(90 + number % 9))


def _inspect(stage: Stage, code: str) -> None:
    """Employers of every class of the 17-column table."""
    place, number = stage.place(code), sorted(stage.land.places).index(code)
    with acting(stage.inspector(code)) as actor:
        firms = [*stage.firms.employers, (stage.firms.subcontractors[1 + number % 8], TableClass.CONSTRUCTION)]
        for turn, (organisation, table_class) in enumerate(firms):
            employer = register_employer(actor=actor, region=place.region, organisation=organisation, table_class=table_class)
            workers = 20 + 7 * turn + number
            record_inspection(
                actor=actor, employer=employer, on=stage.on - dt.timedelta(days=turn + 1), workers=workers, migrant_workers=workers - 5,
                with_contract=workers - 8, inspectors="样例监察甲、样例监察乙", at=stage.instant(stage.on), arrears_found=turn == number % 9,
            )  # fmt: skip


def _report(stage: Stage, campaign: Campaign, code: str) -> None:
    with acting(stage.inspector(code)) as actor:
        task = CampaignTask.objects.visible_to(actor).filter(campaign=campaign, owner_region__code=code).order_by("due_on", "pk").first()
        if task is not None and sorted(stage.land.places).index(code) % 2:
            report_task(task, actor=actor, text="已印发行动方案，明确责任分工。", on=stage.on)
