"""Whether an actor may keep a project of this place and industry."""

from portal.accounts.enums import Role
from portal.lib.errors import Refused
from portal.tenancy.enums import RegionLevel
from portal.tenancy.models import Region
from portal.tenancy.scope import Actor

ANSWERING = (RegionLevel.CITY, RegionLevel.COUNTY, RegionLevel.ZONE)


def check_place(*, actor: Actor, region: Region, township: Region | None, industry: str | None) -> None:
    """The node must answer for projects and be one's own; a department keeps its own industries only."""
    if region.level not in ANSWERING:
        raise Refused(f"“{region.name}”不能作为项目辖区，请选县区、功能区或市本级。", "region")
    if region.pk not in actor.scope.write_regions:
        raise Refused(f"您不负责“{region.name}”的项目，请由该辖区登记。", "region")
    if township is not None and region.pk not in township.ancestor_ids:
        raise Refused(f"“{township.name}”不在“{region.name}”内，请重新选择乡镇街道。", "township")
    if actor.role == Role.DEPARTMENT and industry not in actor.industries:
        raise Refused("这个行业不归本部门主管，请选本部门的行业。", "industry")
