"""What others say of warnings, and what is arranged about them: reports, justifications, questions to workers, pauses, duty, close watch, forecasts."""

import datetime as dt

from earlywarning.actions.ask_workers import ask_workers
from earlywarning.actions.explain_duty import explain_duty
from earlywarning.actions.focus import focus_project
from earlywarning.actions.justify import decide_justification, justify_warning
from earlywarning.actions.keep_duty import put_on_duty
from earlywarning.actions.make_forecasts import make_forecasts
from earlywarning.actions.pause_item import pause_item
from earlywarning.actions.report_warning import Report, report_warning
from earlywarning.enums import PauseReason, WarningLane, WarningSource
from earlywarning.models import ClearanceItem, EarlyWarning
from portal.accounts.models import User
from portal.lib.errors import Refused
from portal.operations.demo.proofs import proof
from portal.operations.demo.stage import Stage
from portal.operations.demo.steps import Step
from portal.tenancy.scope import acting
from projects.models import Project

PLATFORM = "省级监控预警平台"
SAYS = "本月工资已于 12 日通过专户发放，回单见附件；考勤设备断网两天，已补传签到表。"
EXPLAINS = "经办人外出培训，材料上周才收齐，已交接给另一名经办人，三个工作日内办完。"
OPINION = "附件只覆盖部分班组，其余人员没有回单，申辩不成立。"


def follow_up(stage: Stage, code: str) -> None:
    """A little in every county, all of it in one: whoever visits finds an example of each."""
    number = sorted(stage.land.places).index(code)
    _reports(stage, code, number)
    _answers(stage, code, number)
    _arrangements(stage, code)


def forecast(stage: Stage) -> None:
    make_forecasts(on=stage.on)


FOLLOW_UP = (Step(follow_up, by_county=True, catches=True), Step(forecast))


def _reports(stage: Stage, code: str, number: int) -> None:
    with acting(stage.inspector(code)) as actor:
        projects = list(Project.objects.visible_to(actor).filter(region__code=code).select_related("region").order_by("pk")[:2])
        said = (
            Report(
                WarningSource.IMPORTED,
                "yellow",
                "平台：本期人工费未到账",
                "平台推送：专户连续一期没有人工费用入账。",
                stage.on,
                platform=PLATFORM,
                number=f"YJ{number:05d}",
            ),
            Report(WarningSource.RAISED, "yellow", "木工班组说上月工资没有发", "网格员走访时木工班组反映上月工资没有发，约 6 人。", stage.on),
        )
        for project, report in zip(projects, said, strict=False):
            report_warning(actor=actor, project=project, report=report, at=stage.instant(stage.on, 9))


def _answers(stage: Stage, code: str, number: int) -> None:
    at = stage.instant(stage.on, 9)
    with acting(stage.inspector(code)) as actor:
        rows = EarlyWarning.objects.visible_to(actor).open().under_clock().filter(region__code=code, source="computed").exclude(level="blue")
        warning = rows.select_related("project__general_contractor").order_by("-month", "pk").first()
    if warning is None:
        return
    with acting(stage.wage_officer(warning.project)) as firm:
        paper = proof(actor=firm, region_id=warning.region_id, name="申辩材料", at=at, kind="warning_proof", project_id=warning.project_id)
        said = justify_warning(warning, actor=firm, at=at, text=SAYS, file=paper)
    with acting(stage.inspector(code)) as actor:
        if number % 3 == 0:
            decide_justification(said, actor=actor, at=at + dt.timedelta(hours=1), accept=False, opinion=OPINION)
        if warning.month and number < 3:
            _ask(warning, actor, at)


def _ask(warning: EarlyWarning, actor, at: dt.datetime) -> None:
    """Where the roster names nobody of the month there is nobody to ask."""
    try:
        ask_workers(warning, actor=actor, at=at)
    except Refused as refusal:
        if refusal.code != "nobody":
            raise


def _arrangements(stage: Stage, code: str) -> None:
    on, at = stage.on, stage.instant(stage.on, 9)
    with acting(stage.inspector(code)) as actor:
        region = stage.place(code).region
        put_on_duty(actor=actor, region=region, user=User.objects.get(pk=actor.user_id), first=on, last=on + dt.timedelta(days=2), on=on)
        item = (
            ClearanceItem.objects.visible_to(actor).pending().filter(region=region, due_on__gte=on, hours_from__isnull=True).order_by("-due_on", "pk").first()
        )
        if item is not None:
            pause_item(item, actor=actor, at=at, reason=PauseReason.APPRAISAL, note="等待工程量审计结论，三方已签会议纪要。", last_on=on + dt.timedelta(days=2))
        duty = EarlyWarning.objects.visible_to(actor).open().filter(region=region, lane=WarningLane.DUTY).order_by("pk").first()
        if duty is not None:
            explain_duty(duty, actor=actor, at=at, text=EXPLAINS)
        red = EarlyWarning.objects.visible_to(actor).open().filter(region=region, level="red").select_related("project").order_by("pk").first()
        if red is not None:
            focus_project(
                actor=actor, project=red.project, reason=f"红色预警未销：{red.conclusion}", plan="专人每周核对专户流水和工资发放，督促建设单位按期拨付。",
                responsible=actor.name, unit=f"{region.name}劳动保障监察大队", due_on=on + dt.timedelta(days=30), on=on,
            )  # fmt: skip
