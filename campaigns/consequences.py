"""What changed figures of the 安薪项目 would do to counties and projects, told before they are saved."""

from collections.abc import Sequence
from decimal import Decimal

from campaigns.goals import GOAL, goal_by
from campaigns.models import Campaign
from campaigns.queries.progress import progress
from campaigns.title_checks import is_enough
from portal.tenancy.consequences import SHOWN, Change, Consequence
from portal.tenancy.scope import Actor
from projects.facts import ACCOUNT_MONTH
from projects.models import Fact

MET = {True: "达到", False: "没有达到", None: "没有比对"}


def of_title_goal(actor: Actor, change: Change) -> Sequence[Consequence]:
    """Running campaigns of the regions whose figure changes: what is asked of each county before and after."""
    touched = [region.pk for region in change.touched]
    campaigns = Campaign.objects.visible_to(actor).running(change.on).filter(region__in=touched, goals__has_key=GOAL).select_related("region")
    return [_goals(campaign, actor, change) for campaign in campaigns]


def _goals(campaign: Campaign, actor: Actor, change: Change) -> Consequence:
    old, new = (goal_by(campaign, sets[campaign.region_id]) for sets in (change.before, change.after))
    lines = progress(campaign, actor=actor, on=change.on)
    rows = [(line.region.name, line.awarded, _asked(old.of(line.region)), _asked(new.of(line.region))) for line in lines]
    short = sum(line.awarded < new.of(line.region) for line in lines)
    text = f"改后考核 {sum(bool(new.of(line.region)) for line in lines)} 个县（区），按已认定的数有 {short} 个没有达到；已印发的通报不变。"
    return Consequence(campaign.name, text, ("县（区）", "已认定", "原目标", "新目标"), rows)


def _asked(number: int) -> str:
    return f"{number} 个" if number else "不考核"


def of_title_money(actor: Actor, change: Change) -> Sequence[Consequence]:
    """Projects under construction by their newest month that can be reckoned; nominations made keep their checks."""
    months = Fact.objects.visible_to(actor).filter(item=ACCOUNT_MONTH, project__region__in=[region.pk for region in change.touched]).select_related("project")
    found = [(fact.project, *(_met(fact, sets, change) for sets in (change.before, change.after))) for fact in months if fact.value.get("due") is not None]
    moved = [(project.name, MET[old], MET[new]) for project, old, new in found if old != new]
    text = f"有可计算拨付期的项目 {len(found)} 个，{len(moved)} 个的结论会变；已申报的按申报那天的核验，不重算。"
    return [Consequence(change.key.label, text, ("项目", "原结论", "新结论"), moved[:SHOWN])]


def _met(fact: Fact, sets: dict, change: Change) -> bool | None:
    return is_enough(Decimal(fact.value["transferred"]), Decimal(fact.value["due"]), sets[fact.project.region_id][change.key.key].value)
