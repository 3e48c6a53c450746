"""Who goes along on a joint inspection: officers of several departments, each with his certificate, and people who only accompany them."""

from collections.abc import Mapping, Sequence

from portal.lib.errors import Refused
from portal.tenancy.enums import OrganisationKind
from portal.tenancy.models import Organisation
from portal.tenancy.policies import PolicySet
from projects.models import Checklist, Employer, EnforcementCertificate, Project
from projects.policies import JOINT_TEAM

LABOUR, INDUSTRY, STREET = "labour", "industry", "street"
JOINT = "联合"
Companions = Sequence[Mapping[str, str]]


def companions_of(text: str) -> list[dict[str, str]]:
    """One person a line: unit, name, post."""
    found = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        parts = line.replace("　", " ").split(maxsplit=2)
        if len(parts) < 2:
            raise Refused(f"“{line}”写不全：每行一人，依次写单位、姓名、职务，用空格隔开。", "companions")
        found.append({"unit": parts[0], "name": parts[1], "post": parts[2] if len(parts) > 2 else ""})
    return found


def partners(officers: Sequence[EnforcementCertificate], companions: Companions) -> list[str]:
    """The units beside the leading one, which is the first officer's."""
    lead, *others = dict.fromkeys([*(row.organisation.name for row in officers), *(row["unit"] for row in companions)])
    return [name for name in others if name != lead]


def check_joint(
    employer: Employer, project: Project | None, checklist: Checklist | None, officers: Sequence[EnforcementCertificate], companions: Companions, policies: PolicySet
) -> None:  # fmt: skip
    """Where the tenant says of whom a joint team consists, nobody of them is left out (西青: 人社牵头，行业部门、属地街镇参加)."""
    if not partners(officers, companions) and not (checklist and JOINT in checklist.title):
        return
    asked = policies[JOINT_TEAM].value or ()
    here = {LABOUR: _led_by_labour, INDUSTRY: _industry_is_there, STREET: _street_is_there}
    wanted = {LABOUR: "人社部门牵头（主办人为人社部门执法人员）", INDUSTRY: "行业主管部门", STREET: "属地街镇"}
    lacking = [wanted[part] for part in asked if not here[part](employer, project, officers, companions)]
    if lacking:
        raise Refused(f"联合检查组还缺：{'、'.join(lacking)}（{policies[JOINT_TEAM].source}）。", "joint_team")


def _led_by_labour(employer: Employer, project: Project | None, officers: Sequence[EnforcementCertificate], companions: Companions) -> bool:
    """The organ of labour has no industry of its own."""
    return not officers[0].organisation.industries


def _industry_is_there(employer: Employer, project: Project | None, officers: Sequence[EnforcementCertificate], companions: Companions) -> bool:
    """Its officer or its delegate; an employer without a site has no such department."""
    if project is None or any(project.industry in row.organisation.industries for row in officers):
        return True
    organs = Organisation.objects.standing().filter(
        kind=OrganisationKind.AUTHORITY, region__in=project.region.ancestor_ids, industries__contains=[project.industry]
    )
    names = {name for organ in organs for name in (organ.name, organ.short_name) if name}
    return any(row["unit"] in names for row in companions)


def _street_is_there(employer: Employer, project: Project | None, officers: Sequence[EnforcementCertificate], companions: Companions) -> bool:
    town = (project and project.township) or employer.township
    units = [*(row.organisation.name for row in officers), *(row["unit"] for row in companions)]
    return town is None or any(town.name in unit for unit in units)
