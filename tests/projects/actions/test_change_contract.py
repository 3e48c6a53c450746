"""Dated changes of the contract: the master data follow, what was before stays."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.lib import clock
from portal.lib.errors import Refused
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from projects.actions.change_contract import change_contract
from projects.models import ContractChange, Project, ProjectParty
from tests.make import tenancy
from tests.make.projects import make_project
from tests.projects.views.helpers import values_of

ON = dt.date(2026, 11, 20)
AT = timezone.make_aware(dt.datetime(2026, 11, 20, 10))


@pytest.fixture
def site(county_inspector, tree):
    with acting(county_inspector):
        yield make_project(tree.county)


def changed(actor, project, **fields):
    given = {"version": project.version, "effective_on": ON, "reason": "工程量增加", "on": ON, "at": AT} | fields
    return change_contract(actor=actor, project=project, **given)


def test_a_supplement_changes_the_terms_and_tells_both_states(site, county_inspector):
    row = changed(county_inspector, site, document_number="补1", contract_amount=Decimal("23000000.00"), pay_day=15, labour_cost_share=Decimal("0.2000"))
    site.refresh_from_db()
    assert (site.contract_amount, site.pay_day, site.version) == (Decimal("23000000.00"), 15, 2)
    told = {change["field"]: (change["before"], change["after"]) for change in row.changes}
    assert told == {"contract_amount": ("20,000,000.00 元", "23,000,000.00 元"), "pay_day": ("20 日", "15 日")}


def test_a_new_contractor_takes_over_on_the_day_and_the_old_one_leaves(site, county_inspector):
    firm = tenancy.enterprise("样例接手建工有限公司")
    changed(county_inspector, site, general_contractor=firm, effective_on=ON - dt.timedelta(days=3))
    parties = ProjectParty.objects.of(site).filter(part="general_contractor").order_by("id")
    assert [(party.organisation.name, party.left_on) for party in parties][1:] == [("样例接手建工有限公司", None)]
    assert parties[0].left_on == ON - dt.timedelta(days=3)


@pytest.mark.parametrize(
    ("fields", "match"),
    [
        ({"effective_on": ON + dt.timedelta(days=1), "pay_day": 1}, "还没有生效"),
        ({"effective_on": dt.date(2020, 1, 1), "pay_day": 1}, "不能早于施工合同签订日期"),
        ({"pay_day": 20}, "没有填写任何变更"),
        ({"pay_day": 1, "version": 9}, "修改"),
    ],
)
def test_what_is_no_change_is_refused(site, county_inspector, fields, match):
    with pytest.raises(Refused, match=match):
        changed(county_inspector, site, **fields)
    assert not ContractChange.objects.visible_to(county_inspector).exists()


def test_the_page_fills_in_what_stands_and_records_what_was_typed_over(site, county_inspector, client_of):
    client = client_of(county_inspector)
    url = reverse("contract_change", args=[site.code])
    data = values_of(client.get(url).content.decode())
    data.pop("file", None)
    assert "没有填写任何变更" in client.post(url, data | {"reason": "样例", "effective_on": clock.today().isoformat()}).content.decode()
    data |= {"labour_cost_cycle_months": "2", "reason": "协商一致", "effective_on": clock.today().isoformat()}
    assert client.post(url, data).status_code == 302
    page = client.get(site.get_absolute_url()).content.decode()
    assert "1 个月 → <b>2 个月</b>" in page and "协商一致" in page


def test_a_refused_edit_leaves_no_firm_behind_and_shows_both_readings(site, county_inspector, client_of):
    client = client_of(county_inspector)
    url = reverse("project_edit", args=[site.code])
    data = values_of(client.get(url).content.decode())
    with acting(county_inspector):
        changed(county_inspector, site, pay_day=15)
    code = tenancy.uscc(777)
    page = client.post(url, data | {"owner_name": "样例新业主有限公司", "owner_uscc": code}).content.decode()
    assert "他改了什么" in page and "发薪日" in page
    assert not Organisation.objects.filter(uscc=code).exists()
    with acting(county_inspector):
        assert Project.objects.visible_to(county_inspector).get(pk=site.pk).pay_day == 15


def test_sections_of_one_programme_know_each_other(site, county_inspector, tree, client_of):
    with acting(county_inspector):
        one = make_project(tree.county, "样例大桥一标", programme_name="样例大桥")
        make_project(tree.county, "样例大桥二标", programme_name="样例大桥")
    assert "同属“样例大桥”" in client_of(county_inspector).get(one.get_absolute_url()).content.decode()
