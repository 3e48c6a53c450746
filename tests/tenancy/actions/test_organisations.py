"""Organisations are one row for all tenants; tenants open with their office and its letterhead."""

import datetime as dt

import pytest

from portal.audit.models import Entry
from portal.lib.errors import Refused
from portal.operations.seed.load import load_national, open_seeded
from portal.operations.seed.tenants import TENANTS
from portal.tenancy.actions.open_jurisdiction import Opening, open_jurisdiction
from portal.tenancy.actions.register_organisation import register_organisation
from portal.tenancy.actions.set_letterhead import set_letterhead
from portal.tenancy.actors import system_actor
from portal.tenancy.enums import OrganisationKind
from portal.tenancy.models import Jurisdiction, Organisation, PolicyRow
from tests.make import tenancy
from tests.make.tenancy import uscc

pytestmark = pytest.mark.django_db
ON, AT = dt.date(2026, 11, 20), dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
OPENING = Opening("样例领导小组", "样例领导小组办公室", prefixes={"*": "样治欠办"})


def register(name: str, code: str = "", kind: str = OrganisationKind.ENTERPRISE, **fields) -> Organisation:
    return register_organisation(actor=system_actor(), kind=kind, name=name, code=code, **fields)


def test_the_same_code_is_the_same_firm_however_it_is_typed():
    code = uscc(1)
    made = register("样例建设有限公司", code)
    assert register(" 样例建设有限公司 ", code.lower()).pk == made.pk
    assert Entry.objects.filter(verb="tenancy.register_organisation").count() == 1


def test_one_code_under_two_names_is_refused_with_both():
    code = uscc(1)
    register("样例建设有限公司", code)
    with pytest.raises(Refused, match="样例建设有限公司.*另一家有限公司"):
        register("另一家有限公司", code)


def test_a_firm_does_not_become_a_bank():
    code = uscc(1)
    register("样例建设有限公司", code)
    with pytest.raises(Refused, match="不能再登记为银行"):
        register("样例建设有限公司", code, OrganisationKind.BANK)


@pytest.mark.parametrize("code", ["123", "I" * 18, "91000000000000001"])
def test_a_code_that_cannot_be_one_is_refused(code):
    with pytest.raises(Refused, match="统一社会信用代码"):
        register("样例建设有限公司", code)


def test_organs_are_known_by_name_and_region(tree):
    first = register("住房和城乡建设局", kind=OrganisationKind.AUTHORITY, region=tree.county, industries=["housing"])
    assert register("住房和城乡建设局", kind=OrganisationKind.AUTHORITY, region=tree.county).pk == first.pk
    assert register("住房和城乡建设局", kind=OrganisationKind.AUTHORITY, region=tree.neighbour).pk != first.pk


def test_a_name_is_needed():
    with pytest.raises(Refused, match="名称"):
        register("  ", uscc(1))


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
    load_national(actor=system_actor())
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
            assert len(figure.source) > 10 and "演示" not in figure.source and figure.value is not None


def test_a_letterhead_is_an_organs_and_its_prefix_stands_before_the_year(tree):
    office = tenancy.authority(tree.county)
    changed = set_letterhead(actor=system_actor(), organ=office, prefixes={"*": "平治欠办", "interview_letter": "平约谈"})
    assert (changed.document_prefix("interview_letter"), changed.document_prefix("other")) == ("平约谈", "平治欠办")
    for bad in ({"*": "平治欠办〔2026〕1号"}, {"*": " "}, {"*": "字" * 21}):
        with pytest.raises(Refused, match="发文代字"):
            set_letterhead(actor=system_actor(), organ=office, prefixes=bad)
    with pytest.raises(Refused, match="不是机关单位"):
        set_letterhead(actor=system_actor(), organ=tenancy.enterprise(), prefixes={"*": "甲"})
