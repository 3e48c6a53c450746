"""Every table of moves, state by verb by role."""

import itertools

import pytest

from portal.accounts import rights
from portal.accounts.enums import Role
from portal.tenancy.scope import Actor
from portal.workflow.door import available, find, why_not
from tests.workflow.moves import tables

TABLES = tables()


def states(model) -> dict[str, str]:
    return dict(model._meta.get_field(getattr(model, "state_field", "state")).flatchoices)


def actor(role: str) -> Actor:
    return Actor(uid=None, username="", name="", role=role)


def in_state(model, state: str):
    return model(**{getattr(model, "state_field", "state"): state})


@pytest.mark.parametrize("label", TABLES)
def test_a_table_names_known_states_and_declared_rights(label):
    model, moves = TABLES[label]
    for move in moves:
        assert {*move.sources, move.target} <= set(states(model)), move
        assert move.right in rights.declared(), move
        assert any("\u4e00" <= sign <= "\u9fff" for sign in move.label), move


@pytest.mark.parametrize("label", TABLES)
def test_a_verb_stands_once_in_its_table(label):
    _, moves = TABLES[label]
    assert len({move.verb for move in moves}) == len(moves)


@pytest.mark.parametrize("label", TABLES)
def test_every_state_can_be_reached(label):
    """What no move enters is the first state, or the model names it with what enters it."""
    model, moves = TABLES[label]
    first = model._meta.get_field(getattr(model, "state_field", "state")).get_default()
    assert set(states(model)) - {move.target for move in moves} - {first} == set(getattr(model, "entered_otherwise", ()))


@pytest.mark.parametrize("label", TABLES)
def test_a_move_is_open_exactly_in_its_states_and_to_its_roles(label):
    model, moves = TABLES[label]
    for move, state, role in itertools.product(moves, states(model), Role):
        reason = why_not(in_state(model, state), move, actor(role))
        fits = state in move.sources and role in rights.declared()[move.right]
        assert (reason == "") == fits, (move.verb, state, role, reason)
        if reason:
            assert move.label in reason or "权限" in reason


@pytest.mark.parametrize("label", TABLES)
def test_the_buttons_are_the_open_moves_in_the_order_of_the_table(label):
    model, moves = TABLES[label]
    for state, role in itertools.product(states(model), Role):
        row = in_state(model, state)
        assert available(row, actor(role)) == [move for move in moves if not why_not(row, move, actor(role))]


@pytest.mark.parametrize("label", TABLES)
def test_an_unknown_verb_is_a_fault(label):
    model, _ = TABLES[label]
    with pytest.raises(LookupError):
        find(model, "no_such_verb")


def test_there_are_tables_to_test():
    assert len(TABLES) >= 3
