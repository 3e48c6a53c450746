"""The employers' register and the inspection record behind the 17-column table."""

import datetime as dt
import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from portal.lib import clock
from portal.lib.errors import Refused
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from projects.actions.record_inspection import record_inspection
from projects.actions.register_employer import register_employer
from projects.models import Employer, Inspection
from tests.make import tenancy
from tests.make.projects import make_employer, make_inspection, make_project
from tests.projects.views.helpers import count_queries


@pytest.fixture
def factory(county_inspector, tree) -> Employer:
    with acting(county_inspector):
        return make_employer(tree.county, tenancy.enterprise("样例陶瓷厂"), table_class="manufacturing", township=tree.township)


def record(actor, employer, **fields):
    fields = {"on": clock.today(), "workers": 40, "migrant_workers": 30, "with_contract": 20, "inspectors": "甲某、乙某"} | fields
    return record_inspection(actor=actor, employer=employer, at=timezone.now(), **fields)


def test_a_refused_employer_leaves_no_firm_behind(grid_officer, client_of, tree):
    """The firm is entered before the township is asked about; what is refused takes it back."""
    form = {"region": tree.county.pk, "employer_name": "样例半途五金厂", "employer_uscc": tenancy.uscc(77), "table_class": "manufacturing"}
    answer = client_of(grid_officer).post(reverse("employer_new"), form)
    assert "请选您所在的乡镇街道" in answer.content.decode()
    assert not Organisation.objects.filter(name="样例半途五金厂").exists()
    client_of(grid_officer).post(reverse("employer_new"), form | {"township": tree.township.pk})
    assert Organisation.objects.filter(name="样例半途五金厂").exists()


# -- acts ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("fields", "match"),
    [
        ({"migrant_workers": 41}, "农民工人数不能多于职工人数"),
        ({"with_contract": 31}, "签订劳动合同的农民工不能多于"),
        ({"on": clock.today() + dt.timedelta(days=1)}, "不能晚于今天"),
        ({"inspectors": "甲某"}, "两名以上"),
        ({"inspectors": "甲某、甲某"}, "两名以上"),
    ],
)
def test_a_record_that_cannot_be_is_refused(county_inspector, factory, fields, match):
    with acting(county_inspector), pytest.raises(Refused, match=match):
        record(county_inspector, factory, **fields)


@pytest.mark.parametrize(("workers", "migrants", "signed"), [(0, 0, 0), (30, 30, 30), (40, 30, 0)])
def test_equal_numbers_are_possible(county_inspector, factory, workers, migrants, signed):
    with acting(county_inspector):
        made = record(county_inspector, factory, workers=workers, migrant_workers=migrants, with_contract=signed, inspectors="甲某,乙某 丙某")
    assert made.inspectors == "甲某、乙某、丙某"


def test_a_project_belongs_to_the_employer_inspected(county_inspector, factory, tree):
    with acting(county_inspector):
        project = make_project(tree.county)
        with pytest.raises(Refused, match="不是“.*”的参建单位"):
            record(county_inspector, factory, project=project)
        builder = make_employer(tree.county, project.general_contractor)
        assert record(county_inspector, builder, project=project).project == project


def test_another_county_inspects_its_own_employers(neighbour_inspector, factory):
    with acting(neighbour_inspector), pytest.raises(Refused, match="其他辖区"):
        record(neighbour_inspector, factory)


def test_only_inspectors_inspect(grid_officer, city_office, factory):
    for actor in (grid_officer, city_office):
        with acting(actor), pytest.raises(Refused, match="没有办理这一步的权限"):
            record(actor, factory)


def test_an_employer_is_entered_once_per_county(county_inspector, neighbour_inspector, factory, tree):
    with acting(county_inspector), pytest.raises(Refused, match="已登记这家用人单位"):
        register_employer(actor=county_inspector, region=tree.county, organisation=factory.organisation, table_class="other")
    with acting(neighbour_inspector):
        assert register_employer(actor=neighbour_inspector, region=tree.neighbour, organisation=factory.organisation, table_class="other").pk


def test_a_grid_officer_enters_employers_of_his_township(grid_officer, tree):
    with acting(grid_officer):
        firm = tenancy.enterprise()
        with pytest.raises(Refused, match="请选您所在的乡镇街道"):
            register_employer(actor=grid_officer, region=tree.county, organisation=firm, table_class="other", township=tree.other_township)
        assert register_employer(actor=grid_officer, region=tree.county, organisation=firm, table_class="other", township=tree.township).pk


# -- pages --------------------------------------------------------------------------------------
def test_an_employer_is_entered_on_the_page(county_inspector, tree, client_of):
    client = client_of(county_inspector)
    data = {"region": tree.county.pk, "employer_name": "样例餐饮", "employer_uscc": tenancy.uscc(9001), "table_class": "other", "contact_phone": "13800000186"}
    page = client.post(reverse("employer_new"), data | {"contact_phone": "138"}).content.decode()
    assert "p-errsum" in page and "手机号" in page
    response = client.post(reverse("employer_new"), data)
    assert response.status_code == 302
    page = client.get(response.url).content.decode()
    assert "样例餐饮" in page and "138****0186" in page and "13800000186" not in page


def test_the_record_of_an_inspection_is_entered_on_the_page(county_inspector, factory, client_of):
    client = client_of(county_inspector)
    data = {"employer": factory.pk, "on": clock.today().isoformat(), "workers": "40", "migrant_workers": "41", "with_contract": "20"}
    data |= {"arrears_found": "yes", "inspectors": "甲某、乙某"}
    page = client.post(reverse("inspection_new"), data).content.decode()
    assert "农民工 41 人，多于职工 40 人" in page
    page = client.post(reverse("inspection_new"), data | {"migrant_workers": "30", "inspectors": "甲某"}).content.decode()
    assert "两名以上" in page
    response = client.post(reverse("inspection_new"), data | {"migrant_workers": "30"})
    assert response.status_code == 302
    page = client.get(response.url).content.decode()
    assert "发现欠薪" in page and "与项目无关" in page
    with acting(county_inspector):
        assert Inspection.objects.visible_to(county_inspector).get().arrears_found


def test_a_project_brings_its_contractors_entry(county_inspector, tree, client_of):
    with acting(county_inspector):
        project = make_project(tree.county)
        employer = make_employer(tree.county, project.general_contractor)
    page = client_of(county_inspector).get(reverse("inspection_new"), {"project": project.code}).content.decode()
    assert f'<option value="{project.pk}" selected>' in page and f'<option value="{employer.pk}" selected>' in page


def test_the_form_offers_only_what_is_ones_own(county_inspector, neighbour_inspector, factory, client_of):
    assert "样例陶瓷厂" in client_of(county_inspector).get(reverse("inspection_new")).content.decode()
    assert "样例陶瓷厂" not in client_of(neighbour_inspector).get(reverse("inspection_new")).content.decode()


def test_lists_and_records_are_404_next_door(county_inspector, neighbour_inspector, factory, client_of):
    with acting(county_inspector):
        made = make_inspection(factory)
    stranger = client_of(neighbour_inspector)
    for name, uid in (("employer", factory.uid), ("inspection", made.uid)):
        assert client_of(county_inspector).get(reverse(name, args=[uid])).status_code == 200
        assert stranger.get(reverse(name, args=[uid])).status_code == 404
    for name in ("employer_list", "inspection_list"):
        assert "样例陶瓷厂" in client_of(county_inspector).get(reverse(name)).content.decode()
        assert "样例陶瓷厂" not in stranger.get(reverse(name)).content.decode()


def test_grid_and_department_see_their_part(county_inspector, grid_officer, industry_officer, tree, factory, client_of):
    with acting(county_inspector):
        elsewhere = make_employer(tree.county, tenancy.enterprise("样例酒店"), table_class="other", township=tree.other_township)
        project = make_project(tree.county, "样例公路", industry="transport")
        road = make_employer(tree.county, project.general_contractor)
        rows = [make_inspection(factory), make_inspection(elsewhere), make_inspection(road, project)]
    grid, department = client_of(grid_officer), client_of(industry_officer)
    assert [grid.get(reverse("inspection", args=[row.uid])).status_code for row in rows] == [200, 404, 404]
    assert [department.get(reverse("inspection", args=[row.uid])).status_code for row in rows] == [404, 404, 404]
    assert grid.get(reverse("employer", args=[elsewhere.uid])).status_code == 404


@pytest.mark.parametrize("name", ["employer_list", "inspection_list"])
def test_lists_cost_the_same_with_three_rows(county_inspector, factory, tree, client_of, name):
    with acting(county_inspector):
        make_inspection(factory)
    client = client_of(county_inspector)
    client.get(reverse(name))
    one = count_queries(client, reverse(name))
    with acting(county_inspector):
        for _ in range(2):
            make_inspection(make_employer(tree.county))
    assert count_queries(client, reverse(name)) == one


def test_the_export_has_the_figures_as_numbers(county_inspector, factory, client_of):
    with acting(county_inspector):
        make_inspection(factory)
    response = client_of(county_inspector).get(reverse("inspection_export"))
    rows = list(openpyxl.load_workbook(io.BytesIO(response.content)).active.values)
    row = dict(zip(rows[0], rows[1], strict=True))
    assert (row["用人单位"], row["职工（人）"], row["农民工（人）"], row["签合同（人）"], row["欠薪"]) == ("样例陶瓷厂", 40, 30, 20, "没有")


def test_enterprises_have_no_register(contractor, client_of):
    assert client_of(contractor).get(reverse("employer_list")).status_code == 403
