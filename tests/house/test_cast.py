"""The cast is what every other test leans on: each actor signs in and has the scope its role stands for."""

import pytest

from tests.cast import CAST


@pytest.mark.parametrize("name", CAST)
def test_each_of_the_cast_has_a_real_session(name, request, client_of):
    actor = request.getfixturevalue(name)
    answer = client_of(actor).get("/account/sessions/")
    assert answer.status_code == 200
    assert answer.wsgi_request.actor == actor


def test_a_city_reads_its_counties_and_writes_itself(city_office, tree):
    below = {tree.city.pk, tree.county.pk, tree.neighbour.pk, tree.zone.pk, tree.township.pk, tree.other_township.pk}
    assert city_office.scope.read_regions == below
    assert city_office.scope.write_regions == {tree.city.pk}


def test_a_county_sees_neither_its_neighbour_nor_its_city(county_inspector, tree):
    assert county_inspector.scope.read_regions == {tree.county.pk, tree.township.pk, tree.other_township.pk}
    assert county_inspector.scope.write_regions == {tree.county.pk}


def test_an_enterprise_starts_without_any_region(contractor):
    assert contractor.scope.read_regions == frozenset()
    assert contractor.scope.read_enterprises == {contractor.enterprise_id}
