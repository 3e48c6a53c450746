"""Rows that go as columns of JSON come out as they were."""

from decimal import Decimal

import pytest
from django.db import DataError, transaction

from earlywarning.models import EarlyWarning
from earlywarning.queries.writing import add_rows, change_rows
from portal.tenancy.actors import system_actor
from portal.tenancy.scope import acting
from tests.make.earlywarning import make_warning

AWKWARD = "100% 的“工资”\\n 'x' \"y\" \t制表\n换行 {%s}"


def read(**wanted) -> list[EarlyWarning]:
    actor = system_actor()
    with acting(actor):
        return list(EarlyWarning.objects.visible_to(actor).filter(**wanted).order_by("pk"))


def test_values_of_every_kind_and_structures_that_rows_share(project, at):
    shared, own = {"line": "10", "none": None}, [[AWKWARD, None, True, 1.5]]
    with acting(system_actor()):
        first, second = make_warning(project), make_warning(project, rule="T02")
        for row in (first, second):
            row.thresholds, row.shown, row.amount, row.people, row.due_at, row.is_reported = shared, {}, Decimal("12345678901234.05"), None, at, True
        first.shown, first.explain, second.headline = {"own": own}, AWKWARD, ""
        change_rows(EarlyWarning, [first, second], ["thresholds", "shown", "amount", "people", "due_at", "explain", "headline", "is_reported"])
    found = read()
    assert [row.thresholds for row in found] == [shared, shared] and [row.shown for row in found] == [{"own": own}, {}]
    assert {(row.amount, row.people, row.due_at, row.is_reported) for row in found} == {(Decimal("12345678901234.05"), None, at, True)}
    assert found[0].explain == AWKWARD and found[1].headline == ""


def test_new_rows_have_their_keys_at_once_and_a_title_too_long_is_refused_not_cut(project):
    with acting(system_actor()):
        made = make_warning(project)
        again = [EarlyWarning(**{field.attname: getattr(made, field.attname) for field in EarlyWarning._meta.concrete_fields}) for _ in "ab"]
        for place, row in enumerate(again):
            row.pk, row.uid, row.rule = None, f"00000000-0000-4000-8000-00000000000{place}", f"T1{place}"
        add_rows(again)
        assert [row.pk for row in again] == [row.pk for row in EarlyWarning.objects.visible_to(system_actor()).filter(rule__startswith="T1").order_by("pk")]
        made.title = "长" * 81
        with pytest.raises(DataError), transaction.atomic():
            change_rows(EarlyWarning, [made], ["title"])
