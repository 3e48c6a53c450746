"""The table of moves of an instrument against every state and every role."""

import pytest

from portal.accounts.enums import Role
from portal.accounts.rights import declared
from portal.documents.enums import InstrumentState
from portal.documents.models import Instrument
from portal.documents.rights import RIGHTS
from portal.documents.workflow import INSTRUMENT_MOVES
from portal.tenancy.scope import Actor
from portal.workflow.door import why_not

STATES = [state.value for state in InstrumentState]


def actor(role: str) -> Actor:
    return Actor(uid=None, username="x", name="样例", role=role)


@pytest.mark.parametrize("step", INSTRUMENT_MOVES, ids=lambda step: step.verb)
@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("state", STATES)
def test_a_move_needs_its_state_and_its_right(step, role, state):
    reason = why_not(Instrument(state=state), step, actor(role))
    assert (reason == "") == (state in step.sources and role in RIGHTS[step.right])
    if reason:
        assert step.label in reason


def test_every_state_is_reached_and_left_or_final():
    reached = {step.target for step in INSTRUMENT_MOVES} | {"drafted"}
    left = {source for step in INSTRUMENT_MOVES for source in step.sources}
    assert reached == set(STATES)
    assert set(STATES) - left == {"replied", "withdrawn"}


def test_every_move_asks_for_a_declared_right():
    assert {step.right for step in INSTRUMENT_MOVES} <= set(declared())


def test_no_person_may_let_a_deadline_pass():
    assert all(why_not(Instrument(state="served"), next(s for s in INSTRUMENT_MOVES if s.verb == "lapse"), actor(role)) for role in Role)
