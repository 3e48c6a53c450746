"""How many 安薪项目 a campaign asks of each county, by the tenant's figures and else by the campaign's own number."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from campaigns.models import Campaign
from campaigns.policies import SAFE_MIN, SAFE_REGIONS
from portal.tenancy.models import Region, RegionChange
from portal.tenancy.policies import PolicySet

GOAL = "safe_wage_min"


@dataclass(frozen=True)
class TitleGoal:
    """``number`` 0: none is asked. ``codes`` of the counties it is asked of, all where empty; ``None``: nobody has said yet of which."""

    number: int = 0
    codes: frozenset[str] | None = frozenset()

    @property
    def is_open(self) -> bool:
        """As long as it is not entered whom the goal binds, no county is said to have missed it."""
        return bool(self.number) and self.codes is None

    def of(self, county: Region) -> int:
        if self.codes is None or (self.codes and county.code not in self.codes):
            return 0
        return self.number


def title_goal(campaign: Campaign | None, on: dt.date) -> TitleGoal:
    """Two queries; none where no campaign runs that awards the title."""
    if campaign is None or GOAL not in campaign.goals:
        return TitleGoal()
    return goal_by(campaign, PolicySet(campaign.region, on, prefix="campaigns."))


def goal_by(campaign: Campaign, policies: PolicySet) -> TitleGoal:
    """A county that got another code since the figure was entered is still the one that was meant."""
    codes = policies[SAFE_REGIONS].value
    if codes:
        codes = [*codes, *RegionChange.objects.filter(old_code__in=codes).exclude(new_code="").values_list("new_code", flat=True)]
    return TitleGoal(policies[SAFE_MIN].value or campaign.goals.get(GOAL, 0), None if codes is None else frozenset(codes))


def reached(lines: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """Of (titles, goal) of counties: how many have what is asked, and of how many something is asked."""
    asked = [(titles, goal) for titles, goal in lines if goal]
    return sum(titles >= goal for titles, goal in asked), len(asked)
