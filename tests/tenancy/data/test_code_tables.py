"""The code tables that ship with the portal."""

import re

import pytest

from portal.tenancy.data import TABLES, table

REGIONS = {row["code"]: row for row in table("regions")}
TENANTS = ("140300", "140403", "120111", "623026", "410400")


@pytest.mark.parametrize("name", TABLES)
def test_codes_are_unique_and_every_row_has_a_name(name):
    rows = table(name)
    assert len({row["code"] for row in rows}) == len(rows) > 10
    assert all(row["name"] for row in rows)


def test_every_region_stands_after_its_parent():
    seen = set()
    for row in table("regions"):
        assert row["parent"] is None or row["parent"] in seen, row
        seen.add(row["code"])


def test_only_provinces_have_no_parent():
    assert {row["code"] for row in REGIONS.values() if row["parent"] is None} == {"140000", "120000", "620000", "410000"}
    assert all((row["level"] == "province") == (row["parent"] is None) for row in REGIONS.values())


def test_codes_have_the_form_of_their_level():
    for row in REGIONS.values():
        pattern = r"\d{9}" if row["level"] == "township" else r"\d{4}([A-Z]{2}|\d{2})"
        assert re.fullmatch(pattern, row["code"]), row


def test_townships_belong_to_the_county_in_their_code():
    for row in REGIONS.values():
        if row["level"] == "township":
            assert row["code"][:6] == row["parent"]


@pytest.mark.parametrize("code", TENANTS)
def test_each_tenant_is_there_with_its_province_above(code):
    top = REGIONS[code]
    while top["parent"]:
        top = REGIONS[top["parent"]]
    assert top["level"] == "province"


@pytest.mark.parametrize(
    ("county", "townships"),
    [("140302", 6), ("140303", 6), ("140311", 8), ("140321", 10), ("140322", 13), ("140403", 19), ("120111", 15), ("623026", 7)],
)
def test_the_number_of_townships_agrees_with_the_official_list(county, townships):
    assert sum(row["parent"] == county for row in REGIONS.values()) == townships


def test_yangquan_has_six_responsibility_areas_of_which_one_is_a_zone_with_its_tenancy_code():
    below = {row["code"]: row["level"] for row in REGIONS.values() if row["parent"] == "140300"}
    assert len(below) == 6
    assert below["1403GX"] == "zone"
    assert "140371" not in REGIONS


def test_the_two_functional_zones_of_pingdingshan_are_zones_and_its_ten_counties_are_counties():
    below = [row for row in REGIONS.values() if row["parent"] == "410400"]
    assert sorted(row["code"] for row in below if row["level"] == "zone") == ["410471", "410472"]
    assert sum(row["level"] == "county" for row in below) == 10


def test_the_national_trade_list_has_no_260_and_fine_trades_name_their_trade():
    trades = {row["code"]: row for row in table("trades")}
    assert "260" not in trades
    assert trades["191"]["name"] == "抹灰工"
    assert trades["191"]["parent"] == "190"
    assert all(row["parent"] is None or row["parent"] in trades for row in trades.values())
