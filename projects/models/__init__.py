from projects.models.base import ProjectMoneyQuerySet, ProjectRow, ProjectRowQuerySet, narrowing
from projects.models.board import RightsNoticeBoard, Seen
from projects.models.deposit import DepositAssessment, DepositDrawdown, DepositRefund, DepositStatement, DepositSweep, DrawdownPayee
from projects.models.employer import Employer, Inspection
from projects.models.lamps import SystemLamps
from projects.models.money import SpecialWageAccount, WageSecurityDeposit
from projects.models.party import ProjectParty
from projects.models.posted import Fact, Hold
from projects.models.project import Project, ProjectCounter, ProjectToken
from projects.models.proof import ProjectProof
from projects.models.site import Responsibility, SiteState

__all__ = [
    "DepositAssessment",
    "DepositDrawdown",
    "DepositRefund",
    "DepositStatement",
    "DepositSweep",
    "DrawdownPayee",
    "Employer",
    "Fact",
    "Hold",
    "Inspection",
    "Project",
    "ProjectCounter",
    "ProjectMoneyQuerySet",
    "ProjectParty",
    "ProjectProof",
    "ProjectRow",
    "ProjectRowQuerySet",
    "ProjectToken",
    "Responsibility",
    "RightsNoticeBoard",
    "Seen",
    "SiteState",
    "SpecialWageAccount",
    "SystemLamps",
    "WageSecurityDeposit",
    "narrowing",
]
