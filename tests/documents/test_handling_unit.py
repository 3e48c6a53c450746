"""督办函: its 承办单位 is chosen among the authorities of the tenant; what stands chosen first is data."""

import datetime as dt

import pytest

from portal.accounts.enums import Role
from portal.documents.addressee import HANDLING_UNIT, choice_of_unit
from portal.documents.models import Instrument
from portal.tenancy.scope import acting
from tests.make import accounts, documents, tenancy
from tests.make.cases import make_case
from tests.make.projects import make_project

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 11, 20)
KIND = "supervision_letter"


@pytest.fixture
def brigade(tree):
    return tenancy.authority(tree.county, "平定县劳动保障监察大队")


@pytest.fixture
def inspector(tree, brigade):
    tenancy.policy_row(tree.city, "instruments.kinds", [KIND])
    bureau = tenancy.authority(tree.county, "平定县人力资源和社会保障局样例")
    actor = accounts.actor(Role.INSPECTOR, region=tree.county, organisation=bureau, person=accounts.user("pd-bureau", "样例监察庚"))
    documents.organ_of(actor)
    return actor


@pytest.fixture
def handler(tree, brigade):
    return accounts.actor(Role.INSPECTOR, region=tree.county, organisation=brigade, person=accounts.user("pd-brigade", "样例监察己"))


@pytest.fixture
def case(inspector, handler, tree):
    """Handled by the brigade; the bureau above it urges."""
    with acting(handler):
        return make_case(handler, make_project(tree.county, "样例学校"))


def page_of(case) -> str:
    return f"{case.get_absolute_url()}letters/{KIND}/"


def given(case, **fields) -> dict:
    facts = {
        "project": "样例学校",
        "enterprise": "某单位",
        "case": case.number,
        "workers": "1",
        "amount": "9360",
        "findings": "久拖未付",
        "settle_by": "2026-12-10",
    }
    return {f"fact_{key}": value for key, value in facts.items()} | fields


def only(actor) -> Instrument:
    with acting(actor):
        return Instrument.objects.visible_to(actor).get()


class TestChoice:
    def test_a_letter_to_another_part_offers_none(self, tree):
        assert choice_of_unit("enterprise", tree.county, ON) is None
        assert choice_of_unit("township+unit", tree.county, ON) is not None

    def test_it_offers_the_authorities_of_the_own_branch_alone(self, tree, brigade):
        near = {tenancy.authority(region, f"{region.name}样例机关").pk for region in (tree.city, tree.county, tree.township)}
        strangers = {tenancy.authority(region, f"{region.name}样例机关").pk for region in (tree.neighbour, tree.other_county)}
        firm = tenancy.enterprise("样例有限公司")
        offered = set(choice_of_unit("unit", tree.county, ON).units.values_list("pk", flat=True))
        assert near | {brigade.pk} <= offered
        assert not offered & (strangers | {firm.pk})

    def test_who_handles_the_file_stands_first_and_the_tenants_own_default_before_him(self, tree, brigade):
        assert choice_of_unit("unit", tree.county, ON).unit is None
        assert choice_of_unit("unit", tree.county, ON, brigade.name).unit == brigade
        bureau = tenancy.authority(tree.county, "平定县人力资源和社会保障局样例")
        tenancy.policy_row(tree.county, HANDLING_UNIT, bureau.name)
        assert choice_of_unit("unit", tree.county, ON, brigade.name).unit == bureau

    def test_the_sender_is_neither_offered_nor_chosen(self, tree, brigade):
        found = choice_of_unit("unit", tree.county, ON, brigade.name, sender=brigade.pk)
        assert found.unit is None and brigade not in found.units

    def test_a_unit_of_another_county_is_never_chosen_by_its_name(self, tree):
        stranger = tenancy.authority(tree.other_county, "郏县样例机关")
        assert choice_of_unit("unit", tree.county, ON, stranger.name).unit is None


class TestPage:
    def test_the_cases_unit_is_chosen_already_and_gets_the_letter(self, inspector, case, brigade, client_of):
        browser = client_of(inspector)
        assert f'<option value="{brigade.pk}" selected>' in browser.get(page_of(case)).content.decode()
        assert browser.post(page_of(case), given(case, unit=brigade.pk, addressee_text="")).status_code == 302
        made = only(inspector)
        assert (made.addressee, made.addressee_text) == (brigade, brigade.name)

    def test_whoever_handles_the_case_does_not_write_to_himself(self, handler, case, brigade, client_of):
        documents.organ_of(handler)
        browser, page = client_of(handler), page_of(case)
        assert brigade.name not in browser.get(page).content.decode().split('name="unit"')[1].split("</select>")[0]
        answer = browser.post(page, given(case, unit="", addressee_text=brigade.name)).content.decode()
        assert f"“{brigade.name}”就是发文机关，文书不能发给自己" in answer
        with acting(handler):
            assert not Instrument.objects.visible_to(handler).exists()

    def test_one_that_is_not_registered_is_written_by_hand(self, inspector, case, client_of):
        client_of(inspector).post(page_of(case), given(case, unit="", addressee_text="某外地单位"))
        made = only(inspector)
        assert (made.addressee, made.addressee_text) == (None, "某外地单位")

    @pytest.mark.parametrize(("chosen", "typed", "words"), [(False, "", "请选承办单位"), (True, "别的单位", "这里请留空")])
    def test_none_and_both_are_told(self, inspector, case, brigade, client_of, chosen, typed, words):
        answer = client_of(inspector).post(page_of(case), given(case, unit=brigade.pk if chosen else "", addressee_text=typed))
        assert words in answer.content.decode()

    def test_a_unit_that_was_not_offered_is_refused(self, inspector, case, tree, client_of):
        stranger = tenancy.authority(tree.other_county, "郏县样例机关")
        answer = client_of(inspector).post(page_of(case), given(case, unit=stranger.pk, addressee_text=""))
        assert answer.status_code != 302
        with acting(inspector):
            assert not Instrument.objects.visible_to(inspector).exists()

    def test_a_new_letter_without_a_file_is_addressed_the_same_way(self, inspector, case, brigade, client_of):
        path = f"/instruments/new/{KIND}/"
        assert client_of(inspector).post(path, given(case, unit=brigade.pk, addressee_text="")).status_code == 302
        assert only(inspector).addressee == brigade
