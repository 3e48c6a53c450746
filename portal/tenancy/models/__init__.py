from portal.tenancy.models.base import TenantModel
from portal.tenancy.models.holiday import Holiday, HolidayKind
from portal.tenancy.models.jurisdiction import Jurisdiction
from portal.tenancy.models.organisation import Organisation, OrganisationName, Participation
from portal.tenancy.models.policy import PolicyRow
from portal.tenancy.models.region import Region, RegionChange

__all__ = ["Holiday", "HolidayKind", "Jurisdiction", "Organisation", "OrganisationName", "Participation", "PolicyRow", "Region", "RegionChange", "TenantModel"]
