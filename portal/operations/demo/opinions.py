"""What the supervisor of the works has said about the last months of its sites."""

from portal.operations.demo.plans import GUANSHAN
from portal.operations.demo.stage import Stage
from portal.tenancy.scope import acting
from projects.models import Project
from wagepay.actions.give_opinion import give_opinion
from wagepay.enums import OpinionMatter, OpinionVerdict

USERNAME = "supervisor"


def supervise(stage: Stage) -> None:
    """It agrees with the days everywhere, and objects to the wages of the school."""
    month, at = stage.closed[0], stage.instant(stage.on, 9)
    with acting(stage.user(USERNAME)) as actor:
        for project in Project.objects.visible_to(actor).filter(started_on__lt=month).order_by("code"):
            common = {"actor": actor, "project": project, "month": month, "on": stage.on, "at": at}
            give_opinion(**common, matter=OpinionMatter.ATTENDANCE, verdict=OpinionVerdict.AGREES, text="与旁站记录核对，出勤人数相符。")
            if project.name == GUANSHAN.name:
                give_opinion(**common, matter=OpinionMatter.PAYROLL, verdict=OpinionVerdict.OBJECTS, text="本月工资表还没有报来，各班组都说没有领到工资。")
