"""Requests for more labour cost, progress payments, and the owner's desk."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.lib import clock
from portal.lib.errors import Refused
from portal.lib.rules import Level
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting
from projects.actions.record_progress import record_progress
from projects.models import Fact, ProgressPayment
from projects.rules import w52_progress_short as w52
from tests.make.accounts import again
from tests.make.projects import make_project
from tests.projects.rules.test_missing_account_and_deposit import level
from tests.projects.views.helpers import count_queries
from wagepay.actions.ask_labour_cost import ask_labour_cost, grant_labour_cost, refuse_labour_cost, withdraw_labour_cost
from wagepay.enums_funding import RequestState
from wagepay.models import LabourCostCycle, LabourCostRequest
from wagepay.queries.funding import funding_of

ON = dt.date(2026, 11, 20)
AT = timezone.make_aware(dt.datetime(2026, 11, 20, 10))
MONTH = dt.date(2026, 10, 1)


@pytest.fixture
def site(county_inspector, tree, contractor, owner):
    """A project of the contractor and the owner of the cast."""
    firms = {name: Organisation.objects.get(pk=actor.organisation_id) for name, actor in (("general_contractor", contractor), ("owner", owner))}
    with acting(county_inspector):
        return make_project(tree.county, **firms)


@pytest.fixture
def builder(site, contractor):
    return again(contractor)


@pytest.fixture
def payer(site, owner):
    return again(owner)


def ask(builder, site, **fields):
    given = {"month": MONTH, "amount": Decimal("50000"), "reason": "增加木工 20 人", "on": ON, "at": AT} | fields
    with acting(builder):
        return ask_labour_cost(actor=builder, project=site, **given)


def test_what_the_owner_grants_is_added_to_what_the_cycle_owes(site, builder, payer):
    with acting(builder):
        LabourCostCycle(project=site, region_id=site.region_id, month=MONTH, due_amount=Decimal("100000"), due_on=dt.date(2026, 11, 5), source="合同").save()
    request = ask(builder, site)
    with acting(payer):
        done = grant_labour_cost(actor=payer, request=request, granted=Decimal("30000"), due_on=ON, on=ON, at=AT, answer="先追加三万")
        assert (done.state, done.granted, done.decided_by) == (RequestState.GRANTED, Decimal("30000"), payer.name)
        cycle = LabourCostCycle.objects.visible_to(payer).get()
        assert (cycle.due_amount, cycle.due_on) == (Decimal("130000"), dt.date(2026, 11, 5)) and "追加 30000.00 元" in cycle.source
        assert Fact.objects.visible_to(payer).get(project=site, item="account_month").value["due"] == "130000.00"
        sums = funding_of([site.pk], ON)[site.pk]
        assert (sums.due, sums.short, sums.late_since, sums.asked) == (Decimal("130000"), Decimal("130000"), dt.date(2026, 11, 5), 0)
        assert funding_of([site.pk], dt.date(2026, 11, 5))[site.pk].short == 0, "the last day is not late"


def test_a_cycle_without_plan_begins_with_what_was_granted(site, builder, payer):
    request = ask(builder, site)
    with acting(payer):
        grant_labour_cost(actor=payer, request=request, granted=Decimal("50000"), due_on=ON, on=ON, at=AT)
        cycle = LabourCostCycle.objects.visible_to(payer).get()
        assert (cycle.due_amount, cycle.due_on, cycle.source) == (Decimal("50000"), ON, "人工费追加")


def test_only_the_owner_decides_and_only_once(site, builder, payer):
    request = ask(builder, site)
    with pytest.raises(Refused, match="已有一份申请"):
        ask(builder, site, amount=Decimal("1"))
    with acting(builder), pytest.raises(Refused, match="没有“核准追加”的权限"):
        grant_labour_cost(actor=builder, request=request, granted=Decimal("1"), due_on=ON, on=ON, at=AT)
    with acting(payer):
        with pytest.raises(Refused, match="写明理由"):
            refuse_labour_cost(actor=payer, request=request, answer=" ", at=AT)
        assert refuse_labour_cost(actor=payer, request=request, answer="与工程量不符", at=AT).state == RequestState.REFUSED
        with pytest.raises(Refused, match="不能“核准追加”"):
            grant_labour_cost(actor=payer, request=request, granted=Decimal("1"), due_on=ON, on=ON, at=AT)
        assert not LabourCostCycle.objects.visible_to(payer).exists()
    again_asked = ask(builder, site)
    with acting(builder):
        assert withdraw_labour_cost(actor=builder, request=again_asked, at=AT).state == RequestState.WITHDRAWN


@pytest.mark.parametrize(("month", "allowed"), [(dt.date(2026, 12, 1), True), (dt.date(2027, 1, 1), False)])
def test_the_next_cycle_may_be_asked_for_and_none_after_it(site, builder, month, allowed):
    if allowed:
        assert ask(builder, site, month=month).month == month
    else:
        with pytest.raises(Refused, match="本月和下月"):
            ask(builder, site, month=month)


def progress(actor, site, month, value, paid, paid_on=ON):
    with acting(actor):
        return record_progress(actor=actor, project=site, month=month, value=Decimal(value), paid=Decimal(paid), paid_on=paid_on, on=ON, at=AT)


def test_a_month_of_works_is_one_row_and_newer_figures_replace_it(site, payer):
    progress(payer, site, dt.date(2026, 9, 15), "1000000", "0", None)
    row = progress(payer, site, dt.date(2026, 9, 1), "1000000", "800000")
    with acting(payer):
        assert (row.month, row.paid, ProgressPayment.objects.of(site).count()) == (dt.date(2026, 9, 1), Decimal("800000"), 1)
    for month, value, paid, paid_on, match in (
        (dt.date(2026, 12, 1), "1", "0", None, "已经完成"),
        (MONTH, "1", "1", None, "要填支付日期"),
        (MONTH, "100", "100.01", ON, "不能多于已完工程价款"),
        (MONTH, "0", "0", None, "要大于 0"),
    ):
        with pytest.raises(Refused, match=match):
            progress(payer, site, month, value, paid, paid_on)


@pytest.mark.parametrize(("paid", "expected"), [("80.00", None), ("79.99", Level.YELLOW)])
def test_public_money_pays_four_fifths_of_the_works(site, payer, county_inspector, tree, paid, expected):
    progress(payer, site, dt.date(2026, 9, 1), "100.00", paid)
    with acting(county_inspector):
        assert level(w52, tree.county, ON) is None, "a private owner is not bound to it"
        site.is_government_invested = True
        site.save()
        assert level(w52, tree.county, ON) == expected
        if expected:
            (found,) = w52.find([tree.county.pk], ON, {t.key: t.default for t in w52.DEFAULTS})
            assert found.evidence["short"] == "0.01" and "80.0%" in w52.explain(found.evidence, {"percent": 80})


def test_works_of_the_last_thirty_days_are_not_judged_yet(site, payer, county_inspector, tree):
    with acting(county_inspector):
        site.is_state_owner = True
        site.save()
    progress(payer, site, dt.date(2026, 10, 1), "100.00", "0", None)
    with acting(county_inspector):
        assert level(w52, tree.county, dt.date(2026, 11, 30)) is None  # thirty days before is 31 October
        assert level(w52, tree.county, dt.date(2026, 12, 1)) == Level.YELLOW


def test_the_owners_desk_shows_what_is_short_and_leads_to_the_acts(site, builder, payer, other_county_inspector, subcontractor, client_of):
    with acting(builder):
        LabourCostCycle(
            project=site, region_id=site.region_id, month=MONTH, due_amount=Decimal("100000"), due_on=clock.today() - dt.timedelta(days=1), source="合同"
        ).save()
    client = client_of(payer)
    page = client.get(reverse("wage_funding")).content.decode()
    assert site.name in page and f"{clock.today() - dt.timedelta(days=1)} 起欠拨" in page and "100,000" in page
    url = reverse("wage_project_funding", args=[site.code])
    assert "到期人工费还欠" in client.get(url).content.decode()
    data = {"month": clock.today().strftime("%Y-%m"), "amount": "2000", "reason": "加班"}
    assert client_of(builder).post(reverse("wage_request_new", args=[site.code]), data).status_code == 302
    with acting(payer):
        request = LabourCostRequest.objects.visible_to(payer).get()
    assert client.get(reverse("wage_request_grant", args=[request.uid])).status_code == 200
    assert client.post(reverse("wage_request_grant", args=[request.uid]), {"granted": "2000", "due_on": clock.today().isoformat()}).status_code == 302
    posted = {"month": "2026-09", "value": "1000", "paid": "900", "paid_on": ""}
    assert "要填支付日期" in client.post(reverse("wage_progress_new", args=[site.code]), posted).content.decode()
    assert client.post(reverse("wage_progress_new", args=[site.code]), posted | {"paid_on": "2026-10-01"}).status_code == 302
    page = client.get(url).content.decode()
    assert "已核准" in page and "90.0%" in page
    assert client_of(other_county_inspector).get(url).status_code == 404
    assert client_of(again(subcontractor)).get(reverse("wage_funding")).status_code == 403


def test_the_desk_costs_the_same_for_one_and_for_three(site, payer, county_inspector, tree, client_of):
    client = client_of(county_inspector)
    one = count_queries(client, reverse("wage_funding"))
    with acting(county_inspector):
        make_project(tree.county)
        make_project(tree.county)
    assert count_queries(client, reverse("wage_funding")) == one <= 30
