"""What the database itself shows and accepts of a project's rows, whatever the code asks."""

import pytest
from django.db import DatabaseError, transaction

from portal.tenancy.actors import intake_actor
from portal.tenancy.models import Organisation
from portal.tenancy.querysets import everywhere
from portal.tenancy.scope import acting
from projects.models import Employer, Fact, Inspection, Project, Responsibility, SpecialWageAccount
from tests.make.accounts import again
from tests.make.projects import make_account, make_employer, make_inspection, make_project


@pytest.fixture
def site(county_inspector, contractor, tree):
    with acting(county_inspector):
        project = make_project(tree.county, general_contractor=Organisation.objects.get(pk=contractor.organisation_id))
        make_account(project)
        make_inspection(make_employer(tree.county, project.general_contractor), project)
    return project


def seen(actor, *models) -> list[int]:
    with acting(actor), everywhere("row security alone"):
        return [model.objects.count() for model in models]


def test_the_worker_at_the_code_reads_the_project_and_writes_nothing(site):
    worker = intake_actor(site.region_id, site.pk)
    assert seen(worker, Project, SpecialWageAccount, Fact, Inspection) == [1, 0, 0, 0]
    with acting(worker), everywhere("row security alone"):
        assert Project.objects.filter(pk=site.pk).update(name="改了") == 0


def test_a_neighbour_has_no_rows_at_all(site, neighbour_inspector):
    assert seen(neighbour_inspector, Project, SpecialWageAccount, Employer, Inspection) == [0, 0, 0, 0]


def test_a_participant_reads_the_inspection_and_cannot_write_it(site, contractor):
    contractor = again(contractor)
    assert seen(contractor, Project, SpecialWageAccount, Employer, Inspection) == [1, 1, 0, 1]
    with acting(contractor), everywhere("row security alone"):
        assert Inspection.objects.update(arrears_found=False) == 0
        with pytest.raises(DatabaseError), transaction.atomic():
            Responsibility(project=site, region_id=site.region_id, post="inspector", name="自己", since="2026-01-01").save()


def test_the_city_reads_and_cannot_write(site, city_office):
    assert seen(city_office, Project, SpecialWageAccount, Employer, Inspection) == [1, 1, 1, 1]
    with acting(city_office), everywhere("row security alone"):
        assert Project.objects.filter(pk=site.pk).update(name="改了") == 0
