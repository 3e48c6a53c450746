"""What the page tests share: a project, the own firm of an actor, counting, and reading a form as a browser does."""

import pytest

from portal.lib import clock
from portal.tenancy.scope import acting
from projects.models import Project
from tests.make.projects import make_project


@pytest.fixture
def made(county_inspector, tree) -> Project:
    """A project of 平定县 under way for half a year."""
    with acting(county_inspector):
        return make_project(tree.county, "青禾家园安置房二期", on=clock.today(), township=tree.township)
