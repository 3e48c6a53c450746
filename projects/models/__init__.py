from projects.models.account_life import AccountClosing, AccountFreeze
from projects.models.base import ProjectMoneyQuerySet, ProjectRow, ProjectRowQuerySet, narrowing
from projects.models.board import RightsNoticeBoard, Seen
from projects.models.change import ContractChange
from projects.models.deposit import DepositAssessment, DepositDrawdown, DepositRefund, DepositStatement, DepositSweep, DrawdownPayee
from projects.models.draws import DoubleRandomDraw
from projects.models.employer import Employer, Inspection
from projects.models.findings import FindingStep, InspectionFinding
from projects.models.inspections import (
    Checklist,
    EnforcementCertificate,
    InspectionAnswer,
    InspectionOfficer,
    InspectionPhoto,
    InspectionPlan,
    SiteInspection,
)
from projects.models.lamps import SystemLamps
from projects.models.money import SpecialWageAccount, WageSecurityDeposit
from projects.models.paper import ProjectPaper
from projects.models.party import ProjectParty
from projects.models.permit import PermitEntry
from projects.models.posted import Fact, Hold
from projects.models.progress import ProgressPayment
from projects.models.project import Project, ProjectCounter, ProjectToken
from projects.models.proof import ProjectProof
from projects.models.site import Responsibility, SiteState
from projects.models.visits import GovernmentSupervisionVisit, PatrolVisit, SelfCheck, TownshipLead

__all__ = [
    "Checklist",
    "DepositAssessment",
    "DepositDrawdown",
    "DepositRefund",
    "DepositStatement",
    "DepositSweep",
    "DoubleRandomDraw",
    "DrawdownPayee",
    "AccountClosing",
    "AccountFreeze",
    "ContractChange",
    "Employer",
    "EnforcementCertificate",
    "Fact",
    "FindingStep",
    "GovernmentSupervisionVisit",
    "Hold",
    "Inspection",
    "InspectionAnswer",
    "InspectionFinding",
    "InspectionOfficer",
    "InspectionPhoto",
    "InspectionPlan",
    "PatrolVisit",
    "PermitEntry",
    "ProgressPayment",
    "Project",
    "ProjectCounter",
    "ProjectMoneyQuerySet",
    "ProjectPaper",
    "ProjectParty",
    "ProjectProof",
    "ProjectRow",
    "ProjectRowQuerySet",
    "ProjectToken",
    "Responsibility",
    "RightsNoticeBoard",
    "Seen",
    "SelfCheck",
    "SiteInspection",
    "SiteState",
    "SpecialWageAccount",
    "SystemLamps",
    "TownshipLead",
    "WageSecurityDeposit",
    "narrowing",
]
