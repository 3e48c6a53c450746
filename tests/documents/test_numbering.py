"""Numbers: 代字〔年〕n号, one counter for organ, prefix and year."""

import datetime as dt

import pytest

from portal.documents.actions.next_number import next_number, void_number
from portal.documents.models import DocumentCounter, DocumentNumber
from portal.lib.errors import Refused
from portal.tenancy.models import Organisation
from portal.tenancy.scope import acting

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 1, 13)


@pytest.fixture
def organ(county_inspector) -> Organisation:
    return Organisation.objects.get(pk=county_inspector.organisation_id)


def test_numbers_run_from_one_in_six_cornered_brackets(county_inspector, organ):
    with acting(county_inspector):
        assert [next_number(organ, "平治欠办", DAY) for _ in range(3)] == ["平治欠办〔2026〕1号", "平治欠办〔2026〕2号", "平治欠办〔2026〕3号"]


def test_each_year_and_each_prefix_starts_anew(county_inspector, organ):
    with acting(county_inspector):
        next_number(organ, "平治欠办", DAY)
        assert next_number(organ, "平治欠办", dt.date(2027, 1, 4)) == "平治欠办〔2027〕1号"
        assert next_number(organ, "平治欠警", DAY) == "平治欠警〔2026〕1号"


def test_an_act_that_fails_takes_its_number_back(county_inspector, organ):
    with acting(county_inspector):
        next_number(organ, "平治欠办", DAY)
    with pytest.raises(ZeroDivisionError), acting(county_inspector):
        next_number(organ, "平治欠办", DAY)
        raise ZeroDivisionError
    with acting(county_inspector):
        assert next_number(organ, "平治欠办", DAY) == "平治欠办〔2026〕2号"


def test_a_void_number_stays_in_the_register_and_is_not_given_again(county_inspector, organ):
    with acting(county_inspector):
        first = next_number(organ, "平治欠办", DAY, title="关于约谈的函")
        void_number(organ, first, "主送单位写错")
        assert next_number(organ, "平治欠办", DAY) == "平治欠办〔2026〕2号"
        register = DocumentNumber.objects.visible_to(county_inspector).order_by("serial")
        assert [(n.text, n.title, n.void_reason) for n in register] == [
            ("平治欠办〔2026〕1号", "关于约谈的函", "主送单位写错"),
            ("平治欠办〔2026〕2号", "", ""),
        ]


def test_an_organ_without_prefix_is_told_what_is_missing(county_inspector, organ):
    with acting(county_inspector), pytest.raises(Refused, match="没有发文代字"):
        next_number(organ, "", DAY)


def test_another_county_can_neither_see_nor_use_the_counter(county_inspector, neighbour_inspector, organ):
    with acting(county_inspector):
        next_number(organ, "平治欠办", DAY)
    with acting(neighbour_inspector):
        assert DocumentCounter.objects.visible_to(neighbour_inspector).count() == 0
        with pytest.raises(Refused, match="不能使用"):
            next_number(organ, "平治欠办", DAY, region_id=neighbour_inspector.region_id)


def test_an_unknown_number_cannot_be_void(county_inspector, organ):
    with acting(county_inspector), pytest.raises(Refused, match="发文登记中没有"):
        void_number(organ, "平治欠办〔2026〕9号", "写错")
