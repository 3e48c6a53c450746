"""Who sees which project and what of it."""

from django.urls import reverse

from portal.accounts.enums import Role
from portal.lib import clock
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from projects.enums import Part
from tests.make import accounts, tenancy
from tests.make.accounts import again
from tests.make.projects import make_account, make_deposit, make_employer, make_inspection, make_party, make_project
from tests.projects.views.helpers import own


def test_a_county_sees_its_projects_and_the_neighbour_gets_404(made, county_inspector, neighbour_inspector, other_county_inspector, client_of):
    assert client_of(county_inspector).get(made.get_absolute_url()).status_code == 200
    for stranger in (neighbour_inspector, other_county_inspector):
        client = client_of(stranger)
        assert client.get(made.get_absolute_url()).status_code == 404
        assert made.name not in client.get(reverse("project_list")).content.decode()


def test_the_city_reads_and_does_not_write(made, city_office, client_of):
    client = client_of(city_office)
    page = client.get(made.get_absolute_url())
    assert page.status_code == 200
    assert "修改资料" not in page.content.decode()
    assert client.get(reverse("project_edit", args=[made.code])).status_code == 200
    form = client.post(reverse("board_new", args=[made.code]), {"place": "大门", "posted_on": "2026-01-01"})
    assert form.status_code == 403


def test_a_department_sees_its_industries_only(made, industry_officer, county_inspector, tree, client_of):
    with acting(county_inspector):
        road = make_project(tree.county, "样例公路", industry="transport")
    client = client_of(industry_officer)
    assert client.get(made.get_absolute_url()).status_code == 200
    assert client.get(road.get_absolute_url()).status_code == 404


def test_a_grid_officer_sees_his_townships_only(made, grid_officer, county_inspector, tree, client_of):
    with acting(county_inspector):
        elsewhere = make_project(tree.county, "样例学校", township=tree.other_township)
        nowhere = make_project(tree.county, "样例医院")
    client = client_of(grid_officer)
    assert client.get(made.get_absolute_url()).status_code == 200
    for other in (elsewhere, nowhere):
        assert client.get(other.get_absolute_url()).status_code == 404


def test_enterprises_see_the_projects_they_take_part_in(made, contractor, county_inspector, tree, client_of):
    with acting(county_inspector):
        theirs = make_project(tree.county, "样例厂房", general_contractor=own(contractor))
    client = client_of(again(contractor))
    assert client.get(theirs.get_absolute_url()).status_code == 200
    assert client.get(made.get_absolute_url()).status_code == 404
    assert "样例厂房" in client.get(reverse("project_list")).content.decode()


def test_a_subcontractor_does_not_see_the_contractors_money(made, subcontractor, county_inspector, client_of):
    with acting(county_inspector):
        make_account(made)
        make_deposit(made)
        make_party(made, own(subcontractor))
    page = client_of(again(subcontractor)).get(made.get_absolute_url()).content.decode()
    assert "农民工工资专用账户" not in page.replace("工资专用账户没有建立", "")
    assert "合同造价" not in page and "银行保函" not in page
    assert "总包代发" in page


def test_an_enterprise_learns_the_result_of_an_inspection(contractor, county_inspector, tree, client_of):
    with acting(county_inspector):
        theirs = make_project(tree.county, general_contractor=own(contractor), on=clock.today())
        make_inspection(make_employer(tree.county, own(contractor)), theirs, arrears_found=True)
    assert "发现欠薪" in client_of(again(contractor)).get(theirs.get_absolute_url()).content.decode()


def test_an_auditor_reads_everything_and_changes_nothing(made, auditor, client_of):
    client = client_of(auditor)
    assert client.get(made.get_absolute_url()).status_code == 200
    assert client.get(reverse("project_new")).status_code == 403


def test_who_may_not_open_a_deposit_is_not_led_to_it(made, owner, county_inspector, tree, client_of):
    """The supervisor reads on the file that it is stored; its own page is not for him."""
    with acting(county_inspector):
        deposit, account = make_deposit(made), make_account(made)
    watcher = accounts.actor(Role.SUPERVISOR, organisation=tenancy.enterprise("样例监理有限公司"))
    with acting(system_actor()):
        for actor, part in ((watcher, Part.SUPERVISOR), (owner, Part.OWNER)):
            tenancy.participation(Organisation.objects.get(pk=actor.organisation_id), made.pk, part)
    for actor, is_led in ((again(watcher), False), (again(owner), True)):
        client = client_of(actor)
        page = client.get(made.get_absolute_url()).content.decode()
        assert deposit.document_number in page and account.get_absolute_url() in page
        assert (deposit.get_absolute_url() in page) is is_led is (client.get(deposit.get_absolute_url()).status_code == 200)
