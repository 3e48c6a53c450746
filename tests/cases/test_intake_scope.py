"""The scope of the workers' pages: the site by its token, one's own lead by its key, and nothing else of anybody."""

import pytest
from django.db import DatabaseError, connection, transaction

from cases.models import Case, CaseWorkerLine, Lead, LeadFile, WorkerAnswer
from cases.models.lead import intake_key_of
from portal.documents.models import StoredFile
from portal.tenancy.actors import intake_actor
from portal.tenancy.querysets import everywhere
from portal.tenancy.registry import tenant_models
from portal.tenancy.scope import acting
from projects.models import Project
from tests.cases.pages import complain
from tests.make.cases import at, make_case, make_lead, verify
from tests.make.cases import lines_of as lines

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(client, site, other_site, inspector, neighbour_inspector):
    """Two complaints and a case about the site, one lead about another site of the county's neighbour."""
    complain(client, site)
    complain(client, site, name="李某某", phone="13900000002")
    with acting(inspector):
        case = make_case(inspector, site)
        verify(inspector, lines(inspector, case)[0], 9000)
        found = list(Lead.objects.visible_to(inspector).filter(channel="qr").order_by("id"))
    with acting(neighbour_inspector):
        make_lead(neighbour_inspector, other_site)
    return found


@pytest.fixture
def worker(county, site):
    """Whoever sent the first complaint."""
    own = county[0]
    return intake_actor(site.region_id, site.pk, own.intake_key)


def test_of_all_tenant_tables_he_sees_the_site_and_his_own_lead(worker, county, site):
    with acting(worker), everywhere("the test counts all rows"):
        seen = {model._meta.label: model._base_manager.count() for model in tenant_models()}
    assert {label: count for label, count in seen.items() if count} == {"projects.Project": 1, "cases.Lead": 1}


def test_the_queries_of_the_pages_show_the_same(worker, county, site):
    with acting(worker):
        assert list(Lead.objects.visible_to(worker)) == [county[0]]
        assert list(Project.objects.visible_to(worker)) == [site]
        for model in (Case, CaseWorkerLine, LeadFile, StoredFile, WorkerAnswer):
            assert list(model.objects.visible_to(worker)) == []


def test_with_the_site_alone_no_lead_is_seen(county, site):
    anonymous = intake_actor(site.region_id, site.pk)
    with acting(anonymous), everywhere("the test counts all rows"):
        assert Lead._base_manager.count() == 0
        assert Project._base_manager.count() == 1


def test_another_lead_cannot_be_changed(worker, county):
    with acting(worker):
        assert Lead._base_manager.filter(pk=county[1].pk).update(reply="改了") == 0


def test_the_site_itself_cannot_be_changed(worker, site):
    with acting(worker), everywhere("the test tries to write"):
        assert Project._base_manager.filter(pk=site.pk).update(name="改了") == 0
        assert list(Project.objects.writable_by(worker)) == []


def test_a_lead_under_a_foreign_key_cannot_be_written(worker, site):
    lead = Lead(region=site.region, project=site, channel="qr", received_on=at().date(), received_at=at(), accept_due_on=at().date())
    with acting(worker), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        lead.save(force_insert=True)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO cases_casecounter (region_id, year, last) VALUES (%s, 2026, 1)",
        "INSERT INTO cases_caselead (region_id, case_id, lead_id) VALUES (%s, 1, 1)",
        "INSERT INTO projects_projectcounter (region_id, year, last) VALUES (%s, 2026, 1)",
    ],
)
def test_nothing_else_of_the_county_can_be_written(worker, site, statement):
    with acting(worker), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [site.region_id])


def test_the_scope_is_gone_after_the_request(client, site):
    complain(client, site)
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('portal.intake_projects', true), ''), coalesce(current_setting('portal.read_regions', true), '')")
        assert cursor.fetchone() == ("", "")


def test_keys_are_far_from_the_ids_of_projects(county):
    assert all(lead.intake_key == intake_key_of(lead.uid) > 2**40 for lead in county)


@pytest.mark.parametrize("who", ["contractor", "subcontractor", "owner", "bank", "grid_officer"])
def test_enterprises_and_grid_officers_see_neither_leads_nor_cases(request, county, site, who, client_of, tree):
    from portal.accounts.actors import PARTS
    from tests.make import tenancy
    from tests.make.accounts import again

    actor = request.getfixturevalue(who)
    if actor.enterprise_id:
        tenancy.Participation.objects.get_or_create(organisation_id=actor.enterprise_id, project_id=site.pk, part=PARTS[actor.role][0])
        actor = again(actor)
        assert site.pk in actor.scope.read_projects
    with acting(actor):
        assert Lead.objects.visible_to(actor).count() == Case.objects.visible_to(actor).count() == CaseWorkerLine.objects.visible_to(actor).count() == 0
    browser = client_of(actor)
    with everywhere("addresses for the test"), acting(_all(tree)):
        case, lead = Case.objects.first(), Lead.objects.first()
    for path in ("/leads/", "/cases/", "/leads/new/", "/leads/import/", "/leads/export/", "/cases/export/"):
        assert browser.get(path).status_code == 403
    for path in (lead.get_absolute_url(), case.get_absolute_url(), f"{case.get_absolute_url()}settle/"):
        assert browser.get(path).status_code == 404


def _all(tree):
    from portal.tenancy.actors import system_actor

    return system_actor()
