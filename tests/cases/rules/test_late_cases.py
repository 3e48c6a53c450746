"""W45 and W47: an agreement not kept and a term that ends, just under and just over; only what was known on the day."""

import datetime as dt

import pytest

from cases.models import Case
from cases.rules import w45_agreement_broken as w45
from cases.rules import w47_case_term as w47
from earlywarning.actions.scan import scan
from earlywarning.models import EarlyWarning
from portal.lib.rules import Level
from portal.tenancy.scope import acting
from tests.make.cases import ON, at, lines_of, make_case, make_line, pay, verify

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
UNTIL = ON + 10 * DAY
LIMITS = {threshold.key: threshold.default for threshold in w47.DEFAULTS}


@pytest.fixture(autouse=True)
def scope(inspector, site):
    with acting(inspector):
        yield


@pytest.fixture
def agreed(inspector, case) -> Case:
    """Closed by an agreement: 9,360 claimed by one, 5,000 verified of another, both until the tenth day."""
    verify(inspector, make_line(inspector, case), 4000)
    Case.objects.visible_to(inspector).filter(pk=case.pk).update(state="closed", closing_kind="agreement", closed_on=ON, agreed_until_on=UNTIL)
    return case


def found(rule, site, on=ON):
    rows = rule.find([site.region_id], on, LIMITS)
    assert len(rows) <= 1
    return rows[0].evidence if rows else None


@pytest.mark.parametrize(("days", "over"), [(10, None), (11, 1)])
def test_the_last_day_of_an_agreement_is_in_time(site, agreed, days, over):
    evidence = found(w45, site, ON + days * DAY)
    assert (evidence and evidence["days_over"]) == over
    if evidence:
        assert (evidence["people"], evidence["amount"], w45.grade(evidence, {})) == (2, "13360.00", Level.RED)
        assert "过期 1 天，2 人没有付清" in w45.headline(evidence) and "13,360 元" in w45.explain(evidence, {})


def test_what_was_paid_by_the_day_counts_and_later_payments_do_not(inspector, site, agreed):
    first, second = lines_of(inspector, agreed)
    pay(inspector, second, 4000, on=UNTIL + 2 * DAY)
    evidence = found(w45, site, UNTIL + DAY)
    assert (evidence["people"], evidence["amount"]) == (2, "13360.00")
    evidence = found(w45, site, UNTIL + 2 * DAY)
    assert (evidence["people"], evidence["amount"]) == (1, "9360.00")
    verify(inspector, first, 9360)
    pay(inspector, first, 9360, on=UNTIL + 3 * DAY)
    assert found(w45, site, UNTIL + 3 * DAY) is None


def test_an_open_case_and_one_of_another_county_are_no_broken_agreement(inspector, site, other_site, neighbour_inspector, case):
    Case.objects.visible_to(inspector).filter(pk=case.pk).update(agreed_until_on=UNTIL)
    assert found(w45, site, UNTIL + DAY) is None
    with acting(neighbour_inspector):
        other = make_case(neighbour_inspector, other_site)
        Case.objects.visible_to(neighbour_inspector).filter(pk=other.pk).update(state="closed", closing_kind="agreement", closed_on=ON, agreed_until_on=UNTIL)
    assert found(w45, site, UNTIL + DAY) is None


@pytest.mark.parametrize(("days", "level"), [(79, None), (80, Level.YELLOW), (100, Level.YELLOW), (101, Level.RED)])
def test_a_fifth_of_the_term_is_near_and_the_day_after_is_late(inspector, site, case, days, level):
    Case.objects.visible_to(inspector).filter(pk=case.pk).update(investigate_due_on=case.opened_on + 100 * DAY)
    evidence = found(w47, site, case.opened_on + days * DAY)
    assert (evidence and w47.grade(evidence, LIMITS)) == level
    if evidence:
        assert len(w47.headline(evidence)) <= 40 and case.number in w47.explain(evidence, LIMITS)


def test_the_case_that_ends_first_stands_for_the_project(inspector, site, case):
    second = make_case(inspector, site)
    for row, days in ((case, 4), (second, -1)):
        Case.objects.visible_to(inspector).filter(pk=row.pk).update(investigate_due_on=ON + days * DAY, opened_on=ON - 96 * DAY)
    evidence = found(w47, site)
    assert (evidence["case"], evidence["late"], evidence["cases"]) == (second.number, 1, 2)
    assert "共 2 件，其中已超期 1 件" in w47.explain(evidence, LIMITS)
    Case.objects.visible_to(inspector).filter(pk=second.pk).update(state="closed", closing_kind="paid", closed_on=ON)
    assert found(w47, site)["case"] == case.number and found(w47, site, ON - DAY)["case"] == second.number


def test_a_term_is_the_governments_own_and_a_broken_agreement_has_a_clock(inspector, site, agreed):
    second = make_case(inspector, site)
    Case.objects.visible_to(inspector).filter(pk=second.pk).update(investigate_due_on=ON + DAY)
    assert scan((w45, w47), on=UNTIL + DAY, at=at(UNTIL + DAY))["opened"] == 2
    lanes = dict(EarlyWarning.objects.visible_to(inspector).values_list("rule", "lane"))
    assert lanes == {"W45": "clearance", "W47": "duty"}
    term = EarlyWarning.objects.visible_to(inspector).get(rule="W47")
    assert term.due_at.date() == ON + DAY
