"""Out of the months at hand every rule finds what it finds out of the sums: on random months of every age, and word for word."""

import datetime as dt
import random
import uuid
from contextlib import contextmanager
from dataclasses import asdict

import pytest

from earlywarning import findings
from portal.operations.rules import RULES
from portal.tenancy.actors import system_actor
from portal.tenancy.policies import policy_sets
from portal.tenancy.queries.at_hand import at_hand, ready
from portal.tenancy.scope import acting
from projects.enums import ProjectState
from tests.make import wagepay as make
from tests.make.projects import make_project
from tests.make.tenancy import policy_row, saved
from tests.wagepay.rules.scenes import defaults
from wagepay.models import MonthAnswer
from wagepay.policies import LARGE_AMOUNT, MINIMUM_WAGE
from wagepay.queries import months_at_hand
from wagepay.rules.catalogue import OF_RECENT_MONTHS, OF_TELLING_MONTHS
from wagepay.rules.catalogue import RULES as OF_WAGES

ON = dt.date(2026, 11, 18)
SUMS = "wagepay_projectmonth"
MONTHS = [dt.date(2025 + (10 + n) // 12, (10 + n) % 12 + 1, 1) for n in range(13)]  # November 2025 to November 2026


@pytest.fixture
def county(tree):
    """Six sites with thirteen months each, drawn by chance: paid, unpaid, in part, without a sheet, with allowances alone."""
    chance = random.Random(20261118)
    with acting(system_actor()):
        policy_row(tree.county, MINIMUM_WAGE, "1957.50")
        policy_row(tree.county, LARGE_AMOUNT, "21000")
        states = (*[ProjectState.UNDER_CONSTRUCTION] * 4, ProjectState.STOPPED, ProjectState.COMPLETED_UNSETTLED)
        for place, state in enumerate(states):
            project = make_project(tree.county, state=state)
            person = make.engagement(project)
            for month in MONTHS:
                _draw(chance, person, month, is_fed=place % 2 == 0)
        yield tree.county


def _draw(chance: random.Random, person, month: dt.date, *, is_fed: bool) -> None:
    project = person.project
    people, listed = chance.choice((0, 3, 12, 40)), chance.choice((0, 3, 12, 40))
    due = (month + dt.timedelta(days=32)).replace(day=20)
    paid = chance.choice((0, listed // 2, listed))
    short = listed - paid
    is_full = listed > 0 and paid == listed and chance.random() < 0.8
    make.worker_month(
        person, month, days=20, is_listed=listed > 0, listed_days=20, gross=chance.choice((1500, 6000, 26000)), owed=6000,
        advance=500 if is_fed else 0, paid=0 if is_fed else chance.choice((0, 6000)),
    )  # fmt: skip
    if chance.random() < 0.3:
        saved(MonthAnswer(
            region=project.region, project=project, employer=person.employer, person=bytes(person.id_index), month=month, about="paid", agrees=chance.random() < 0.3,
            at=dt.datetime.combine(due, dt.time(9), dt.UTC), visit_uid=uuid.uuid4(), days=20, owed=6000, received=5000,
        ))  # fmt: skip
    make.project_month(
        project, month=month, due_on=due, attended=people, attended_2days=people, attended_registered=max(people - chance.choice((0, 0, 2)), 0),
        attended_with_contract=max(people - 3, 0), listed=listed, listed_days=20 * listed, paid_count=paid, gross=6000 * listed, net=6000 * listed, owed=6000 * listed,
        paid=6000 * paid, short_count=short, short_amount=6000 * short, underpaid_count=chance.choice((0, 0, 0, short)), underpaid_amount=6000 * short,
        missing_paid=chance.choice((0, 0, 1, 5)), paid_without_attendance=chance.choice((0, 0, 7)), advance=500, advance_only_count=int(is_fed),
        builders_paid_by_account=paid, builders_outside=chance.choice((0, 4)), most_gross=chance.choice((6000, 20000, 26000)),
        least_rate=chance.choice((75, 300)), shared_card_count=chance.choice((0, 2)), other_card_count=chance.choice((0, 1)), unregistered_unpaid=chance.choice((0, 1)),
        unregistered_since=month, no_contract_since=month, sheet_state="submitted" if listed else "", submitted_on=due if listed else None,
        first_paid_on=due if paid else None, full_paid_on=due + dt.timedelta(days=chance.choice((-1, 0, 9, 40))) if is_full else None,
        last_attendance_on=month + dt.timedelta(days=9) if people else None,
    )  # fmt: skip


def told(county, on: dt.date, **changes) -> dict[str, list]:
    """Everything every rule of wages finds, as it is kept."""
    return {
        rule.CODE: sorted(
            repr(asdict(found)) for found in rule.find([county.pk], on, defaults(rule, **{k: v for k, v in changes.items() if k in defaults(rule)}))
        )
        for rule in OF_WAGES
    }


@pytest.mark.parametrize("changes", [{}, {"months_back": 1}, {"months_back": 12, "denied_months_back": 3, "yearly_amount": 100000}])
def test_every_rule_finds_the_same_out_of_what_lies_at_hand(county, changes):
    for on in (ON, dt.date(2026, 12, 1), dt.date(2026, 1, 10), dt.date(2026, 2, 1)):
        plain = told(county, on, **changes)
        with at_hand([county.pk], on):
            assert told(county, on, **changes) == plain
    assert sum(map(len, plain.values())) > 20, "there was something to find"


def test_most_rules_of_months_found_something_in_the_drawn_months(county):
    found = {code for code, rows in told(county, ON).items() if rows}
    assert {"W12", "W13", "W14", "W15", "W16", "W17", "W18", "W23", "W24", "W59", "W60"} <= found


def test_a_statement_about_other_days_regions_or_older_months_is_answered_by_the_sums(county):
    def table(regions=None, on=ON, since=None):
        return months_at_hand.answered(months_at_hand.MONTHS, regions or [county.pk], on, since)

    with at_hand([county.pk], ON):
        since = months_at_hand.newest_since(ON)
        assert table(since=since) == "pg_temp.wagepay_months_at_hand" and table() == "pg_temp.wagepay_telling_months"
        assert table(since=since - dt.timedelta(days=1)) == SUMS
        assert table(on=ON + dt.timedelta(days=1)) == SUMS
        assert table(regions=[county.pk, -1]) == SUMS
    assert table(since=since) == SUMS, "the block is over"


def test_each_rule_has_only_those_months_laid_ready_that_it_wants(county):
    """What asks for none or for few of them is asked on the second connection, which then need not make the many."""
    recent, telling, projects = "wagepay_months_at_hand", "wagepay_telling_months", "projects_at_hand"

    def made(rules) -> set[str]:
        with at_hand([county.pk], ON):
            for rule in rules:
                rule.find([county.pk], ON, defaults(rule))
            return ready([county.pk], ON).made

    others = [rule for rule in RULES if rule not in (*OF_RECENT_MONTHS, *OF_TELLING_MONTHS)]
    assert len(others) > 30 and made(others) == {projects}
    assert made(OF_TELLING_MONTHS) == {telling, projects}
    for rule in OF_RECENT_MONTHS:
        assert recent in made([rule]), rule.CODE
    for rule in OF_TELLING_MONTHS:
        assert telling in made([rule]) or rule.CODE == "W43", rule.CODE  # W43 is asked before the festival alone


def test_a_scan_of_all_rules_has_tables_at_hand_and_one_of_a_few_has_not(county, monkeypatch):
    policies, taken = policy_sets([county], ON), []

    @contextmanager
    def noted(regions, on):
        taken.append(regions)
        with at_hand(regions, on):
            yield

    monkeypatch.setattr(findings, "at_hand", noted)
    some, _ = findings.find_all([rule for rule in RULES if rule.CODE in ("W12", "W13")], policies, ON, actor=system_actor())
    assert not taken
    every, _ = findings.find_all(RULES, policies, ON, actor=system_actor())
    assert taken == [[county.pk]] and some["W12"] and {code: every[code] for code in some} == some
