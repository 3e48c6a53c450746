from projects.models.base import ProjectMoneyQuerySet, ProjectRow, ProjectRowQuerySet, narrowing
from projects.models.employer import Employer, Inspection
from projects.models.money import SpecialWageAccount, WageSecurityDeposit
from projects.models.party import ProjectParty
from projects.models.posted import Fact, Hold
from projects.models.project import Project, ProjectCounter, ProjectToken
from projects.models.site import Responsibility, RightsNoticeBoard, SiteState

__all__ = [
    "Employer",
    "Fact",
    "Hold",
    "Inspection",
    "Project",
    "ProjectCounter",
    "ProjectMoneyQuerySet",
    "ProjectParty",
    "ProjectRow",
    "ProjectRowQuerySet",
    "ProjectToken",
    "Responsibility",
    "RightsNoticeBoard",
    "SiteState",
    "SpecialWageAccount",
    "WageSecurityDeposit",
    "narrowing",
]
