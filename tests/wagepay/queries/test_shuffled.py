"""In whatever order a month's rows come, and in however many parts, its sums, differences and warnings are the same."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from tests.make import wagepay as make
from tests.make.projects import make_project
from tests.make.tenancy import enterprise
from wagepay.actions.reconcile_month import reconcile_month
from wagepay.models import ProjectMonth
from wagepay.queries.audit_sums import differences
from wagepay.queries.keys import keys_of
from wagepay.queries.summaries import refresh
from wagepay.rules.catalogue import RULES

OCTOBER, ON = make.OCTOBER, dt.date(2026, 11, 25)
KEYS = {"pk", "project", "region", "employer", "sheet_uid", "month"}


def scene(project):
    """One person for each thing that can be wrong, as acts that may be done in any order."""
    card = make.card_number(990011)
    people = [
        make.engagement(project), make.engagement(project, card=card), make.engagement(project, card=card),
        make.engagement(project, contract_kind="none", contract_signed_on=None), make.engagement(project, registered_on=None),
        make.engagement(project, left_on=dt.date(2026, 10, 8)),
    ]  # fmt: skip
    sheet = make.sheet(project)
    acts = [lambda person=person, n=n: make.attendance(person, dt.date(2026, 10, n)) for person in people for n in (5, 6, 9)]
    acts += [lambda person=person: make.line(sheet, person, days=Decimal(3)) for person in people[:5]]
    acts += [lambda person=person: make.payment(person, Decimal("5999.99")) for person in people[:2]]
    acts += [
        lambda: make.payment(people[2], channel="outside"), lambda: make.payment(people[3], 1000, channel="advance"),
        lambda: make.payment(people[4], state="failed"), lambda: make.payment(people[0], Decimal("0.01"), paid_on=ON),
    ]  # fmt: skip
    return acts


def outcome(project):
    """All that anybody reads of the month."""
    names = [field.name for field in ProjectMonth._meta.fields if field.name not in KEYS]
    sums = list(ProjectMonth.objects.of(project).order_by("employer_id").values(*names))
    found = reconcile_month(actor=system_actor(), project=project, month=OCTOBER, on=ON)
    hits = []
    for rule in RULES:
        thresholds = {t.key: t.default for t in rule.DEFAULTS}
        hits += [(rule.CODE, hit.evidence) for hit in rule.find([project.region_id], ON, thresholds) if hit.project_id == project.pk]
    return sums, found.by_kind(), found.further_by_kind(), hits


@pytest.fixture
def plain(tree):
    with acting(system_actor()):
        project = make_project(tree.county, owner=enterprise("样例置业"), general_contractor=enterprise("示例建工"))
        for act in scene(project):
            act()
        refresh(keys_of(project, [OCTOBER]))
        return project, outcome(project)


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_shuffled_rows_summed_in_parts_give_the_same(plain, tree, data):
    first, expected = plain
    with acting(system_actor()):
        project = make_project(tree.county, owner=first.owner, general_contractor=first.general_contractor)
        acts = data.draw(st.permutations(scene(project)))
        for place, act in enumerate(acts):
            act()
            if place % 9 == 0:
                refresh(keys_of(project, [OCTOBER]))
        refresh(keys_of(project, [OCTOBER]))
        assert outcome(project) == expected
        assert differences(keys_of(project, [OCTOBER])) == {"worker_months": 0, "project_months": 0}
        assert {code for code, _ in expected[3]} >= {"W18", "W23", "W24"}, "the scene has something to say"
