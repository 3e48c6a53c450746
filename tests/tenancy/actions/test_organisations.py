"""Organs are known by name and region; tenants open with their office and its letterhead."""

import datetime as dt

import pytest

from portal.audit.models import Entry
from portal.lib.errors import Refused
from portal.operations.seed.load import load_national, open_seeded
from portal.operations.seed.tenants import TENANTS
from portal.tenancy.actions.open_jurisdiction import Opening, open_jurisdiction
from portal.tenancy.actions.register_organ import register_organ
from portal.tenancy.actions.set_letterhead import set_letterhead
from portal.tenancy.actors import system_actor
from portal.tenancy.models import Jurisdiction, PolicyRow
from tests.make import tenancy

pytestmark = pytest.mark.django_db
ON, AT = dt.date(2026, 11, 20), dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
OPENING = Opening("样例领导小组", "样例领导小组办公室", prefixes={"*": "样治欠办"})


def test_an_organ_is_known_by_its_name_and_region(tree):
    first = register_organ(actor=system_actor(), name="住房和城乡建设局", region=tree.county, industries=["housing"])
    assert register_organ(actor=system_actor(), name=" 住房和城乡建设局 ", region=tree.county).pk == first.pk
    assert register_organ(actor=system_actor(), name="住房和城乡建设局", region=tree.neighbour).pk != first.pk
    assert Entry.objects.filter(verb="tenancy.register_organ").count() == 2


def test_an_organ_needs_a_name(tree):
    with pytest.raises(Refused, match="名称"):
        register_organ(actor=system_actor(), name="  ", region=tree.county)


def test_a_region_is_opened_once_with_its_office(tree):
    opened = open_jurisdiction(actor=system_actor(), region=tree.county, opening=OPENING, on=ON)
    assert opened.office.document_prefix("anything") == "样治欠办"
    assert Jurisdiction.objects.of(tree.township).pk == opened.pk
    assert Jurisdiction.objects.of(tree.neighbour) is None
    with pytest.raises(Refused, match="已经开通"):
        open_jurisdiction(actor=system_actor(), region=tree.county, opening=OPENING, on=ON)


def test_the_nearest_tenant_above_a_region_is_its_own(tree):
    city = open_jurisdiction(actor=system_actor(), region=tree.city, opening=OPENING, on=ON)
    county = open_jurisdiction(actor=system_actor(), region=tree.county, opening=OPENING, on=ON)
    assert Jurisdiction.objects.of(tree.township).pk == county.pk
    assert Jurisdiction.objects.of(tree.neighbour).pk == city.pk


@pytest.mark.parametrize("level", ["province", "township"])
def test_neither_a_province_nor_a_township_is_a_tenant(tree, level):
    with pytest.raises(Refused, match="只有地市、县区和功能区"):
        open_jurisdiction(actor=system_actor(), region=getattr(tree, level), opening=OPENING, on=ON)


def test_the_five_tenants_open_as_their_notices_say_and_again_without_effect():
    load_national(actor=system_actor(), on=ON)
    for _ in range(2):
        for tenant in TENANTS:
            open_seeded(tenant, actor=system_actor(), on=ON, at=AT)
    assert list(Jurisdiction.objects.values_list("region__code", flat=True)) == ["120111", "140300", "140403", "410400", "623026"]
    assert Jurisdiction.objects.get(region__code="140300").office.document_prefixes == {"*": "阳农工治欠办"}
    assert "ཀླུ་ཆུ་རྫོང" in Jurisdiction.objects.get(region__code="623026").office.letterhead["second_script"]
    assert PolicyRow.objects.count() == sum(len(tenant.figures) for tenant in TENANTS)


def test_no_figure_of_the_seed_is_without_its_document():
    for tenant in TENANTS:
        for figure in tenant.figures:
            assert len(figure.source) > 10 and "演示" not in figure.source
            # what a notice leaves open is asked, and marked as unsure
            assert figure.value is not None or figure.certainty == "C"


def test_a_letterhead_is_an_organs_and_its_prefix_stands_before_the_year(tree):
    office = tenancy.authority(tree.county)
    changed = set_letterhead(actor=system_actor(), organ=office, prefixes={"*": "平治欠办", "interview_letter": "平约谈"})
    assert (changed.document_prefix("interview_letter"), changed.document_prefix("other")) == ("平约谈", "平治欠办")
    for bad in ({"*": "平治欠办〔2026〕1号"}, {"*": " "}, {"*": "字" * 21}):
        with pytest.raises(Refused, match="发文代字"):
            set_letterhead(actor=system_actor(), organ=office, prefixes=bad)
    with pytest.raises(Refused, match="不是机关单位"):
        set_letterhead(actor=system_actor(), organ=tenancy.enterprise(), prefixes={"*": "甲"})
