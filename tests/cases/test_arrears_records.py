"""What a case leaves behind on its project for the deposit: one record, by how far it was proved, settled or not."""

import datetime as dt

import pytest

from cases.actions.file_case import file_case
from cases.models import Case
from portal.tenancy.scope import acting
from projects.facts import ARREARS_RECORDS
from projects.models import Fact
from tests.make.cases import ON, at, make_case, make_line, pay, verify

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def scope(inspector):
    """Each test acts as the inspector of the site."""
    with acting(inspector):
        yield


def posted(inspector, site):
    fact = Fact.objects.visible_to(inspector).filter(project=site, item=ARREARS_RECORDS).first()
    return fact.value["records"] if fact else []


def test_a_claim_is_no_record_and_a_finding_is_one_that_stays_when_all_is_paid(inspector, site):
    case = make_case(inspector, site)
    line = make_line(inspector, case, owed_from=dt.date(2026, 8, 1), owed_to=dt.date(2026, 9, 30))
    assert posted(inspector, site) == []
    line = verify(inspector, line, 5000)
    record = {"grade": "verified", "reference": case.number, "occurred_on": "2026-09-30", "verified_on": ON.isoformat()}
    assert posted(inspector, site) == [record]
    pay(inspector, line, 5000)
    assert posted(inspector, site) == [record]


def test_a_finding_that_nothing_was_owed_takes_it_back(inspector, site):
    line = make_line(inspector, make_case(inspector, site))
    verify(inspector, line, 5000)
    verify(inspector, line, 0)
    assert posted(inspector, site) == []


def test_a_filed_case_is_a_stronger_record_and_each_case_is_one(inspector, site):
    first, second = make_case(inspector, site), make_case(inspector, site)
    for case in (first, second):
        verify(inspector, make_line(inspector, case), 100)
        verify(inspector, make_line(inspector, case), 200)
    file_case(Case.objects.visible_to(inspector).get(pk=first.pk), actor=inspector, at=at(), reason="事实清楚，需要立案")
    assert [row["grade"] for row in posted(inspector, site)] == ["filed", "verified"]
