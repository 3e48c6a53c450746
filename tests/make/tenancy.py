"""Builders of regions, organisations and their policies; every row is valid by full_clean() and by the database."""

import datetime as dt
from dataclasses import dataclass
from itertools import count
from typing import TypeVar

from django.db.models import Model

from portal.lib.uscc import check_sign
from portal.tenancy.enums import Industry, OrganisationKind, RegionLevel
from portal.tenancy.models import Holiday, HolidayKind, Jurisdiction, Organisation, Participation, PolicyRow, Region

LONG_AGO = dt.date(2020, 1, 1)
_serial = count(1)
Row = TypeVar("Row", bound=Model)


def saved(row: Row) -> Row:
    """The row, checked like a form would and written. Keys, uniqueness and conditions are asked of nobody beforehand: the database holds them in any case."""
    there = [field.name for field in row._meta.concrete_fields if field.is_relation and field.is_cached(row)]
    row.full_clean(exclude=there, validate_unique=False, validate_constraints=False)
    row.save()
    return row


def region(name: str = "样例县", level: str = RegionLevel.COUNTY, parent: Region | None = None, code: str = "") -> Region:
    """A node of the tree; without a code it gets one of its own that no real place has."""
    return saved(Region(code=code or f"99{next(_serial):04d}", name=name, level=level, parent=parent))


@dataclass(frozen=True)
class Tree:
    """Two cities of two provinces, so that every kind of neighbour is there."""

    province: Region
    city: Region
    county: Region
    neighbour: Region
    zone: Region
    township: Region
    other_township: Region
    other_province: Region
    other_city: Region
    other_county: Region


def tree() -> Tree:
    """The divisions the cast works in."""
    province = region("山西省", RegionLevel.PROVINCE, code="140000")
    city = region("阳泉市", RegionLevel.CITY, province, "140300")
    county = region("平定县", RegionLevel.COUNTY, city, "140321")
    other_province = region("河南省", RegionLevel.PROVINCE, code="410000")
    other_city = region("平顶山市", RegionLevel.CITY, other_province, "410400")
    return Tree(
        province=province,
        city=city,
        county=county,
        neighbour=region("盂县", RegionLevel.COUNTY, city, "140322"),
        zone=region("阳泉高新技术产业开发区", RegionLevel.ZONE, city, "1403GX"),
        township=region("冠山镇", RegionLevel.TOWNSHIP, county, "140321100"),
        other_township=region("冶西镇", RegionLevel.TOWNSHIP, county, "140321101"),
        other_province=other_province,
        other_city=other_city,
        other_county=region("郏县", RegionLevel.COUNTY, other_city, "410425"),
    )


def uscc(number: int | None = None) -> str:
    """A credit code with the right check sign that no register has (its region is 000000)."""
    stem = f"91000000{(number or next(_serial)):09d}"
    return stem + check_sign(stem)


def organisation(kind: str = OrganisationKind.ENTERPRISE, name: str = "", **fields) -> Organisation:
    """A legal person; enterprises and banks carry a credit code."""
    number = next(_serial)
    if kind in (OrganisationKind.ENTERPRISE, OrganisationKind.BANK):
        fields.setdefault("uscc", uscc(number))
    return saved(Organisation(kind=kind, name=name or f"示例{OrganisationKind(kind).label}{number}", **fields))


def enterprise(name: str = "", **fields) -> Organisation:
    return organisation(OrganisationKind.ENTERPRISE, name, **fields)


def bank(name: str = "", **fields) -> Organisation:
    return organisation(OrganisationKind.BANK, name, **fields)


def authority(region: Region, name: str = "", industries: tuple[str, ...] = (), **fields) -> Organisation:
    """An organ of a region; with industries it is their department."""
    return organisation(OrganisationKind.AUTHORITY, name or f"{region.name}人力资源和社会保障局", region=region, industries=list(industries), **fields)


def housing_department(region: Region) -> Organisation:
    return authority(region, f"{region.name}住房和城乡建设局", (Industry.HOUSING,))


def jurisdiction(region: Region, office: Organisation | None = None, **fields) -> Jurisdiction:
    """A tenant with its leading group's office."""
    fields.setdefault("leading_group", f"{region.name}根治拖欠农民工工资工作领导小组")
    fields.setdefault("opened_on", LONG_AGO)
    return saved(Jurisdiction(region=region, name=region.name, office=office or authority(region), **fields))


def participation(organisation: Organisation, project_id: int, part: str = "general_contractor", **fields) -> Participation:
    """What makes an enterprise or a bank see a project; projects/ posts it down itself."""
    fields.setdefault("since", LONG_AGO)
    return saved(Participation(organisation=organisation, project_id=project_id, part=part, **fields))


def policy_row(region: Region, key: str, value: object, **fields) -> PolicyRow:
    """One figure a tenant has set."""
    fields.setdefault("valid_from", LONG_AGO)
    fields.setdefault("source", "样例市某号文件")
    return saved(PolicyRow(region=region, key=key, value=value, **fields))


def holiday(day: dt.date, kind: str = HolidayKind.STATUTORY, name: str = "元旦") -> Holiday:
    return saved(Holiday(day=day, kind=kind, name=name, source="国务院办公厅通知（样例）"))
