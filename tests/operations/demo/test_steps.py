"""A step that has to give way to another begins anew."""

from types import SimpleNamespace

import pytest
from django.db import OperationalError
from psycopg2.errors import DeadlockDetected

from portal.operations.demo.steps import TRIES, Step, take_all
from portal.operations.models import DemoBuild
from tests.demonstration import ON

pytestmark = pytest.mark.django_db


def giving_way(times: int, drawn: list[int]):
    """An act that is the victim of a deadlock so many times; it notes what its stage would draw."""

    def act(stage: SimpleNamespace) -> None:
        drawn.append(next(stage.people))
        if len(drawn) <= times:
            raise OperationalError("deadlock detected") from DeadlockDetected()

    return act


def stage_of(number: int) -> SimpleNamespace:
    return SimpleNamespace(people=iter(range(100 * number, 100 * number + 99)))


def built() -> DemoBuild:
    return DemoBuild.objects.create(on=ON, seed=1, size="small")


def test_it_begins_anew_with_the_same_people():
    drawn: list[int] = []
    row = built()
    take_all(row, [Step(giving_way(TRIES - 1, drawn), "meets"), Step(giving_way(0, []), "follows")], stage_of)
    assert drawn == [0] * TRIES
    assert row.steps == ["meets", "follows"]


def test_it_does_not_try_for_ever():
    drawn: list[int] = []
    with pytest.raises(OperationalError):
        take_all(built(), [Step(giving_way(TRIES, drawn), "meets")], stage_of)
    assert len(drawn) == TRIES


def test_another_fault_of_the_database_ends_the_build():
    def act(stage: SimpleNamespace) -> None:
        raise OperationalError("the server is gone")

    row = built()
    with pytest.raises(OperationalError, match="gone"):
        take_all(row, [Step(act, "falls")], stage_of)
    assert DemoBuild.objects.get().steps == []
