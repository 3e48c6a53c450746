"""Exemptions that end with their condition, reckoned anew: which are no exemptions any more, and whether it was the balance that fell (W09, W65)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal.tenancy.policies import PolicyValue, policy_sets
from portal.tenancy.scope import current_actor
from projects.deposits.exemptions import BALANCE_RULE, balance_line
from projects.deposits.gather import works
from projects.deposits.reckoning import answer
from projects.deposits.work import Assessed, Work
from projects.models import WageSecurityDeposit
from projects.queries import deposits as queries


@dataclass(frozen=True)
class Lapse:
    """One exemption with what would have to be stored now; ``line`` is what the balance had to exceed, where it did not."""

    row: WageSecurityDeposit
    now: Assessed
    balance: Decimal | None = None
    line: Decimal | None = None


def lapsed(regions: Sequence[int], on: dt.date, exempt_states: Sequence[str], *, by_balance: bool) -> list[Lapse]:
    """The few exemptions that can lapse are reckoned by the engine itself, all together; each stands with one of the two rules."""
    rows = queries.waived(regions, on, exempt_states)
    if not rows:
        return []
    known = works(current_actor(), [row.project for row in rows], on)
    figures = policy_sets({row.project.region for row in rows}, on)
    found = []
    for row in rows:
        work, values = known[row.project_id], figures[row.project.region_id]
        now = answer(work, values)
        if not isinstance(now, Assessed) or now.exempt:
            continue
        line = _fallen(row, work, values)
        if (line is not None) == by_balance:
            found.append(Lapse(row, now, work.balance, line))
    return found


def _fallen(row: WageSecurityDeposit, work: Work, figures: Mapping[str, PolicyValue]) -> Decimal | None:
    """The line, where the exemption rested on the balance and the balance is down to it."""
    if BALANCE_RULE not in {step["rule"] for step in row.newest_steps or ()}:
        return None
    line = balance_line(work, figures["deposit.waive_balance_ratio"].value)
    return line if line is not None and work.balance <= line else None
