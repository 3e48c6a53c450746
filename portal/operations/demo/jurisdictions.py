"""The five tenants with their organs, departments and figures."""

import datetime as dt
from dataclasses import dataclass

from portal.administration.actions.prepare_county import full_name
from portal.administration.data import usual_departments
from portal.operations.seed.load import load_national, open_seeded
from portal.operations.seed.tenants import TENANTS
from portal.tenancy.actions.register_organ import register_organ
from portal.tenancy.actions.set_letterhead import set_letterhead
from portal.tenancy.actions.set_policy import set_policy
from portal.tenancy.enums import Certainty, Industry, RegionLevel
from portal.tenancy.models import Jurisdiction, Organisation, Region
from portal.tenancy.policies import PolicySet, open_questions
from portal.tenancy.scope import Actor

DEMO_SOURCE = "演示值，非本地规定"
BUREAU = "人力资源和社会保障局"
DEPARTMENTS = {
    Industry.HOUSING: "住房和城乡建设局", Industry.TRANSPORT: "交通运输局", Industry.WATER: "水利局", Industry.AGRICULTURE: "农业农村局",
    Industry.EDUCATION: "教育局", Industry.ENERGY: "能源局", Industry.URBAN: "城市管理局",
}  # fmt: skip
# 潞州's, 西青's and 碌曲's offices have no 代字 of their own in their notices, the demo gives 西青 one.
DEMO_PREFIXES = {"120111": "西青治欠办"}
# What a tenant may set and no notice tells: in 碌曲 scattered small works settle once at their end.
DEMO_OWN: dict[str, dict[str, object]] = {
    "623026": {"projects.simple_works": [{"days": 0, "wan": 0, "site": "scattered"}], "projects.simple_waived": ["settlement", "settlement_current"]},
}
# What the law leaves to the tenants and no notice tells.
DEMO_FIGURES: dict[str, object] = {
    "wagepay.minimum_wage": "1980.00",
    "wagepay.labour_share": "20",
    "deposit.base_rate": "0.015",
    "deposit.multi_rate": "0.01",
    "deposit.combine": "lower",
    "deposit.use_annual": True,
    "deposit.small_exempt": True,
    "deposit.arrears_record": "decided",
    "deposit.arrears_date": "verified",
    "crime.single_amount": "10000",
    "crime.group_amount": "50000",
    "campaigns.funds_in_place_min": "1",
    "campaigns.labour_cost_in_place_min": "1",
    "campaigns.safe_projects_regions": ["140302", "140303", "140311", "140321", "140322"],
    "projects.checklist_open_items": ["entrusted", "payment_guarantee", "settlement"],
    "projects.board_arbitration": "劳动人事争议仲裁院，样例路1号，0000-0000021",
    "projects.board_legal_aid": "法律援助中心，样例路3号，12348",
    "projects.board_brigade": {"name": "劳动保障监察大队", "phone": "0000-0000010"},
    "projects.board_supervised_by": "样例人力资源和社会保障局（演示）",
    "projects.board_department_phones": {industry: f"0000-00001{number:02d}" for number, industry in enumerate(Industry.values)},
    "inspections.annual_cap": 2,
    "projects.visits": [{"post": "grid_officer", "months": 1, "times": 2}, {"post": "inspector", "months": 3, "times": 1}],
    "earlywarning.platform_rules": "红：已形成欠薪；黄：有欠薪隐患；蓝：制度缺项",
}


@dataclass(frozen=True)
class Place:
    """A county or zone with the organs that act there."""

    region: Region
    tenant: Region
    bureau: Organisation
    departments: dict[str, Organisation]
    townships: tuple[Region, ...]


@dataclass(frozen=True)
class Land:
    """Everything the demonstration plays in."""

    tenants: tuple[Jurisdiction, ...]
    places: dict[str, Place]


def open_land(*, actor: Actor, on: dt.date, at: dt.datetime) -> Land:
    """Load the national tables and open the five tenants."""
    load_national(actor=actor, on=on)
    opened = tuple(open_seeded(tenant, actor=actor, on=on - dt.timedelta(days=400), at=at) for tenant in TENANTS)
    places: dict[str, Place] = {}
    for jurisdiction in opened:
        _give_demo_figures(jurisdiction, actor=actor, on=on, at=at)
        if jurisdiction.region.level == RegionLevel.CITY:
            register_organ(actor=actor, name=f"{jurisdiction.region.name}{BUREAU}", region=jurisdiction.region)
        for region in Region.objects.subtree(jurisdiction.region).counties().select_related("parent"):
            places[region.code] = _place(region, jurisdiction.region, actor)
    return Land(opened, places)


def _place(region: Region, tenant: Region, actor: Actor) -> Place:
    duties = {row["name"]: row for row in usual_departments()}

    def organ(name: str, *industries: str) -> Organisation:
        known = duties.get(name, {"short": "", "duties": "", "source": ""})
        more = {"short_name": known["short"], "duties": known["duties"], "duties_source": known["source"]}
        return register_organ(actor=actor, name=full_name(region) + name, region=region, industries=industries, **more)

    bureau = organ(BUREAU)
    _give_prefix(bureau, f"{region.name}人社监", actor)
    townships = tuple(Region.objects.filter(parent=region, level=RegionLevel.TOWNSHIP))
    for town in townships:  # letters about the responsibility of the place go to them
        register_organ(actor=actor, name=full_name(region) + _government(town.name), region=town)
    return Place(
        region=region,
        tenant=tenant,
        bureau=bureau,
        departments={industry: organ(name, industry) for industry, name in DEPARTMENTS.items()},
        townships=townships,
    )


def _government(town: str) -> str:
    """What the organ of a township, a street or a zone calls itself."""
    endings = {"镇": "人民政府", "乡": "人民政府", "街道": "办事处", "区": "管理委员会"}
    return town + next((organ for ending, organ in endings.items() if town.endswith(ending)), "")


def _give_prefix(organ: Organisation, prefix: str, actor: Actor) -> None:
    """A 发文代字 for an organ that has none of its own: without one it can sign nothing."""
    if prefix and not organ.document_prefixes:
        set_letterhead(actor=actor, organ=organ, prefixes={"*": prefix})


def _give_demo_figures(jurisdiction: Jurisdiction, *, actor: Actor, on: dt.date, at: dt.datetime) -> None:
    _give_prefix(jurisdiction.office, DEMO_PREFIXES.get(jurisdiction.region.code, ""), actor)
    # What the tenant's notice itself leaves open is asked from the notice on, hence a second look.
    given = {"actor": actor, "region": jurisdiction.region, "source": DEMO_SOURCE, "certainty": Certainty.DEMO, "at": at}
    for day in (on - dt.timedelta(days=730), on):
        for key in open_questions(PolicySet(jurisdiction.region, day)):
            set_policy(key=key, value=DEMO_FIGURES[key], valid_from=day, **given)
    for key, value in DEMO_OWN.get(jurisdiction.region.code, {}).items():
        set_policy(key=key, value=value, valid_from=on - dt.timedelta(days=730), **given)
