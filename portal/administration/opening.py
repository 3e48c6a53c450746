"""How far the opening of a tenant is, told from what is there; so it can be left and taken up again at any step."""

import datetime as dt
from dataclasses import dataclass

from portal.accounts.enums import Role
from portal.accounts.models import Membership
from portal.tenancy.models import Jurisdiction, Organisation, Region
from portal.tenancy.policies import PolicySet, declared, open_questions

STEPS = (("office", "领导小组和办公室"), ("departments", "部门和职责"), ("townships", "乡镇街道"), ("admin", "首个管理员"), ("check", "核对"))


@dataclass(frozen=True)
class Progress:
    """What a tenant has and what it lacks."""

    region: Region
    jurisdiction: Jurisdiction | None
    departments: int
    townships: int
    has_admin: bool

    @property
    def has_prefix(self) -> bool:
        return bool(self.jurisdiction and self.jurisdiction.office.document_prefix("*"))

    def steps(self, now: str) -> list[tuple[str, str]]:
        done = {"office": self.jurisdiction is not None, "departments": self.departments > 0, "townships": self.townships > 0, "admin": self.has_admin}
        return [("辖区", "done"), *((label, "now" if name == now else "done" if done.get(name) else "todo") for name, label in STEPS)]


def progress_of(region: Region) -> Progress:
    jurisdiction = Jurisdiction.objects.select_related("office").filter(region=region).first()
    office = jurisdiction.office_id if jurisdiction else None
    return Progress(
        region=region,
        jurisdiction=jurisdiction,
        departments=Organisation.objects.authorities_of(region).exclude(pk=office).count(),
        townships=Region.objects.subtree(region).townships().count(),
        has_admin=Membership.objects.filter(role=Role.ADMIN, region=region).exists(),
    )


def questions_to(region: Region, on: dt.date) -> list[tuple[str, str]]:
    """Figures that neither the law nor a level above answers: label and where the question comes from."""
    known = declared()
    return [(known[name].label, known[name].source) for name in open_questions(PolicySet(region, on))]
