"""A site in 平定县 with its inspector, and the day of these tests."""

import pytest

from cases.models import Case, CaseWorkerLine
from portal.accounts.enums import Role
from portal.lib import clock
from portal.tenancy.scope import acting
from tests.make import accounts, tenancy
from tests.make.cases import ON, lines_of, make_case
from tests.make.projects import make_project


@pytest.fixture(autouse=True)
def today(settings):
    """The edge reads the same day as the builders."""
    settings.PORTAL_DATE = ON
    return clock.today()


@pytest.fixture
def inspector(county_inspector):
    return county_inspector


@pytest.fixture
def colleague(tree):
    """A second inspector of the same county."""
    return accounts.actor(Role.INSPECTOR, region=tree.county, person=accounts.user("pd-inspector-2", "样例监察丁"))


@pytest.fixture
def builder(contractor):
    """The general contractor of the site."""
    return contractor


@pytest.fixture
def site(tree, inspector, contractor):
    """A project of 平定县 whose general contractor is the cast's."""
    with acting(inspector):
        firm = tenancy.Organisation.objects.get(pk=contractor.enterprise_id)
        return make_project(tree.county, "样例家园安置房二期", general_contractor=firm)


@pytest.fixture
def other_site(tree, neighbour_inspector):
    """A project of 盂县."""
    with acting(neighbour_inspector):
        return make_project(tree.neighbour, "邻县样例路")


@pytest.fixture
def case(inspector, site) -> Case:
    """One lead, one line of 9,360 claimed."""
    return make_case(inspector, site, name="王某某")


@pytest.fixture
def line(inspector, case) -> CaseWorkerLine:
    return lines_of(inspector, case)[0]
