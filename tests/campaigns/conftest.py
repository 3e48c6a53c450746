import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

import pytest

from campaigns.winter_table import WinterTable, build, counties_of
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Organisation, Region
from portal.tenancy.scope import acting
from projects.models import Project
from tests.make.campaigns import make_safe_wage_drive, make_winter_drive
from tests.make.projects import make_employer, make_inspection, make_project
from tests.make.tenancy import enterprise

ON = dt.date(2026, 11, 20)


@pytest.fixture
def day():
    return ON


@pytest.fixture
def winter(tree, city_office):
    """The winter drive of the city, from 9 November 2026."""
    with acting(city_office):
        return make_winter_drive(city_office, tree.city)


@pytest.fixture
def safe_wage(tree, city_office):
    """安薪行动 of the city in 2026."""
    with acting(city_office):
        return make_safe_wage_drive(city_office, tree.city)


@dataclass(frozen=True)
class Firm:
    """A builder registered in a county, with a project there."""

    organisation: Organisation
    project: Project


@pytest.fixture
def firm(tree):
    with acting(system_actor()):
        organisation = enterprise("示例建工集团有限公司")
        make_employer(tree.county, organisation)
        return Firm(organisation, make_project(tree.county, general_contractor=organisation))


@pytest.fixture
def inspect():
    """Function: one record of an inspection of an employer of a region; the employer is made when none is given."""

    def record(region: Region, employer=None, project=None, **fields):
        with acting(system_actor()):
            employer = employer or make_employer(region, table_class=fields.pop("table_class", "construction"))
            make_inspection(employer, project, **fields)
            return employer

    return record


@pytest.fixture
def table_of(city_office):
    """Function: the table of a campaign as the city's office sees it."""

    def build_it(campaign, until: dt.date = ON, regions: list[Region] | None = None, actor=city_office) -> WinterTable:
        with acting(actor):
            return build(campaign, actor=actor, regions=counties_of(campaign, actor) if regions is None else regions, until=until)

    return build_it


@pytest.fixture
def figures_of(table_of):
    """Function: some columns of one row, as exact figures."""

    def columns(campaign, row: str, *numbers: int, **asked) -> list[Decimal]:
        cells = table_of(campaign, **asked).cells[row]
        return [cells[number] for number in numbers]

    return columns
