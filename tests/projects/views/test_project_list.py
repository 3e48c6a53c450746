"""The list: filters, search by name and initials, export, constant cost."""

import pytest
from django.urls import reverse

from portal.lib import clock
from portal.tenancy.scope import acting
from tests.make.projects import make_project
from tests.projects.views.helpers import count_queries


def test_a_list_of_three_costs_what_a_list_of_one_costs(made, county_inspector, tree, client_of):
    client = client_of(county_inspector)
    url = reverse("project_list")
    client.get(url)
    one = count_queries(client, url)
    with acting(county_inspector):
        make_project(tree.county, township=tree.other_township, inspector_id=county_inspector.user_id)
        make_project(tree.county)
    assert count_queries(client, url) == one


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "青禾家园"}, True),
        ({"q": "家园安置"}, True),
        ({"q": "qhjy"}, True),
        ({"q": "QHJYAZF"}, True),
        ({"q": "禾"}, True),
        ({"q": "青禾花园"}, False),
        ({"q": "xyz"}, False),
        ({"state": "under_construction"}, True),
        ({"state": "unfinished"}, True),
        ({"state": "stopped"}, False),
        ({"industry": "housing"}, True),
        ({"industry": "water"}, False),
        ({"lacking": "account"}, True),
        ({"lacking": "officer"}, False),
        ({"lacking": "agreement"}, False),
        ({"flag": "is_ppp"}, False),
        ({"tag": "past_arrears"}, False),
        ({"mine": "on"}, False),
    ],
)
def test_filters_find_and_leave_out(made, county_inspector, client_of, query, found):
    page = client_of(county_inspector).get(reverse("project_list"), query).content.decode()
    assert (f'href="{made.get_absolute_url()}"' in page) is found


def test_a_project_is_found_by_its_code_and_its_contractor(made, county_inspector, client_of):
    client = client_of(county_inspector)
    for text in (made.code, made.code.lower(), made.general_contractor.name, made.general_contractor.uscc):
        assert made.name in client.get(reverse("project_list"), {"q": text}).content.decode()


def test_a_renamed_project_is_found_by_its_new_name_only(made, county_inspector, client_of):
    from projects.actions.update_project import update_project

    with acting(county_inspector):
        update_project(actor=county_inspector, project=made, version=1, on=clock.today(), at=clock.now(), name="锦绣新城")
    client = client_of(county_inspector)
    assert "锦绣新城" in client.get(reverse("project_list"), {"q": "jxxc"}).content.decode()
    assert "锦绣新城" not in client.get(reverse("project_list"), {"q": "青禾"}).content.decode()


def test_the_export_carries_the_dictionarys_codes(made, county_inspector, client_of):
    import io

    import openpyxl

    response = client_of(county_inspector).get(reverse("project_export"))
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    rows = list(sheet.values)
    row = dict(zip(rows[0], rows[1], strict=True))
    assert (row["项目"], row["项目编码"], row["项目分类代码"], row["项目状态代码"]) == (made.name, made.code, "01", "003")
    assert row["合同额（万元）"] == 2000
    assert row["施工总承包信用代码"] == made.general_contractor.uscc


def test_a_subcontractors_list_tells_nothing_of_the_contract_account_and_deposit(made, county_inspector, contractor, subcontractor, client_of):
    from projects.enums import Part
    from tests.make.accounts import again
    from tests.make.projects import make_party
    from tests.projects.views.helpers import own

    with acting(county_inspector):
        make_party(made, own(subcontractor))
        make_party(made, own(contractor), Part.DIRECT_SPECIALIST)
    pages = [client_of(again(actor)).get(reverse("project_list"), {"cols": "all"}).content.decode() for actor in (subcontractor, contractor)]
    assert all(made.name in page for page in pages)
    assert ["合同额" in page for page in pages] == [False, True] == ["制度缺项" in page for page in pages]
