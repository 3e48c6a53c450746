"""A site with a general contractor's and a subcontractor's people."""

from dataclasses import dataclass

import pytest

from portal.tenancy.models import Organisation
from portal.tenancy.scope import Actor, acting
from projects.models import Project
from tests.make import accounts, projects


@dataclass(frozen=True)
class Site:
    """A project of 平定县 with the actors that work on it, their scopes read anew."""

    project: Project
    contractor: Actor
    subcontractor: Actor
    inspector: Actor
    labour: Organisation

    @property
    def general(self) -> Organisation:
        return self.project.general_contractor


@pytest.fixture
def site(county_inspector, contractor, subcontractor, tree) -> Site:
    with acting(county_inspector):
        general, labour = (Organisation.objects.get(pk=actor.enterprise_id) for actor in (contractor, subcontractor))
        project = projects.make_project(tree.county, "平定县冠山学校改造", general_contractor=general, township=tree.township)
        projects.make_party(project, labour)
    return Site(project, accounts.again(contractor), accounts.again(subcontractor), county_inspector, labour)


@pytest.fixture
def at_site(site):
    """The general contractor's scope is open."""
    with acting(site.contractor):
        yield site
