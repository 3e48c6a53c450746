"""Registering and changing a project on its form."""

from decimal import Decimal

import pytest
from django.urls import reverse

from portal.lib import clock
from portal.tenancy.models import Participation
from portal.tenancy.scope import acting
from projects.models import Project, ProjectParty
from tests.make import tenancy
from tests.projects.views.helpers import values_of


def form_data(**changes):
    return {
        "name": "样例大桥",
        "industry": "transport",
        "kind": "05",
        "site_kind": "linear",
        "pay_month_offset": "1",
        "needs_permit": "on",
        "contract_amount": "1,046,320.50",
        "labour_cost_percent": "18.5",
        "pay_day": "20",
        "tags": ["village_road"],
    } | changes


def test_a_project_is_registered_on_the_form(county_inspector, tree, client_of):
    data = form_data(region=tree.county.pk, owner_name="样例交投有限公司", owner_uscc=tenancy.uscc(77), is_government_invested="on")
    response = client_of(county_inspector).post(reverse("project_new"), data)
    with acting(county_inspector):
        made = Project.objects.visible_to(county_inspector).get()
    assert response.url == made.get_absolute_url()
    assert (made.contract_amount, made.labour_cost_share, made.owner.name, made.tags) == (
        Decimal("1046320.50"),
        Decimal("0.1850"),
        "样例交投有限公司",
        ["village_road"],
    )
    assert made.flags == ["政府投资"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": ""}, "项目名称"),
        ({"pay_day": "32"}, "发薪日应在 1 至 31 之间"),
        ({"contract_amount": "很多"}, "请填金额"),
        ({"contract_amount": "1.005"}, "金额最多两位小数"),
        ({"started_on": "2026-05-01", "planned_end_on": "2026-04-01"}, "计划竣工日期不能早于开工日期"),
        ({"longitude": "113.5"}, "经纬度要成对填写"),
        ({"owner_name": "样例交投有限公司"}, "还要填信用代码"),
        ({"owner_uscc": "123"}, "少 15 位"),
        ({"owner_uscc": "91140300MA0KTE5T04"}, "请填写建设单位名称"),
        ({"labour_cost_percent": "120"}, "100"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_saved(county_inspector, tree, client_of, changes, message):
    response = client_of(county_inspector).post(reverse("project_new"), form_data(region=tree.county.pk, **changes))
    page = response.content.decode()
    assert response.status_code == 200 and "p-errsum" in page
    assert message in page
    with acting(county_inspector):
        assert not Project.objects.visible_to(county_inspector).exists()


def test_a_code_registered_under_another_name_is_questioned(county_inspector, tree, client_of):
    known = tenancy.enterprise("样例交投有限公司")
    page = (
        client_of(county_inspector)
        .post(reverse("project_new"), form_data(region=tree.county.pk, owner_name="另一家公司", owner_uscc=known.uscc))
        .content.decode()
    )
    assert "登记的是“样例交投有限公司”" in page


def test_an_untouched_form_saves_nothing_and_a_change_counts_the_version(made, county_inspector, client_of):
    client = client_of(county_inspector)
    url = reverse("project_edit", args=[made.code])
    data = values_of(client.get(url).content.decode())
    assert client.post(url, data).status_code == 302
    with acting(county_inspector):
        assert Project.objects.visible_to(county_inspector).get().version == 1
    assert client.post(url, data | {"pay_day": "15"}).status_code == 302
    with acting(county_inspector):
        stored = Project.objects.visible_to(county_inspector).get()
    assert (stored.version, stored.pay_day, stored.changed_by) == (2, 15, county_inspector.name)


def test_the_second_of_two_editors_is_told_what_the_first_did(made, county_inspector, client_of):
    client = client_of(county_inspector)
    url = reverse("project_edit", args=[made.code])
    data = values_of(client.get(url).content.decode())
    client.post(url, data | {"pay_day": "15"})
    page = client.post(url, data | {"pay_day": "25"}).content.decode()
    assert f"已由 {county_inspector.name} 于" in page and "他改了什么" in page
    assert '<td data-l="现在存的">15</td>' in page and '<td data-l="您填的">25</td>' in page
    again_data = values_of(page)
    assert again_data["version"] == "2"
    assert client.post(url, again_data).status_code == 302
    with acting(county_inspector):
        assert Project.objects.visible_to(county_inspector).get().pay_day == 25


def test_a_new_contractor_replaces_the_old_one_among_the_parties(made, county_inspector, client_of):
    client = client_of(county_inspector)
    url = reverse("project_edit", args=[made.code])
    firm = tenancy.enterprise("新来建工有限公司")
    data = values_of(client.get(url).content.decode()) | {"contractor_name": firm.name, "contractor_uscc": firm.uscc}
    assert client.post(url, data).status_code == 302
    with acting(county_inspector):
        parties = ProjectParty.objects.visible_to(county_inspector).filter(project=made, part="general_contractor").order_by("id")
        assert [(p.organisation.name, p.left_on is None) for p in parties] == [(made.general_contractor.name, False), (firm.name, True)]
    assert set(Participation.objects.filter(project_id=made.pk, part="general_contractor").values_list("organisation_id", "until")) == {
        (made.general_contractor_id, clock.today()),
        (firm.pk, None),
    }
