"""Dated names and codes of divisions: old ones stay findable for their day, and what cannot be is refused in words."""

import datetime as dt

import pytest

from portal.audit.models import Entry
from portal.lib.errors import Refused
from portal.tenancy.actions.add_region import add_region
from portal.tenancy.actions.close_region import close_region
from portal.tenancy.actions.rename_region import rename_region
from portal.tenancy.actors import system_actor
from portal.tenancy.enums import RegionLevel
from portal.tenancy.models import Region
from tests.make import tenancy

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 20)
PAPER = "样例政函〔2026〕1号"


def add(parent, **fields) -> Region:
    fields = {"code": "140399", "name": "样例区", "level": RegionLevel.COUNTY, "document": PAPER, "valid_from": None, "on": TODAY} | fields
    return add_region(actor=system_actor(), parent=parent, **fields)


def rename(region, **fields) -> Region:
    fields = {"name": region.name, "code": region.code, "on": dt.date(2026, 6, 1), "document": PAPER, "today": TODAY} | fields
    return rename_region(actor=system_actor(), region=region, **fields)


def test_a_zone_without_an_official_code_gets_a_tenancy_code(tree):
    made = add(tree.city, code="1403gx".replace("gx", "kj"), name="样例开发区", level=RegionLevel.ZONE)
    assert (made.code, made.path) == ("1403KJ", f"{tree.city.path}{made.pk}/")
    assert made.changes.get().get_kind_display() == "设立"
    assert Entry.objects.filter(verb="tenancy.region_added", region_id=made.pk).exists()


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"code": "14039"}, "应为 6 位"),
        ({"code": "140321"}, "已是“平定县”"),
        ({"level": RegionLevel.TOWNSHIP}, "应为 9 或 12 位"),
        ({"level": RegionLevel.PROVINCE, "code": "150000"}, "上级不能是"),
        ({"name": " "}, "名称没有填写"),
        ({"document": ""}, "依据文件"),
    ],
)
def test_what_is_no_division_is_refused(tree, fields, told):
    with pytest.raises(Refused, match=told):
        add(tree.city, **fields)
    assert Region.objects.filter(name="样例区").count() == 0


def test_a_renumbered_county_is_found_by_each_code_on_the_days_it_bore_it(tree):
    now = rename(tree.county, code="140381", name="平定市")
    eve, day = dt.date(2026, 5, 31), dt.date(2026, 6, 1)
    assert (now.code_on(eve), now.name_on(eve)) == ("140321", "平定县")
    assert (now.code_on(day), now.name_on(day)) == ("140381", "平定市")
    assert Region.objects.of_code("140321", eve).pk == now.pk
    assert Region.objects.of_code("140381", day).pk == now.pk
    assert Region.objects.of_code("140381", eve) is None
    assert Region.objects.of_code("140321", TODAY).pk == now.pk  # nobody else bears it: the last one that did
    assert now.pk == tree.county.pk


def test_two_changes_each_have_their_days(tree):
    rename(tree.county, code="140381", on=dt.date(2025, 1, 1))
    now = rename(Region.objects.get(pk=tree.county.pk), code="140382", on=dt.date(2026, 1, 1))
    days = (dt.date(2024, 12, 31), dt.date(2025, 1, 1), dt.date(2025, 12, 31), dt.date(2026, 1, 1))
    assert [now.code_on(day) for day in days] == ["140321", "140381", "140381", "140382"]
    assert all(Region.objects.of_code(code, day).pk == now.pk for code, day in zip(("140321", "140381", "140381", "140382"), days, strict=True))


@pytest.mark.parametrize(("fields", "told"), [({"on": TODAY + dt.timedelta(days=1)}, "还没有到"), ({}, "都没有变"), ({"code": "140322"}, "已是“盂县”")])
def test_a_change_is_entered_on_its_day_and_changes_something(tree, fields, told):
    with pytest.raises(Refused, match=told):
        rename(tree.county, **({"name": "平定区"} if "on" in fields else {}) | fields)


def test_a_change_cannot_come_before_an_earlier_one(tree):
    rename(tree.county, name="平定市")
    with pytest.raises(Refused, match="不能早于"):
        rename(Region.objects.get(pk=tree.county.pk), name="平定区", on=dt.date(2026, 5, 31))


def test_the_tenant_of_a_renamed_region_is_called_by_its_new_name(tree):
    tenant = tenancy.jurisdiction(tree.county)
    rename(tree.county, name="平定市")
    tenant.refresh_from_db()
    assert tenant.name == "平定市"


def test_an_empty_division_closes_and_one_in_use_does_not(tree):
    empty = add(tree.city)
    closed = close_region(actor=system_actor(), region=empty, on=TODAY, document=PAPER, today=TODAY)
    assert (closed.is_closed, closed.valid_to) == (True, TODAY)
    assert empty not in Region.objects.counties()
    with pytest.raises(Refused, match="下面还有"):
        close_region(actor=system_actor(), region=tree.county, on=TODAY, document=PAPER, today=TODAY)
    with pytest.raises(Refused, match="已撤销"):
        rename(closed, name="别的区", on=TODAY)


def test_a_township_with_a_firm_in_it_is_merged_and_not_closed(tree):
    tenancy.enterprise(region=tree.township)
    with pytest.raises(Refused, match="机构 1 条.*并入"):
        close_region(actor=system_actor(), region=tree.township, on=TODAY, document=PAPER, today=TODAY)
